package org.sfumato.sampler;

import java.util.List;
import java.util.stream.Collectors;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.diffusion.Conditional;

/**
 * What a run is to draw, in words.
 *
 * @param texts none, one for all images, or one for each
 * @param each whether the texts are one for each image, even if there is only one
 * @param scale w of classifier-free guidance
 */
public record Condition(List<String> texts, boolean each, double scale) {
  static final Condition NONE = new Condition(List.of(), false, 1);

  /** More texts than these print as their number. */
  private static final int SHOWN = 4;

  private static final int DIGITS = 12;

  public Condition {
    texts = List.copyOf(texts);
    if (!Double.isFinite(scale)) {
      throw new IllegalArgumentException(
          "cfg(w) needs a finite number, not " + Numbers.text(scale));
    }
  }

  Condition one(String text) {
    return new Condition(List.of(text), false, scale);
  }

  Condition each(List<String> many) {
    if (many.isEmpty()) {
      throw new IllegalArgumentException("there is no text to draw an image of");
    }
    return new Condition(many, true, scale);
  }

  Condition scale(double w) {
    return new Condition(texts, each, w);
  }

  /**
   * @param said the words that said so, such as {@code condition(text)}
   * @throws IllegalArgumentException if this prior reads no text
   */
  static void check(Prior prior, String said) {
    if (!(prior instanceof Conditional)) {
      throw new IllegalArgumentException(
          "%s reads no text, so %s tells it nothing; train(unet(…).text(textTransformer(512))).on(pairs) makes a prior that does"
              .formatted(prior.text(), said));
    }
  }

  /** The prior as this condition has it. */
  Prior of(Prior prior) {
    return texts.isEmpty() ? prior : ((Conditional) prior).given(texts, scale);
  }

  /**
   * @param n images of the run
   * @throws IllegalArgumentException if there are texts for another number of images
   */
  void check(int n) {
    if (each && texts.size() != n) {
      throw new IllegalArgumentException(
          "%d images cannot be drawn of %d texts; say one text for all, or one for each"
              .formatted(n, texts.size()));
    }
  }

  /** As the calls that said so. */
  String text() {
    var all = texts.stream().map(Condition::quoted).collect(Collectors.joining(", "));
    var told =
        texts.isEmpty()
            ? ""
            : !each
                ? ".condition(" + all + ")"
                : texts.size() <= SHOWN
                    ? ".condition(List.of(" + all + "))"
                    : ".condition(%d texts, %s)".formatted(texts.size(), hash());
    return told + (scale == 1 ? "" : ".cfg(" + Numbers.text(scale) + ")");
  }

  private String hash() {
    return Provenance.digest(String.join("\n", texts)).substring(0, DIGITS);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  /** What D stands for, as a line of aligned equations. */
  String latex() {
    if (scale == 1) {
      return "D &= D_c";
    }
    return scale == 0
        ? "D &= D_\\varnothing"
        : "D &= D_\\varnothing + %s\\, (D_c - D_\\varnothing)".formatted(Numbers.text(scale));
  }
}
