package org.sfumato.train;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Pairs;
import org.sfumato.Shown;
import org.sfumato.diffusion.Trained;
import org.sfumato.loss.Alignment;
import org.sfumato.loss.Loss;
import org.sfumato.loss.Objective;
import org.sfumato.network.Learnt;

/**
 * What is to be trained, on what, and how: a value. {@link #fit()} runs it.
 *
 * @param <M> what it makes
 */
public final class Training<M extends Learnt> implements Shown {
  /** Steps between checkpoints, and between looks at what is held out. */
  public static final int EVERY = 100;

  private final Subject<M> subject;
  private final Optional<Material> material;
  private final Optional<Objective> loss;
  private final Settings settings;
  private final Optional<Base> base;
  private final Saving saving;

  private Training(
      Subject<M> subject,
      Optional<Material> material,
      Optional<Objective> loss,
      Settings settings,
      Optional<Base> base,
      Saving saving) {
    this.subject = subject;
    this.material = material;
    this.loss = loss;
    this.settings = settings;
    this.base = base;
    this.saving = saving;
  }

  static <M extends Learnt> Training<M> of(Subject<M> subject) {
    return new Training<>(
        subject,
        subject.own(),
        subject.usual(),
        subject.settings(),
        Optional.empty(),
        Saving.NOTHING);
  }

  /** Trains on these images. Their shape must be the network's. */
  public Training<M> on(Images images) {
    return on(new Material.OfImages(images));
  }

  /** Trains on measurements alone; the loss must learn from such, as {@code ambient(A, Ã)} does. */
  public Training<M> on(Measurements y) {
    return on(new Material.OfMeasurements(y));
  }

  /** Trains on these pictures and their reports, if what is trained reads any. */
  public Training<M> on(Pairs pairs) {
    if (!subject.reads()) {
      throw new IllegalArgumentException(
          subject.text(loss) + " reads no reports; train it on(pairs.pictures())");
    }
    return on(new OfPairs(pairs));
  }

  private Training<M> on(Material given) {
    if (subject.own().isEmpty() && given.size() == 0) {
      throw new IllegalArgumentException("there is nothing to train on: " + given.text());
    }
    subject.check(given);
    return new Training<>(subject, Optional.of(given), loss, settings, base, saving);
  }

  /** Makes this loss small, if what is trained has no losses of its own. */
  public Training<M> minimise(Loss wanted) {
    return minimised(wanted);
  }

  /** Makes this distance of pictures and reports small. */
  public Training<M> minimise(Alignment wanted) {
    return minimised(wanted);
  }

  private Training<M> minimised(Objective wanted) {
    refuseIfRuled("has losses of its own; leave minimise(…) out");
    subject.check(Objects.requireNonNull(wanted, "loss"));
    return new Training<>(subject, material, Optional.of(wanted), settings, base, saving);
  }

  private void refuseIfRuled(String why) {
    if (subject.usual().isEmpty()) {
      throw new IllegalArgumentException(subject.text(loss) + " " + why);
    }
  }

  /** Optimiser steps; it replaces {@code epochs}. */
  public Training<M> steps(int n) {
    return with(settings.without(Settings.EPOCHS)).set(Settings.STEPS, n);
  }

  /** Passes over the images; it replaces {@code steps}. */
  public Training<M> epochs(int n) {
    return set(Settings.EPOCHS, n);
  }

  /** Images per step. */
  public Training<M> batch(int n) {
    return set(Settings.BATCH, n);
  }

  /**
   * Peak learning rate. A denoiser's warms up over the first 2 % of the steps, then follows a
   * cosine to zero; networks that play a game begin with theirs, and it falls in a straight line.
   */
  public Training<M> rate(double r) {
    return set(Settings.RATE, r);
  }

  /** The share of the steps in which the rate rises to its peak. */
  public Training<M> warmUp(double share) {
    return set(Settings.WARM_UP, share);
  }

  /** How fast matrices would shrink to zero without a gradient: AdamW's weight decay. */
  public Training<M> decay(double rate) {
    return set(Settings.DECAY, rate);
  }

  /**
   * How often a network that reads is told nothing, .1 unless said otherwise; cfg(w) needs some.
   */
  public Training<M> captionDrop(double rate) {
    return set(Settings.CAPTION_DROP, rate);
  }

  /** It stays at its peak after the warm-up. */
  public Training<M> constantRate() {
    return set(Settings.CONSTANT, true);
  }

  /** Largest global norm of the gradients; longer ones are scaled down to it. */
  public Training<M> clip(double norm) {
    return set(Settings.CLIP, norm);
  }

  /** Half-life of the weights' moving average, in images. */
  public Training<M> ema(double images) {
    return set(Settings.EMA, images);
  }

  /** Of initial weights, order, noise and augmentation. */
  public Training<M> seed(long s) {
    return set(Settings.SEED, s);
  }

  /**
   * Changes every image a little at every visit: images are flipped and gently warped; measurements
   * are flipped half of the time with what was done to them, so that what was hidden stays hidden;
   * pictures with reports are warped, never flipped, and some or all of their sentences are read.
   */
  public Training<M> augmented() {
    return set(Settings.AUGMENTED, true);
  }

  /** Activations in bfloat16, weights in float32: about twice as fast where processors have it. */
  public Training<M> mixed() {
    return set(Settings.MIXED, true);
  }

  /**
   * Stops early: the loss of one image in twenty (at most 128), held out, is looked at every {@link
   * #EVERY} steps under the averaged weights, always with the same noise, and after {@code n} looks
   * without a new best the training ends. The weights of the best look are kept.
   */
  public Training<M> patience(int looks) {
    return set(Settings.PATIENCE, looks);
  }

  /** Saves the state there every {@link #EVERY} steps, when it is stopped and at the end. */
  public Training<M> checkpoint(String path) {
    return with(saving.checkpoint(Path.of(path)));
  }

  /**
   * Goes on from the checkpoint if it is there, and begins otherwise: the same cell again goes on.
   * It ends with the weights that it would have had without a stop.
   */
  public Training<M> resume() {
    return with(saving.resumed());
  }

  /** Goes on from a saved state, or fine-tunes a saved prior: the file says which it is. */
  public Training<M> from(String path) {
    return with(saving.from(Path.of(path)));
  }

  /** Begins with the weights of this prior, to fine-tune them. */
  public Training<M> from(Trained prior) {
    return from(Base.of(prior));
  }

  private Training<M> from(Base begun) {
    refuseIfRuled("begins with fresh weights; leave from(prior) out");
    return new Training<>(subject, material, loss, settings, Optional.of(begun), saving.anew());
  }

  /**
   * Runs the training.
   *
   * @throws org.sfumato.Interrupted if it was stopped; it carries the fit so far
   * @throws IllegalArgumentException if the material shows more than it says
   * @throws IllegalStateException if the loss is no finite number
   */
  public Fit<M> fit() {
    var prior = saving.from().filter(Base::in).map(Base::read);
    return new TrainingLoop<>(prior.map(this::from).orElse(this)).run();
  }

  private <T> Training<M> set(Setting<T> setting, T value) {
    return with(settings.with(setting, value, () -> subject.text(loss)));
  }

  private Training<M> with(Settings changed) {
    return new Training<>(subject, material, loss, changed, base, saving);
  }

  private Training<M> with(Saving changed) {
    return new Training<>(subject, material, loss, settings, base, changed);
  }

  /** How many optimiser steps there are. */
  public int steps() {
    return settings.steps(() -> material().size());
  }

  <T> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  Subject<M> subject() {
    return subject;
  }

  Optional<Material> given() {
    return material;
  }

  Material material() {
    return material.orElseThrow(
        () ->
            new IllegalStateException(
                "there is nothing to train on: say " + subject.wanted() + " first"));
  }

  Optional<Objective> loss() {
    return loss;
  }

  Gauge gauge() {
    return subject.gauge(loss);
  }

  Optional<Base> base() {
    return base;
  }

  Saving saving() {
    return saving;
  }

  /** What decides the result; where it is saved does not. */
  String recipe() {
    return Recipe.of(this, settings);
  }

  @Override
  public String text() {
    return recipe() + saving.text();
  }

  @Override
  public Optional<String> latex() {
    return subject.latex(loss);
  }

  @Override
  public String toString() {
    return text();
  }
}
