package org.sfumato.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.diffusion.Conditional;
import org.sfumato.diffusion.Control;
import org.sfumato.diffusion.TextPrior;

/**
 * What a run is to draw, in words.
 *
 * @param texts none, one for all images, or one for each
 * @param each whether the texts are one for each image, even if there is only one
 * @param scale w of classifier-free guidance
 * @param edit what the images are painted anew as
 */
public record Condition(List<String> texts, boolean each, double scale, Optional<Edit> edit) {
  static final Condition NONE = new Condition(List.of(), false, 1, Optional.empty());

  /**
   * The same images painted anew.
   *
   * @param texts one for all images, or one for each
   * @param each whether they are one for each
   */
  public record Edit(List<String> texts, boolean each, Control control) {
    public Edit {
      texts = List.copyOf(texts);
      Objects.requireNonNull(control, "control");
    }
  }

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
    return new Condition(List.of(text), false, scale, edit);
  }

  Condition each(List<String> many) {
    if (many.isEmpty()) {
      throw new IllegalArgumentException("there is no text to draw an image of");
    }
    return new Condition(many, true, scale, edit);
  }

  Condition scale(double w) {
    return new Condition(texts, each, w, edit);
  }

  /** Of so many images: none if any number would do. */
  OptionalInt number() {
    return each
        ? OptionalInt.of(texts.size())
        : edit.filter(Edit::each)
            .map(e -> OptionalInt.of(e.texts().size()))
            .orElse(OptionalInt.empty());
  }

  Condition edited(List<String> anew, boolean eachAnew, Control control) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException(
          "edit(text, control) paints anew what a text describes; say condition(text) first");
    }
    if (anew.isEmpty()) {
      throw new IllegalArgumentException("there is no text to paint the images anew under");
    }
    return new Condition(texts, each, scale, Optional.of(new Edit(anew, eachAnew, control)));
  }

  /** What the images were before they are painted anew. */
  Condition unedited() {
    return new Condition(texts, each, scale, Optional.empty());
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

  /**
   * The prior as this condition has it.
   *
   * @param n images
   */
  Prior of(Prior prior, int n) {
    if (texts.isEmpty() || !(prior instanceof Conditional told)) {
      return prior;
    }
    if (edit.isEmpty()) {
      return told.given(texts, scale);
    }
    var both = new ArrayList<String>();
    for (int i = 0; i < n; i++) {
      both.add(texts.get(each ? i : 0));
      both.add(edit.get().texts().get(edit.get().each() ? i : 0));
    }
    return ((TextPrior) prior).edited(both, edit.get().control(), scale);
  }

  /**
   * @param n images of the run
   * @throws IllegalArgumentException if there are texts for another number of images
   */
  void check(int n) {
    check(n, each, texts);
    edit.ifPresent(e -> check(n, e.each(), e.texts()));
  }

  private static void check(int n, boolean each, List<String> texts) {
    if (each && texts.size() != n) {
      throw new IllegalArgumentException(
          "%d images cannot be drawn of %d texts; say one text for all, or one for each"
              .formatted(n, texts.size()));
    }
  }

  /** As the calls that said so. */
  String text() {
    return (texts.isEmpty() ? "" : ".condition(" + said(texts, each) + ")")
        + (scale == 1 ? "" : ".cfg(" + Numbers.text(scale) + ")")
        + edit.map(e -> ".edit(%s, %s)".formatted(said(e.texts(), e.each()), e.control().text()))
            .orElse("");
  }

  private static String said(List<String> texts, boolean each) {
    var all = texts.stream().map(Condition::quoted).collect(Collectors.joining(", "));
    return !each
        ? all
        : texts.size() <= SHOWN
            ? "List.of(" + all + ")"
            : "%d texts, %s"
                .formatted(
                    texts.size(), Provenance.digest(String.join("\n", texts)).substring(0, DIGITS));
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
