package org.sfumato.network;

import org.sfumato.Provenance;
import org.sfumato.Shown;

/** What a training makes: something with weights, which says where they come from. */
public interface Learnt extends Shown {
  Weights weights();

  /** Where its weights come from. */
  Provenance provenance();
}
