package org.sfumato.sampler;

import java.util.Objects;
import java.util.function.Function;
import org.sfumato.Shown;
import org.sfumato.diffusion.TextPrior;
import org.sfumato.view.Overlay;

/**
 * Where words look while a run draws: the mean of cross-attention over the run, the heads and the
 * layers of the finest resolution of at most 16×16. Each {@link #map} draws.
 */
public record Attention(Recipe run) implements Shown {
  public Attention {
    Objects.requireNonNull(run, "run");
  }

  /**
   * @throws IllegalArgumentException if the run has no text, or paints one anew
   */
  static Attention of(Recipe run) {
    if (run.condition().texts().isEmpty() || run.condition().edit().isPresent()) {
      throw new IllegalArgumentException(
          "%s has no text of its own to look at; say condition(text), without edit(…)"
              .formatted(run.text()));
    }
    return new Attention(run);
  }

  /**
   * This word's map over each image of {@code draw()}.
   *
   * @param word one or several words that stand side by side in the text
   * @throws IllegalArgumentException if no text has it
   */
  public Overlay map(String word) {
    return map(word, Recipe::draw);
  }

  /** The same over {@code n} images of one text. */
  public Overlay map(String word, int n) {
    return map(word, r -> r.draw(n));
  }

  private Overlay map(String word, Function<Recipe, Drawn> draw) {
    var told = run.condition();
    var watched = ((TextPrior) run.prior()).watched(told.texts(), told.scale(), word);
    var drawn = draw.apply(run.on(watched));
    var maps = new float[drawn.size()][];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = watched.looked(i);
    }
    int grid = (int) Math.round(Math.sqrt(maps[0].length));
    return new Overlay(
        drawn,
        maps,
        grid,
        "share of the attention that «" + word + "» has",
        "%s.map(\"%s\")".formatted(text(), word));
  }

  @Override
  public String text() {
    return "attention(" + run.text() + ")";
  }

  @Override
  public String toString() {
    return text();
  }
}
