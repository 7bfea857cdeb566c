package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.Step;
import org.sfumato.engine.ChunkStep;
import org.sfumato.network.Tokens;

/**
 * A {@link TextPrior} that was told what to draw, with classifier-free guidance. It may be watched:
 * it then keeps where a word looked in the images of a run.
 */
public final class GivenText implements Prior {
  private final TextPrior prior;
  private final List<String> texts;
  private final double scale;
  private final Tokens tokens;
  private final Tokens nothing;
  private final Optional<Looks> looks;

  GivenText(TextPrior prior, List<String> texts, double scale, Optional<Looks> looks) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("there is no text to draw an image of");
    }
    this.prior = prior;
    this.texts = List.copyOf(texts);
    this.scale = scale;
    this.tokens = prior.tokens(texts);
    this.looks = looks;
    this.nothing = prior.tokens(List.of(TextPrior.NOTHING));
  }

  @Override
  public NDArray denoise(NDArray x, double sigma) {
    if (texts.size() != 1) {
      throw new IllegalStateException(
          text() + " denoises the images of a run, whose texts it knows; use it in sample(…)");
    }
    return denoise(x, sigma, new int[(int) x.getShape().get(0)]);
  }

  @Override
  public NDArray denoise(NDArray x, double sigma, Step s) {
    if (texts.size() == 1 && looks.isEmpty()) {
      return denoise(x, sigma);
    }
    if (!(s instanceof ChunkStep chunk) || texts.size() != 1 && chunk.runSize() != texts.size()) {
      throw new IllegalArgumentException(
          "there are %d texts, and not as many images; say one text for all, or one for each"
              .formatted(texts.size()));
    }
    return denoise(x, sigma, chunk.places());
  }

  /**
   * @param rows which text each image is told
   */
  private NDArray denoise(NDArray x, double sigma, int[] rows) {
    if (scale == 0 && looks.isEmpty()) {
      return prior.denoise(x, sigma);
    }
    var told = prior.read(tokens, texts.size() == 1 ? new int[rows.length] : rows);
    if (scale == 1) {
      return seen(x, sigma, told, rows, 0);
    }
    var none = prior.read(nothing, new int[rows.length]);
    var both = new NDList(none.get(0).concat(told.get(0), 0), none.get(1).concat(told.get(1), 0));
    var pair = seen(x.concat(x, 0), sigma, both, rows, rows.length).split(2, 0);
    return pair.get(0).add(pair.get(1).sub(pair.get(0)).mul(scale));
  }

  /**
   * @param free rows before those of the run
   */
  private NDArray seen(NDArray x, double sigma, NDList told, int[] rows, int free) {
    if (looks.isEmpty()) {
      return prior.denoise(x, sigma, told);
    }
    var maps = new NDList();
    var result = prior.denoise(x, sigma, told, new NDList(), maps);
    looks.get().add(maps, rows, free);
    return result;
  }

  /** Where the word looked in image {@code i} of a run, row by row. */
  public float[] looked(int i) {
    return looks
        .orElseThrow(() -> new IllegalStateException("nobody watched where its words look"))
        .mean(i);
  }

  /** Twice as many where what is drawn under a text is compared with what is drawn under none. */
  @Override
  public int evaluations() {
    return scale == 0 || scale == 1 ? 1 : 2;
  }

  @Override
  public double sigmaMin() {
    return prior.sigmaMin();
  }

  @Override
  public double sigmaMax() {
    return prior.sigmaMax();
  }

  @Override
  public int[] imageShape() {
    return prior.imageShape();
  }

  @Override
  public Provenance provenance() {
    return prior
        .provenance()
        .with("texts", Provenance.digest(String.join("\n", texts)))
        .with("cfg", Numbers.text(scale));
  }

  @Override
  public String text() {
    return prior.text();
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "D = D_\\varnothing + %s\\, (D_c - D_\\varnothing)".formatted(Numbers.text(scale)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GivenText g
        && prior.equals(g.prior)
        && texts.equals(g.texts)
        && scale == g.scale;
  }

  @Override
  public int hashCode() {
    return Objects.hash(prior, texts, scale);
  }

  @Override
  public String toString() {
    return text();
  }
}
