package org.sfumato.diffusion;

import org.sfumato.Prior;
import org.sfumato.network.Unet;
import org.sfumato.network.Weights;

/** A prior that was learnt: a network and its weights. */
public interface Trained extends Prior {
  Unet network();

  Weights weights();
}
