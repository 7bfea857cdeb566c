package org.sfumato.train;

import java.nio.file.Path;
import org.sfumato.Provenance;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.Trained;
import org.sfumato.engine.Safetensors;
import org.sfumato.network.Plan;
import org.sfumato.network.Unet;
import org.sfumato.network.Weights;

/**
 * The prior that a fine-tuning begins with: its weights, with zeros for a channel that it does not
 * see yet, such as the one that says what is seen. The optimiser and the moving average begin anew.
 *
 * @param text the expression that made it
 * @param network which network its weights belong to
 * @param weights the moving average that was kept
 * @param provenance where they come from
 */
record Base(String text, Unet network, Weights weights, Provenance provenance) {
  static Base of(Trained prior) {
    return new Base(prior.text(), prior.network(), prior.weights(), prior.provenance());
  }

  /** Whether this file holds a prior, and not the state of a training. */
  static boolean in(Path file) {
    return Safetensors.read(file).note().containsKey("network");
  }

  static Base read(Path file) {
    var prior = Diffusion.checkpoint(file.toString());
    return new Base(
        "checkpoint(\"" + file + "\")", prior.network(), prior.weights(), prior.provenance());
  }

  /**
   * The first weights of a training that begins with it.
   *
   * @throws IllegalArgumentException if it is the prior of another network
   */
  Weights weights(Plan plan, Unet wanted) {
    var asIs =
        network.inChannels() == wanted.inChannels()
            ? network
            : wanted.mapped() ? network.mapChannels() : network.maskChannel();
    if (!asIs.equals(wanted)) {
      throw new IllegalArgumentException(
          "%s is a %s, which is not the network to be trained, %s; write train(%s)"
              .formatted(
                  text,
                  network.text(),
                  wanted.text(),
                  network.text().replace(".maskChannel()", "").replace(".mapChannels()", "")));
    }
    return weights.widened(plan, text);
  }
}
