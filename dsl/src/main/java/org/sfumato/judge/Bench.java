package org.sfumato.judge;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.sfumato.Draws;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Metric;
import org.sfumato.Restorer;
import org.sfumato.Results;
import org.sfumato.Shown;

/**
 * Restorers on the same measurements of the same images, scored against those images: a row for
 * each restorer, so that all differences are paired. A seed sets the masks, the noise of the
 * measurements and the restorer's own random numbers at once, in place of the seeds they have.
 *
 * <p>With one restorer it can also be swept: {@code sweep(over("p", 0.2, 0.8), p -> bench(x,
 * missing(p)).run(dps(prior)))}.
 *
 * @param task what is restored, and from what
 * @param restorers the rows, in order
 * @param seeds of the repetitions; empty leaves everything its own seed
 */
public record Bench(Task task, List<Restorer> restorers, List<Long> seeds) implements Draws, Shown {
  public Bench {
    restorers = List.copyOf(restorers);
    seeds = List.copyOf(seeds);
  }

  static Bench of(Task task) {
    return new Bench(task, List.of(), List.of());
  }

  /** With these restorers, a row each. Two of one name need names of their own. */
  public Bench run(Restorer... these) {
    if (these.length == 0) {
      throw new IllegalArgumentException("a bench needs at least one restorer, such as dps(prior)");
    }
    var names = new HashSet<String>();
    for (var r : these) {
      if (!names.add(r.name())) {
        throw new IllegalArgumentException(
            "two restorers are called %s; give one of them a name of its own: named(\"…\")"
                .formatted(r.name()));
      }
    }
    return new Bench(task, Arrays.asList(these), seeds);
  }

  /** Runs all once for each of these seeds, of masks, noise and restorers alike. */
  public Bench seeds(long... numbers) {
    return new Bench(task, restorers, Trials.checked(numbers));
  }

  /** The same with this one seed. */
  @Override
  public Bench seed(long seed) {
    return seeds(seed);
  }

  /**
   * Restores and scores. Metrics that were given no images compare with the clean ones.
   *
   * @throws org.sfumato.Interrupted if the user stopped it; it holds the table of the restorers
   *     that were finished
   */
  public Results score(Metric... metrics) {
    var wanted = Readings.checked(metrics).stream().map(this::bound).toList();
    for (var metric : wanted) {
      metric.comparedWith().ifPresent(r -> Readings.check(task.truth(), metric, r));
    }
    if (restorers.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing is run: say %s.run(dps(prior)) first".formatted(task.text()));
    }
    var measured = new Measurements[Math.max(1, seeds.size())];
    return new Trials(
            "bench",
            text(),
            "restorer",
            "restorers",
            restorers.stream().map(Restorer::name).toList(),
            restorers.stream().map(r -> OptionalDouble.empty()).toList(),
            seeds,
            wanted,
            text())
        .run(
            (row, s) -> {
              if (measured[s] == null) {
                measured[s] = seeded(s).measured();
              }
              var x = restored(restorers.get(row), measured[s], s);
              var from = x.provenance().within("bench", task.provenance());
              return x.described(x.expression(), from);
            });
  }

  /** The images of the one restorer there is, for a sweep or a look. */
  @Override
  public Images draw() {
    if (restorers.size() != 1 || seeds.size() > 1) {
      throw new IllegalArgumentException(
          "draw() gives the images of one restorer and one seed, but there are %d restorers and %d seeds; score(…) runs all"
              .formatted(restorers.size(), seeds.size()));
    }
    return restored(restorers.get(0), seeded(0).measured(), 0);
  }

  private Task seeded(int repetition) {
    return seeds.isEmpty() ? task : task.seed(seeds.get(repetition));
  }

  private Images restored(Restorer restorer, Measurements y, int repetition) {
    var seeded = seeds.isEmpty() ? restorer : restorer.seed(seeds.get(repetition));
    var x = seeded.restore(y);
    if (x == null) {
      throw new IllegalArgumentException(restorer.name() + " restored nothing");
    }
    int[] shape = y.imageShape();
    int[] given = {x.channels(), x.height(), x.width()};
    if (x.size() != y.size() || !Arrays.equals(shape, given)) {
      throw new IllegalArgumentException(
          "%s returned %d images of shape %s for measurements of %d images of shape %s; a restorer returns the images that were measured"
              .formatted(
                  restorer.name(),
                  x.size(),
                  Arrays.toString(given),
                  y.size(),
                  Arrays.toString(shape)));
    }
    if (!x.ids().equals(y.ids())) {
      throw new IllegalArgumentException(
          "%s returned images that do not say which were measured; wrap it in restorer(name, f), or make them with the ids of y"
              .formatted(restorer.name()));
    }
    return x;
  }

  /** Metrics that compare with images and have none yet get the clean ones. */
  private Metric bound(Metric metric) {
    if (metric.comparedWith().isPresent()) {
      return metric;
    }
    try {
      return metric.against(task.truth());
    } catch (UnsupportedOperationException e) {
      // It compares with nothing, and says so by refusing.
      return metric;
    }
  }

  @Override
  public String text() {
    var run = restorers.stream().map(Shown::text).collect(Collectors.joining(", "));
    var each = seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return task.text()
        + (restorers.isEmpty() ? "" : ".run(" + run + ")")
        + (seeds.isEmpty() ? "" : ".seeds(" + each + ")");
  }

  @Override
  public String toString() {
    return text();
  }
}
