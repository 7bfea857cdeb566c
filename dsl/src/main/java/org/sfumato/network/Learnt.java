package org.sfumato.network;

import org.sfumato.Provenance;
import org.sfumato.Shown;

/** What a training makes: something with weights, which says where they come from. */
public interface Learnt extends Shown {
  Weights weights();

  /** The same with each weight the nearest number of half precision; its provenance says so. */
  Learnt half();

  /** Where its weights come from. */
  Provenance provenance();
}
