package org.sfumato.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sfumato.Cost;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Shown;

/** Images that were drawn, with what happened on the way. */
public final class Drawn extends Images {
  private final String caption;
  private final Diagnostics diagnostics;
  private final List<Frame> frames;
  private final int evaluations;
  private final double seconds;
  private final double clipped;

  /** x̂₀ of some images at one step. */
  record Frame(double sigma, Images images) {}

  Drawn(
      Images images,
      String caption,
      Diagnostics diagnostics,
      List<Frame> frames,
      int evaluations,
      double seconds,
      double clipped) {
    super(images);
    this.caption = caption;
    this.diagnostics = diagnostics;
    this.frames = List.copyOf(frames);
    this.evaluations = evaluations;
    this.seconds = seconds;
    this.clipped = clipped;
  }

  /** Of a run with two rows for each image, one of the two; its evaluations are those of both. */
  Drawn only(UnaryOperator<Images> which) {
    var some = which.apply(this);
    return new Drawn(
        cost()
            .map(
                c ->
                    some.costing(
                        new Cost(
                            2 * c.evaluations(),
                            2 * c.pullBacks(),
                            2 * c.seconds(),
                            c.megabytes())))
            .orElse(some),
        caption,
        diagnostics,
        frames.stream().map(f -> new Frame(f.sigma(), which.apply(f.images()))).toList(),
        2 * evaluations,
        seconds,
        clipped);
  }

  /** The same, after so many more evaluations of the network for each image. */
  Drawn after(int more) {
    var all =
        cost()
            .map(
                c ->
                    costing(
                        new Cost(
                            c.evaluations() + more, c.pullBacks(), c.seconds(), c.megabytes())))
            .orElse(this);
    return new Drawn(all, caption, diagnostics, frames, evaluations + more, seconds, clipped);
  }

  @Override
  public String caption() {
    return caption;
  }

  /** Who steered, step by step. */
  public Diagnostics diagnostics() {
    return diagnostics;
  }

  /** {@code k} moments of the run, even in steps: what the denoiser believed at each. */
  public Filmstrip filmstrip(int k) {
    if (k < 2) {
      throw new IllegalArgumentException("a filmstrip has at least 2 frames, not " + k);
    }
    int n = Math.min(k, frames.size());
    var chosen = new ArrayList<Frame>();
    for (int i = 0; i < n; i++) {
      chosen.add(frames.get(n == 1 ? 0 : Math.round(i * (frames.size() - 1f) / (n - 1))));
    }
    return new Filmstrip(
        expression(),
        chosen.stream().map(Frame::images).toList(),
        chosen.stream()
            .map(
                f ->
                    "σ "
                        + Numbers.text(
                            new java.math.BigDecimal(f.sigma())
                                .round(new java.math.MathContext(2))
                                .doubleValue()))
            .toList());
  }

  /** Evaluations of the denoiser per image, NFE. */
  public int evaluations() {
    return evaluations;
  }

  /** Wall time of the run. */
  public double seconds() {
    return seconds;
  }

  /** The share of pixels that had to be clipped to [0, 1] at the end. */
  public double clippedShare() {
    return clipped;
  }

  /** Moments of a run, as one picture: a row per image, a column per moment. */
  public record Filmstrip(String of, List<Images> frames, List<String> captions) implements Shown {
    @Override
    public String text() {
      return "filmstrip of " + of + " at " + String.join(", ", captions);
    }

    @Override
    public Optional<Picture> picture() {
      return frames.isEmpty()
          ? Optional.empty()
          : Optional.of(org.sfumato.Drawing.found().strip(frames, captions));
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
