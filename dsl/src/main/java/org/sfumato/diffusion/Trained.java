package org.sfumato.diffusion;

import org.sfumato.Prior;
import org.sfumato.network.Learnt;
import org.sfumato.network.Unet;

/** A prior that was learnt: a network and its weights. */
public interface Trained extends Prior, Learnt {
  Unet network();

  @Override
  Trained half();
}
