package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.sfumato.Cancel;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Metric;
import org.sfumato.Provenance;
import org.sfumato.engine.Ticker;

/**
 * Runs on the same images, scored into a table: a row for each thing that is tried, each repeated
 * for every seed. One that is stopped, or in which one fails, keeps the rows that were whole.
 *
 * @param verb what the user called it, such as {@code sweep}
 * @param label what stands beside its bar
 * @param axis what the rows are, such as {@code λ}
 * @param plural the rows in a sentence, such as {@code values}
 * @param names of the rows
 * @param numbers of the rows, where they are numbers
 * @param seeds of the repetitions; empty for one, with whatever seed each has
 * @param text the expression
 */
record Trials(
    String verb,
    String label,
    String axis,
    String plural,
    List<String> names,
    List<OptionalDouble> numbers,
    List<Long> seeds,
    List<Metric> metrics,
    String text) {
  /** Makes the images of a row, with this repetition's seed. */
  @FunctionalInterface
  interface Cell {
    Images made(int row, int repetition);
  }

  /** Seeds that can be told apart, one or more. */
  static List<Long> checked(long... seeds) {
    if (seeds.length == 0 || LongStream.of(seeds).distinct().count() != seeds.length) {
      throw new IllegalArgumentException(
          "seeds are one or more different numbers, such as seeds(0, 1, 2)");
    }
    return LongStream.of(seeds).boxed().toList();
  }

  /**
   * Makes and scores every cell.
   *
   * @throws Interrupted if the user stopped it, or if a later row failed; it holds the table of the
   *     rows that were finished
   */
  ScoreTable run(Cell cell) {
    int all = names.size() * repetitions();
    try (var ticker = Ticker.ofEqualSteps(label, all, label(0))) {
      var run = new Run(cell, all, ticker);
      for (int row = 0; row < names.size(); row++) {
        run.row(row);
      }
      ticker.finish("");
      return run.table().orElseThrow();
    }
  }

  private int repetitions() {
    return Math.max(1, seeds.size());
  }

  private String label(int cell) {
    int r = repetitions();
    return names.get(cell / r) + (seeds.isEmpty() ? "" : ", seed " + seeds.get(cell % r));
  }

  /** What there is while it runs. */
  private final class Run {
    private final Cell cell;
    private final int all;
    private final Ticker ticker;
    private final List<Row> rows = new ArrayList<>();
    private final List<Provenance> made = new ArrayList<>();
    private List<ImageId> ids = List.of();
    private int done;

    Run(Cell cell, int all, Ticker ticker) {
      this.cell = cell;
      this.all = all;
      this.ticker = ticker;
    }

    void row(int row) {
      var values = new double[metrics.size()][repetitions()][];
      for (int s = 0; s < repetitions(); s++) {
        var read = read(row, s);
        for (int m = 0; m < metrics.size(); m++) {
          values[m][s] = read[m];
        }
        done++;
        ticker.tick(done, done < all ? label(done) : "", null);
      }
      rows.add(
          new Row(names.get(row), numbers.get(row), seeds.isEmpty() ? List.of(0L) : seeds, values));
    }

    private double[][] read(int row, int repetition) {
      if (Cancel.requested()) {
        throw stopped();
      }
      var x = whole(row, () -> cell.made(row, repetition));
      check(row, x);
      made.add(x.provenance());
      return whole(row, () -> Readings.of(x, metrics));
    }

    /** What is finished outlives what stops or fails. */
    private <T> T whole(int row, Supplier<T> work) {
      try {
        return work.get();
      } catch (Interrupted e) {
        throw stopped();
      } catch (RuntimeException e) {
        throw rows.isEmpty() ? e : failed(row, e);
      }
    }

    private Interrupted failed(int row, RuntimeException why) {
      ticker.finish("failed");
      var failed =
          new Interrupted(
              "%s failed in the %s: %s. %d of %d %s are whole and kept"
                  .formatted(
                      names.get(row),
                      verb,
                      Optional.ofNullable(why.getMessage()).orElse(why.toString()),
                      rows.size(),
                      names.size(),
                      plural),
              table().orElse(null));
      failed.initCause(why);
      return failed;
    }

    private void check(int row, Images x) {
      if (ids.isEmpty()) {
        ids = x.ids();
      }
      if (!ids.equals(x.ids())) {
        throw new IllegalArgumentException(
            "a %s compares the same images, but %s drew %d images that are not the %d of %s"
                .formatted(verb, names.get(row), x.size(), ids.size(), names.get(0)));
      }
    }

    private Interrupted stopped() {
      ticker.finish("stopped");
      return new Interrupted(
          "the %s was stopped after %d of %d cells; %d of %d %s are whole and kept"
              .formatted(verb, done, all, rows.size(), names.size(), plural),
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
              Basis.of(ids),
              axis,
              "",
              Inference.USUAL,
              Readings.provenance(Provenance.common(made), metrics).with(verb, text)));
    }
  }
}
