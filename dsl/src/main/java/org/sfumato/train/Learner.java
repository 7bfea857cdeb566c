package org.sfumato.train;

import java.util.Map;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.network.Learnt;
import org.sfumato.network.Plan;
import org.sfumato.network.Weights;

/**
 * What learns: arrays on the device that change with each batch, and make a model whenever they are
 * asked to.
 *
 * @param <M> the model
 */
interface Learner<M extends Learnt> extends AutoCloseable {
  /** What a whole state consists of: a plan for each prefix of names in its file. */
  Map<String, Plan> groups();

  /** The state of now, by the same prefixes. */
  Map<String, Weights> state();

  /** Goes on from an earlier state, after so many steps. */
  void restore(long steps, Map<String, Weights> state);

  /**
   * One step on a batch.
   *
   * @param step its number, from 0
   * @return the loss before the step, or what the subject's {@link Gauge} says
   * @throws IllegalStateException if the loss or its gradients are not finite; nothing has changed
   */
  double step(Batch batch, int step);

  /**
   * What each summand of the loss was before the last step, by its name; none unless it is a sum.
   */
  default Map<String, Double> terms() {
    return Map.of();
  }

  /**
   * The mean loss of a batch under the moving average of the weights; nothing changes. Whose
   * settings leave {@code patience} out is never asked.
   */
  default double look(Batch batch) {
    throw new IllegalStateException("nothing is held out from what minimises no loss");
  }

  /** The parameters of the model, whose best weights a state keeps; asked no more than that. */
  default Plan plan() {
    throw new IllegalStateException("nothing is held out from what minimises no loss");
  }

  /** The moving average of the model's weights, or these themselves where none is kept. */
  Weights average();

  /** The model with these weights. */
  M model(Weights weights, Provenance made);

  /** Some images of the model of now, to look at; empty if there is nothing to see. */
  Optional<Images> samples(Provenance made);

  @Override
  void close();
}
