package org.sfumato.diffusion;

import org.sfumato.Prior;
import org.sfumato.network.Learnt;
import org.sfumato.network.Unet;

/** A prior that was learnt: a network and its weights. */
public interface Trained extends Prior, Learnt {
  Unet network();

  /** Frees the weights on the device now; this prior denoises no more. */
  void free();

  @Override
  Trained half();
}
