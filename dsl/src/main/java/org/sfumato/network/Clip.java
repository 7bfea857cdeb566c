package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.List;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.engine.Op;
import org.sfumato.engine.StateDict;
import org.sfumato.engine.Torch;

/**
 * A published CLIP (Radford et al. 2021) with a vision transformer of any size, such as ViT-B/32,
 * or what was trained on from it, such as CheXzero: pictures and sentences in one space. Grey
 * pictures are shown as RGB; of oblong ones the middle square is seen.
 */
public final class Clip implements JointVectors {
  private static final List<Double> MEAN = List.of(.48145466, .4578275, .40821073);
  private static final List<Double> SPREAD = List.of(.26862954, .26130258, .27577711);
  private static final double LEVELS = 255;

  private final String path;
  private final Towers towers;
  private final Tokeniser tokeniser;
  private final List<Double> mean;
  private final List<Double> spread;
  private final Op seeing;

  /** What is on the device. */
  private record Towers(ClipPlan plan, Op reading, Constants image, Constants text) {
    static Towers read(Path file) {
      var stored = StateDict.read(file);
      var names = ClipNames.of(stored, file.getFileName().toString());
      var plan = ClipPlan.of(stored, names);
      var image = plan.imagePlan(MEAN, SPREAD);
      var text = plan.textPlan();
      return new Towers(
          plan,
          Op.of(text.source()),
          new Constants(image, Renamed.of(image, stored, names::origin)),
          new Constants(text, Renamed.of(text, stored, names::origin)));
    }
  }

  private Clip(
      String path, Towers towers, Tokeniser tokeniser, List<Double> mean, List<Double> spread) {
    this.path = path;
    this.towers = towers;
    this.tokeniser = tokeniser;
    this.mean = mean;
    this.spread = spread;
    this.seeing = Op.of(towers.plan.imagePlan(mean, spread).source());
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException if it is none, or has no tokeniser beside it
   */
  static Clip of(Path path) {
    Torch.start();
    var file = PublishedFile.of(path);
    var tokeniser = file.tokeniser(false);
    var towers = Loaded.of(file.weights(), "clip", Towers.class, Towers::read);
    if (tokeniser.size() > towers.plan.vocabulary()) {
      throw new IllegalArgumentException(
          "%s knows %d tokens, but %s has room for %d; it belongs to another model"
              .formatted(
                  tokeniser.text(),
                  tokeniser.size(),
                  file.weights().getFileName(),
                  towers.plan.vocabulary()));
    }
    return new Clip(path.toString(), towers, tokeniser, MEAN, SPREAD);
  }

  /**
   * Sees pictures with another mean and spread of all channels, in levels from 0 to 255: CheXzero
   * was trained with 101.48761 and 83.43944 instead of CLIP's own.
   *
   * @param average level
   * @param deviation of the levels, above 0
   */
  public Clip levels(double average, double deviation) {
    if (!(deviation > 0)) {
      throw new IllegalArgumentException(
          "the spread of levels is above 0, not " + org.sfumato.Numbers.text(deviation));
    }
    return new Clip(
        path, towers, tokeniser, repeated(average / LEVELS), repeated(deviation / LEVELS));
  }

  private static List<Double> repeated(double v) {
    return List.of(v, v, v);
  }

  @Override
  public NDArray vectors(NDArray x) {
    var shape = x.getShape();
    if (shape.dimension() != 4 || shape.get(1) != 1 && shape.get(1) != 3) {
      throw new IllegalArgumentException(
          "clip sees images of one or three channels, [n, 1, H, W] or [n, 3, H, W], not " + shape);
    }
    return towers.image.with(p -> Vectors.unit(seeing.on(p, x)));
  }

  @Override
  public float[][] ofPictures(Images x) {
    return Vectors.of(x, this::vectors);
  }

  @Override
  public float[][] ofSentences(List<String> sentences) {
    var tokens = Tokens.of(tokeniser, sentences, towers.plan.length());
    return Vectors.of(
        tokens.size(),
        "sentences",
        places -> {
          var given = tokens.upload(places).get(0);
          return towers.text.with(p -> Vectors.unit(towers.reading.on(p, given)));
        });
  }

  @Override
  public Provenance provenance() {
    return Provenance.of("clip", variant());
  }

  @Override
  public String variant() {
    return "CLIP ViT of %d×%d in patches of %d, weights %s and %s, %s, middle square, antialiased bicubic to %d×%d, mean %s, spread %s"
        .formatted(
            towers.plan.size(),
            towers.plan.size(),
            towers.plan.patch(),
            towers.image.hash(),
            towers.text.hash(),
            tokeniser.text(),
            towers.plan.size(),
            towers.plan.size(),
            mean,
            spread);
  }

  @Override
  public String text() {
    var clip = "clip(\"" + path + "\")";
    return mean == MEAN
        ? clip
        : "%s.levels(%s, %s)"
            .formatted(clip, rounded(mean.get(0) * LEVELS), rounded(spread.get(0) * LEVELS));
  }

  private static String rounded(double v) {
    // Digits that a user wrote come back, and not those of the division between.
    return String.valueOf(Math.round(v * 1e6) / 1e6);
  }

  @Override
  public String toString() {
    return text() + "  " + variant();
  }
}
