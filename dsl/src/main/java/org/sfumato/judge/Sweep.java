package org.sfumato.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sfumato.Draws;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Metric;
import org.sfumato.Shown;

/**
 * The same thing drawn for several values and several seeds, on the same images. Values of two
 * kinds go through all their pairs.
 *
 * @param <D> what is drawn, such as a recipe
 */
public final class Sweep<D extends Draws> implements Shown {
  private final List<Over<?>> axes;
  private final Function<List<?>, ? extends D> make;
  private final List<Long> seeds;
  private final Optional<Path> folder;

  private Sweep(
      List<Over<?>> axes,
      Function<List<?>, ? extends D> make,
      List<Long> seeds,
      Optional<Path> folder) {
    this.axes = axes;
    this.make = make;
    this.seeds = seeds;
    this.folder = folder;
  }

  /**
   * @param make what is drawn for one value of each
   */
  static <D extends Draws> Sweep<D> of(List<Over<?>> axes, Function<List<?>, ? extends D> make) {
    return new Sweep<>(List.copyOf(axes), make, List.of(), Optional.empty());
  }

  /** Draws every value once for each of these seeds. */
  public Sweep<D> seeds(long... numbers) {
    return new Sweep<>(axes, make, Trials.checked(numbers), folder);
  }

  /**
   * Keeps what is drawn in this folder, a file for each value and seed, and draws what is there no
   * second time. A file is found by all that decides what is drawn: settings, images, weights, the
   * code of lambdas and what they refer to; so a change draws again what it changes, and nothing
   * else. What was stopped goes on where it was when it is run again.
   */
  public Sweep<D> cache(String path) {
    if (path.isBlank()) {
      throw new IllegalArgumentException(
          "cache(path) needs the name of a folder, such as cache(\"sweep\")");
    }
    return new Sweep<>(axes, make, seeds, Optional.of(Path.of(path)));
  }

  /**
   * Draws every cell and scores it.
   *
   * @throws Interrupted if the user stopped it; it holds the table of the values that were finished
   */
  public Swept<D> score(Metric... metrics) {
    var wanted = Readings.checked(metrics);
    // All recipes are made first, so that a wrong one is refused before an hour of drawing.
    var spots = spots();
    var recipes = spots.stream().map(this::recipe).toList();
    var names = spots.stream().map(this::row).toList();
    var numbers = spots.stream().map(this::number).toList();
    var axis = axes.stream().map(Over::name).collect(Collectors.joining(" × "));
    var cache = folder.map(CellCache::new);
    var first = new ArrayList<Images>();
    var trials =
        new Trials(
            "sweep", "sweep " + axis, axis, "values", names, numbers, seeds, wanted, drawn());
    try {
      var table =
          trials.run(
              (v, s) -> {
                var recipe = seeded(recipes.get(v), s);
                var drawn = cache.map(c -> c.of(recipe, recipe::draw)).orElseGet(recipe::draw);
                if (s == 0) {
                  first.add(drawn.first(Math.min(Swept.SHOWN, drawn.size())));
                }
                return drawn;
              });
      return new Swept<>(table, axes, spots, recipes, first, read(cache));
    } catch (Interrupted e) {
      var kept =
          e.kept()
              .map(t -> (ScoreTable) t)
              .map(
                  t ->
                      new Swept<>(
                          t,
                          axes,
                          spots.subList(0, t.rows().size()),
                          recipes.subList(0, t.rows().size()),
                          first.subList(0, t.rows().size()),
                          read(cache)));
      throw new Interrupted(
          e.getMessage()
              + folder.map(f -> "; run it again to go on: what was drawn is in " + f).orElse(""),
          kept.orElse(null));
    }
  }

  private static int read(Optional<CellCache> cache) {
    return cache.map(CellCache::read).orElse(0);
  }

  /** All values, or all pairs of them: for each of the first, each of the second. */
  private List<List<?>> spots() {
    List<List<?>> all = List.of(List.of());
    for (var axis : axes) {
      var longer = new ArrayList<List<?>>();
      for (var begun : all) {
        for (var v : axis.values()) {
          var more = new ArrayList<Object>(begun);
          more.add(v);
          longer.add(more);
        }
      }
      all = longer;
    }
    return all;
  }

  private Draws seeded(D recipe, int repetition) {
    return seeds.isEmpty() ? recipe : recipe.seed(seeds.get(repetition));
  }

  private D recipe(List<?> spot) {
    D made = make.apply(spot);
    if (made == null) {
      var where = new ArrayList<String>();
      for (int a = 0; a < spot.size(); a++) {
        where.add(axes.get(a).name() + " = " + Over.word(spot.get(a)));
      }
      throw new IllegalArgumentException(
          "the sweep made nothing to draw for " + String.join(", ", where));
    }
    return made;
  }

  private String row(List<?> spot) {
    var words = new ArrayList<String>();
    for (int a = 0; a < spot.size(); a++) {
      words.add(axes.get(a).row(spot.get(a)));
    }
    return String.join(", ", words);
  }

  private OptionalDouble number(List<?> spot) {
    return spot.size() == 1 && spot.get(0) instanceof Number n
        ? OptionalDouble.of(n.doubleValue())
        : OptionalDouble.empty();
  }

  @Override
  public String text() {
    return drawn() + folder.map(f -> ".cache(\"" + f + "\")").orElse("");
  }

  /** What decides the results: where they are kept does not. */
  private String drawn() {
    var each = seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "sweep("
        + axes.stream().map(Over::text).collect(Collectors.joining(", "))
        + ", …)"
        + (seeds.isEmpty() ? "" : ".seeds(" + each + ")");
  }

  @Override
  public String toString() {
    return text();
  }
}
