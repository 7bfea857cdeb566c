package org.sfumato.train;

import org.sfumato.loss.Loss;
import org.sfumato.network.Learnt;

/**
 * What is trained. It says how a recipe begins and makes the learner that a training drives; the
 * order of the images, the steps, saving, stopping and showing are common to all.
 *
 * @param <M> what the training makes
 */
interface Subject<M extends Learnt> {
  /** How a recipe begins, such as {@code train(unet(32, 1))}. */
  String text(Loss loss);

  /** What the progress bar says, such as {@code train unet(32, 1)}. */
  String task();

  /** {@code [C, H, W]} of the images it learns from. */
  int[] imageShape();

  /** What is minimised unless something else is said. */
  Loss usual();

  /** The arrays on the device, at their beginning. */
  Learner<M> learner(Training<M> training, Material material);
}
