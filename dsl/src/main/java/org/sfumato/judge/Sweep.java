package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.sfumato.Cancel;
import org.sfumato.Draws;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Metric;
import org.sfumato.Provenance;
import org.sfumato.Results;
import org.sfumato.Shown;
import org.sfumato.engine.Ticker;

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
    var wanted = LongStream.of(numbers).boxed().toList();
    if (wanted.isEmpty() || LongStream.of(numbers).distinct().count() != numbers.length) {
      throw new IllegalArgumentException(
          "seeds are one or more different numbers, such as seeds(0, 1, 2)");
    }
    return new Sweep<>(over, make, wanted);
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
    int cells = recipes.size() * Math.max(1, seeds.size());
    try (var ticker = Ticker.ofEqualSteps("sweep " + over.name(), cells, label(0, 0))) {
      var run = new Run(wanted, cells, ticker);
      for (int v = 0; v < recipes.size(); v++) {
        run.value(v, recipes.get(v));
      }
      ticker.finish("");
      return run.table().orElseThrow();
    }
  }

  private Draws recipe(T v) {
    Draws made = make.apply(v);
    if (made == null) {
      throw new IllegalArgumentException(
          "the sweep made nothing to draw for %s = %s".formatted(over.name(), Over.word(v)));
    }
    return made;
  }

  private String row(int v) {
    var value = over.values().get(v);
    // A number needs to be told what it is a number of; a name does not.
    return value instanceof Number ? over.name() + " = " + Over.word(value) : Over.word(value);
  }

  private String label(int v, int s) {
    return row(v) + (seeds.isEmpty() ? "" : ", seed " + seeds.get(s));
  }

  /** What a sweep has while it runs. */
  private final class Run {
    private final List<Metric> metrics;
    private final int total;
    private final Ticker ticker;
    private final List<Row> rows = new ArrayList<>();
    private final List<Provenance> drawn = new ArrayList<>();
    private List<ImageId> ids = List.of();
    private int done;

    Run(List<Metric> metrics, int total, Ticker ticker) {
      this.metrics = metrics;
      this.total = total;
      this.ticker = ticker;
    }

    void value(int v, Draws recipe) {
      int repetitions = Math.max(1, seeds.size());
      var values = new double[metrics.size()][repetitions][];
      for (int s = 0; s < repetitions; s++) {
        var cell = cell(v, seeds.isEmpty() ? recipe : recipe.seed(seeds.get(s)));
        for (int m = 0; m < metrics.size(); m++) {
          values[m][s] = cell[m];
        }
        done++;
        var next = done < total ? label(done / repetitions, done % repetitions) : "";
        ticker.tick(done, next, null);
      }
      rows.add(
          new Row(
              row(v),
              over.number(over.values().get(v)),
              seeds.isEmpty() ? List.of(0L) : seeds,
              values));
    }

    private double[][] cell(int v, Draws recipe) {
      if (Cancel.requested()) {
        throw stopped();
      }
      try {
        var x = recipe.draw();
        check(v, x);
        drawn.add(x.provenance());
        return Readings.of(x, metrics);
      } catch (Interrupted e) {
        throw stopped();
      }
    }

    private void check(int v, Images x) {
      if (ids.isEmpty()) {
        ids = x.ids();
      }
      if (!ids.equals(x.ids())) {
        throw new IllegalArgumentException(
            "a sweep compares the same images, but %s drew %d images that are not the %d of %s"
                .formatted(row(v), x.size(), ids.size(), row(0)));
      }
    }

    private Interrupted stopped() {
      ticker.finish("stopped");
      return new Interrupted(
          "the sweep was stopped after %d of %d cells; %d of %d values are whole and kept"
              .formatted(done, total, rows.size(), over.values().size()),
          table().orElse(null));
    }

    Optional<ScoreTable> table() {
      if (rows.isEmpty()) {
        return Optional.empty();
      }
      var columns = metrics.stream().map(Column::of).toList();
      return Optional.of(
          new ScoreTable(
              columns,
              rows,
              ids,
              over.name(),
              "",
              Inference.USUAL,
              Readings.provenance(Provenance.common(drawn), metrics).with("sweep", text())));
    }
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
