package org.sfumato.train;

import java.util.Optional;
import org.sfumato.Shown;
import org.sfumato.loss.Loss;
import org.sfumato.loss.Objective;
import org.sfumato.network.Learnt;

/**
 * What is trained. It says how a recipe begins and makes the learner that a training drives; the
 * order of the images, the steps, saving, stopping and showing are common to all.
 *
 * @param <M> what the training makes
 */
interface Subject<M extends Learnt> {
  /** How a recipe begins, such as {@code train(unet(32, 1))}. */
  String text(Optional<Objective> loss);

  /** What the progress bar says, such as {@code train unet(32, 1)}. */
  String task();

  /**
   * Looks at what it is to learn from.
   *
   * @throws IllegalArgumentException if it can learn nothing from that; the message says what to do
   */
  void check(Material given);

  /** Whether it learns from pictures with reports, and from nothing else. */
  default boolean reads() {
    return false;
  }

  /**
   * Looks at what it is to make small.
   *
   * @throws IllegalArgumentException if that is nothing it could make small
   */
  default void check(Objective wanted) {
    if (!(wanted instanceof Loss)) {
      throw new IllegalArgumentException(
          "%s reads no reports, so %s is nothing it could minimise; train(twoTower(…)) can"
              .formatted(text(Optional.empty()), wanted.text()));
    }
  }

  /** What it learns from, if it brings that along and nothing is to be said by {@code on}. */
  default Optional<Material> own() {
    return Optional.empty();
  }

  /** How to say what to learn from. */
  default String wanted() {
    return "on(images)";
  }

  /**
   * What is minimised unless something else is said; empty for what is no denoiser and has losses
   * of its own, as networks that play a game have their rules.
   */
  Optional<Objective> usual();

  /** What may be set, and to what it is set at first. */
  default Settings settings() {
    return Settings.USUAL;
  }

  /** What the number of a step says. */
  default Gauge gauge(Optional<Objective> loss) {
    return Gauge.of(loss);
  }

  /** What is minimised, as an equation. */
  default Optional<String> latex(Optional<Objective> loss) {
    return loss.flatMap(Shown::latex);
  }

  /** The arrays on the device, at their beginning. */
  Learner<M> learner(Training<M> training, Material material);
}
