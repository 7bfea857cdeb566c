package org.sfumato.judge;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sfumato.Draws;
import org.sfumato.Interrupted;
import org.sfumato.Metric;
import org.sfumato.Results;
import org.sfumato.Shown;

/**
 * The same thing drawn for several values and several seeds, on the same images.
 *
 * @param over the values
 * @param make what is drawn for a value
 * @param seeds of the repetitions; empty leaves each its own seed
 */
public record Sweep<T>(Over<T> over, Function<? super T, ? extends Draws> make, List<Long> seeds)
    implements Shown {
  public Sweep {
    seeds = List.copyOf(seeds);
  }

  /** Draws every value once for each of these seeds. */
  public Sweep<T> seeds(long... numbers) {
    return new Sweep<>(over, make, Trials.checked(numbers));
  }

  /**
   * Draws every cell and scores it.
   *
   * @throws Interrupted if the user stopped it; it holds the table of the values that were finished
   */
  public Results score(Metric... metrics) {
    var wanted = Readings.checked(metrics);
    // All recipes are made first, so that a wrong one is refused before an hour of drawing.
    var recipes = over.values().stream().map(v -> recipe(v)).toList();
    var names = over.values().stream().map(this::row).toList();
    var numbers = over.values().stream().map(over::number).toList();
    var label = "sweep " + over.name();
    return new Trials("sweep", label, over.name(), "values", names, numbers, seeds, wanted, text())
        .run((v, s) -> seeded(recipes.get(v), s).draw());
  }

  private Draws seeded(Draws recipe, int repetition) {
    return seeds.isEmpty() ? recipe : recipe.seed(seeds.get(repetition));
  }

  private Draws recipe(T v) {
    Draws made = make.apply(v);
    if (made == null) {
      throw new IllegalArgumentException(
          "the sweep made nothing to draw for %s = %s".formatted(over.name(), Over.word(v)));
    }
    return made;
  }

  private String row(T value) {
    // A number needs to be told what it is a number of; a name does not.
    return value instanceof Number ? over.name() + " = " + Over.word(value) : Over.word(value);
  }

  @Override
  public String text() {
    var each = seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "sweep(" + over.text() + ", …)" + (seeds.isEmpty() ? "" : ".seeds(" + each + ")");
  }

  @Override
  public String toString() {
    return text();
  }
}
