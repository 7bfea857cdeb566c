package org.sfumato.diffusion;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sfumato.Numbers;
import org.sfumato.Shown;
import org.sfumato.Window;

/**
 * How an image is painted anew under another text while it stays the same image: its attention
 * looks where that of the source looked (Hertz et al. 2023, Prompt-to-Prompt).
 *
 * @param kind how the tokens of the two texts belong together
 * @param cross while what places look at in the text is the source's
 * @param scales by how much a word counts
 * @param self while how places look at each other is the source's, at 16×16 and below
 * @param blended only where this word is looked at, in either text, the image changes
 */
public record Control(
    Kind kind,
    Window cross,
    Map<String, Double> scales,
    Optional<Window> self,
    Optional<String> blended)
    implements Shown {
  /** How the tokens of two texts belong together. */
  public enum Kind {
    /** Word by word, in their order. */
    REPLACE,
    /** By alignment: words that only the new text has look for themselves. */
    REFINE,
    /** By alignment, for a word that counts more or less. */
    REWEIGHT
  }

  public Control {
    // A copy that keeps the order in which the words were said.
    scales = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(scales));
  }

  public static Control of(Kind kind, Window cross) {
    return new Control(kind, cross, Map.of(), Optional.empty(), Optional.empty());
  }

  /** This word counts {@code c} times as much; 0 is as if it were not there. */
  public Control reweight(String word, double c) {
    if (!Double.isFinite(c)) {
      throw new IllegalArgumentException(
          "a word counts a finite number of times as much, not " + Numbers.text(c));
    }
    var more = new LinkedHashMap<>(scales);
    more.put(word, c);
    return new Control(kind, cross, more, self, blended);
  }

  /** While the window lasts, places look at each other as they did in the source. */
  public Control selfAttention(Window window) {
    return new Control(kind, cross, scales, Optional.of(window), blended);
  }

  /**
   * Only where this word is looked at the image changes; elsewhere it is the source's. From the
   * first fifth of the run on, as before it attention has not found its place.
   */
  public Control blend(String word) {
    return new Control(kind, cross, scales, self, Optional.of(word));
  }

  @Override
  public String text() {
    var words =
        scales.entrySet().stream()
            .map(e -> "reweight(\"%s\", %s)".formatted(e.getKey(), Numbers.text(e.getValue())))
            .collect(Collectors.joining("."));
    var begun =
        kind == Kind.REWEIGHT
            ? words
            : kind.name().toLowerCase(java.util.Locale.ROOT)
                + "("
                + cross
                + ")"
                + (words.isEmpty() ? "" : "." + words);
    return begun
        + self.map(w -> ".selfAttention(" + w + ")").orElse("")
        + blended.map(w -> ".blend(\"" + w + "\")").orElse("");
  }

  @Override
  public String toString() {
    return text();
  }
}
