package org.sfumato.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Draws;
import org.sfumato.Guidance;
import org.sfumato.ImageId;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.Shown;
import org.sfumato.Term;
import org.sfumato.diffusion.Control;
import org.sfumato.diffusion.EditedText;
import org.sfumato.diffusion.Sde;
import org.sfumato.engine.Torch;

/**
 * What to sample and how, as a value: it prints, compares and hashes, and shows the equation it
 * will run. {@link #draw()} runs it.
 */
public record Recipe(
    Prior prior,
    Sde path,
    Sampler sampler,
    Start start,
    Guidance guidance,
    Condition condition,
    long seed)
    implements Draws, Shown {
  /** The state, its noise twice, what is kept of x̂₀, and the result, in float32. */
  private static final long BYTES_PER_VALUE = 20;

  private static final long BYTES_PER_IMAGE = 100;

  public Recipe {
    Objects.requireNonNull(prior, "prior");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(sampler, "sampler");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(guidance, "guidance");
    Objects.requireNonNull(condition, "condition");
  }

  /** Along this path. */
  public Recipe along(Sde sde) {
    return new Recipe(prior, sde, sampler, start, guidance, condition, seed);
  }

  /** With this sampler. */
  public Recipe with(Sampler sampler) {
    return new Recipe(prior, path, sampler, start, guidance, condition, seed);
  }

  /** From this start: {@code noise()} or {@code noised(images, f)}. */
  public Recipe from(Start start) {
    return new Recipe(prior, path, sampler, start, guidance, condition, seed);
  }

  /** Steered by this term or sum of terms; it replaces earlier guidance. */
  public Recipe guide(Term term) {
    return new Recipe(prior, path, sampler, start, term.guidance(), condition, seed);
  }

  /**
   * Draws what this text describes, every image.
   *
   * @throws IllegalArgumentException if the prior reads no text
   */
  public Recipe condition(String text) {
    Condition.check(prior, "condition(text)");
    return with(condition.one(text));
  }

  /**
   * Draws image i of text i. Its noise is keyed by the seed and i, so under another text the same i
   * starts from the same noise.
   *
   * @throws IllegalArgumentException if the prior reads no text, or there is none
   */
  public Recipe condition(List<String> texts) {
    Condition.check(prior, "condition(texts)");
    return with(condition.each(texts));
  }

  /**
   * Classifier-free guidance (Ho and Salimans 2022), D = D_∅ + w (D_c − D_∅): 1 is none, more draws
   * what the text says more clearly and less variedly, at two evaluations for one.
   *
   * @throws IllegalArgumentException if the prior reads no text
   */
  public Recipe cfg(double w) {
    Condition.check(prior, "cfg(w)");
    return with(condition.scale(w));
  }

  /**
   * The same images painted anew under other texts, image i of text i: what {@link #condition}
   * describes is drawn beside them from the same noise, and their attention follows it (Hertz et
   * al. 2023). Give the result's {@code draw()} beside that of the recipe without this.
   *
   * @throws IllegalArgumentException if nothing says what the images were before
   */
  public Recipe edit(List<String> texts, Control control) {
    return with(condition.edited(texts, true, control));
  }

  /** The same with one text for all. */
  public Recipe edit(String text, Control control) {
    return with(condition.edited(List.of(text), false, control));
  }

  /** The same with a prior of the same images in place of its own. */
  Recipe on(Prior other) {
    return new Recipe(other, path, sampler, start, guidance, condition, seed);
  }

  private Recipe with(Condition told) {
    return new Recipe(prior, path, sampler, start, guidance, told, seed);
  }

  @Override
  public Recipe seed(long seed) {
    return new Recipe(prior, path, sampler, start, guidance, condition, seed);
  }

  /**
   * Draws as many images as the start has, or as the guidance is about.
   *
   * @throws IllegalStateException if neither says how many
   */
  @Override
  public Drawn draw() {
    var ids = start.images().map(i -> i.ids()).orElse(guidance.about());
    if (ids.isEmpty() && condition.number().isPresent()) {
      return draw(condition.number().getAsInt());
    }
    if (ids.isEmpty()) {
      throw new IllegalStateException(
          "nothing says how many images to draw: say draw(n), or start from images");
    }
    return run(ids);
  }

  /** Draws {@code n} images from noise. */
  public Drawn draw(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("draw(n) needs at least one image, not " + n);
    }
    if (start.images().isPresent() && start.images().get().size() != n) {
      throw new IllegalArgumentException(
          "the run starts from %d images, so it cannot draw %d; say draw(), or take first(%d) of them"
              .formatted(start.images().get().size(), n, n));
    }
    var about = start.images().map(i -> i.ids()).orElse(guidance.about());
    if (!about.isEmpty()) {
      if (n > about.size()) {
        throw new IllegalArgumentException(
            "the guidance is about %d images, so it cannot steer %d".formatted(about.size(), n));
      }
      return run(about.subList(0, n));
    }
    checkRoom(n);
    var ids = new ArrayList<ImageId>();
    for (int i = 0; i < n; i++) {
      ids.add(new ImageId("draw", i));
    }
    return run(ids);
  }

  /** Refuses before the first step what would run out of memory after hours. */
  private void checkRoom(int n) {
    var shape = prior.imageShape();
    long one = (long) shape[0] * shape[1] * shape[2];
    long most =
        Math.min(
            Integer.MAX_VALUE / one,
            Runtime.getRuntime().maxMemory() / 2 / (BYTES_PER_VALUE * one + BYTES_PER_IMAGE));
    if (n > most) {
      throw new IllegalArgumentException(
          "%d images of %d×%d do not fit into the memory of this process; draw at most %d at a time, each time with another seed"
              .formatted(n, shape[1], shape[2], most));
    }
  }

  private Drawn run(List<ImageId> ids) {
    condition.check(ids.size());
    var shape = prior.imageShape();
    start
        .images()
        .ifPresent(
            i -> {
              int[] given = {i.channels(), i.height(), i.width()};
              if (!Arrays.equals(given, shape)) {
                throw new IllegalArgumentException(
                    "%s draws images of shape %s, but the start has %s; %s"
                        .formatted(
                            prior.text(),
                            Arrays.toString(shape),
                            Arrays.toString(given),
                            given[0] == shape[0]
                                ? "resize(" + shape[1] + ") would fit"
                                : "toGray() gives one channel"));
              }
            });
    var loop = loop(ids.size());
    if (!start.inverse()) {
      return drawn(loop, ids, start.state(ids, shape, loop.sigmas()[0], seed));
    }
    Start.checkInverse(sampler);
    var way = new Inverse(loop, condition.unedited().of(prior, ids.size()));
    return drawn(loop, ids, way.of(start.images().get(), ids)).after(way.evaluations());
  }

  private Drawn drawn(Loop loop, List<ImageId> ids, float[] state) {
    return condition.edit().isEmpty()
        ? loop.run(ids, state, prior.imageShape(), text(), provenance())
        : new Twofold(ids, state).run(loop, prior.imageShape(), text(), provenance());
  }

  /** The loop that would run, checked against what the prior knows. */
  public Loop loop() {
    return loop(condition.number().orElse(1));
  }

  private Loop loop(int n) {
    var told = condition.of(prior, n);
    List<Hook> hooks = told instanceof EditedText edited ? List.of(new Blend(edited)) : List.of();
    return new Loop(told, path, sampler, start.sigma(path), guidance, hooks, seed);
  }

  /** What decides the result, and its hash. */
  public Provenance provenance() {
    var made =
        Provenance.of("recipe", text())
            .with("seed", String.valueOf(seed))
            .with("engine", Torch.version())
            .within("prior", condition.of(prior, condition.number().orElse(1)).provenance());
    return start.images().map(i -> made.within("start", i.provenance())).orElse(made);
  }

  @Override
  public String text() {
    return "sample(%s).along(%s).with(%s)%s%s%s.seed(%d)"
        .formatted(
            prior.text(),
            path.text(),
            sampler.text(),
            start.images().isPresent() ? ".from(" + start.text() + ")" : "",
            condition.text(),
            guidance.parts().isEmpty() ? "" : ".guide(" + guidance.text() + ")",
            seed);
  }

  @Override
  public Optional<String> latex() {
    var lines = new ArrayList<String>();
    if (guidance.parts().isEmpty()) {
      lines.add("\\tilde D &= D(x;\\sigma)");
    } else {
      lines.add("\\tilde D &= " + guidance.aligned());
    }
    if (!condition.texts().isEmpty()) {
      lines.add(condition.latex());
    }
    if (guidance.parts().stream().anyMatch(Guidance.Part::normalised)) {
      lines.add(
          "\\sigma^2\\, \\nabla_x \\{E\\}_{\\mathrm{unit}} &\\ \\text{has RMS}\\ r_\\sigma = %s\\,\\sigma / \\sqrt{\\sigma^2 + %s}\\ \\text{per image}"
              .formatted(
                  Numbers.text(GuidedDenoiser.SPREAD),
                  Numbers.text(GuidedDenoiser.SPREAD * GuidedDenoiser.SPREAD)));
    }
    lines.add(sampler.equation().replaceFirst("=", "&="));
    lines.add(path.equation().replaceFirst("=", "&="));
    lines.add(
        start.latex().orElse("").replaceFirst("=", "&=")
            + ",\\quad \\sigma_0 = "
            + Numbers.text(round(start.sigma(path))));
    return Optional.of("\\begin{aligned} " + String.join(" \\\\ ", lines) + " \\end{aligned}");
  }

  private static double round(double v) {
    return new java.math.BigDecimal(v).round(new java.math.MathContext(3)).doubleValue();
  }

  @Override
  public String toString() {
    return text();
  }
}
