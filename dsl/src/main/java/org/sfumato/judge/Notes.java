package org.sfumato.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.sfumato.Numbers;

/**
 * The lines below a table, the same in every form of it: what the numbers rest on, how their
 * intervals were made, their variants, what a mark means, what is not finite.
 */
final class Notes {
  private final ScoreTable t;

  private Notes(ScoreTable table) {
    this.t = table;
  }

  /**
   * @param mark how this form marks what is best, such as {@code bold}
   */
  static List<String> of(ScoreTable table, String mark) {
    var n = new Notes(table);
    var notes = new ArrayList<String>();
    var areas = table.basis().areas();
    notes.addAll(areas.isPresent() ? areas.get().notes(table) : List.of(n.intervals()));
    n.further().ifPresent(notes::add);
    n.seeds().ifPresent(notes::add);
    n.whole().ifPresent(notes::add);
    n.variants(notes);
    n.infinite(notes);
    n.holm().ifPresent(notes::add);
    n.mark(mark).ifPresent(notes::add);
    return notes;
  }

  private String intervals() {
    var units = t.units();
    var kind = t.differences() ? "paired differences from " + t.baseline() : "means";
    if (units.count() < 2) {
      return kind + " without intervals, " + units.text() + ": an interval needs two";
    }
    var how = t.inference().way() == Inference.Way.BCA ? " % BCa intervals, " : " % t-intervals, ";
    var level = Numbers.text(100 * t.confidence());
    var resamples =
        t.inference().way() == Inference.Way.BCA ? " (" + Bca.RESAMPLES + " resamples)" : "";
    return kind + " with " + level + how + units.text() + resamples;
  }

  private Optional<String> further() {
    var names = new ArrayList<String>();
    for (int c = 0; c < t.columns().size(); c++) {
      int column = c;
      var rows =
          IntStream.range(0, t.rows().size())
              .filter(r -> t.estimate(r, column).kind() == Estimate.Kind.FURTHER)
              .mapToObj(r -> ScoreText.shortened(t.rows().get(r).name()))
              .toList();
      if (!rows.isEmpty()) {
        boolean all = rows.size() == t.rows().size();
        names.add(t.columns().get(c).name() + (all ? "" : " of " + String.join(", ", rows)));
      }
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "skewed (|skewness| > √n / %d), so each end is the further of t's and BCa's (%d resamples): %s"
                .formatted(Estimate.SKEWED, Bca.RESAMPLES, String.join("; ", names)));
  }

  private Optional<String> seeds() {
    var seeds = t.rows().get(0).seeds();
    if (seeds.size() < 2) {
      return Optional.empty();
    }
    var which = seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return Optional.of(
        "seeds %s, averaged per image; sd: standard deviation between the seeds' means, apart from the interval"
            .formatted(which));
  }

  private Optional<String> whole() {
    var names = t.columns().stream().filter(Column::whole).map(Column::name).toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    int most = t.rows().stream().mapToInt(r -> r.seeds().size()).max().orElse(1);
    var interval =
        most >= Estimate.FEWEST_SEEDS
            ? ", t-interval over seeds"
            : most > 1 ? ", no interval over fewer than five seeds" : ", without interval";
    return Optional.of(String.join(", ", names) + ": one number for all images" + interval);
  }

  private void variants(List<String> notes) {
    var variants = new LinkedHashMap<String, List<String>>();
    t.columns()
        .forEach(c -> variants.computeIfAbsent(c.variant(), v -> new ArrayList<>()).add(c.name()));
    variants.remove("");
    variants.forEach((variant, names) -> notes.add(String.join(", ", names) + ": " + variant));
  }

  private void infinite(List<String> notes) {
    for (int c = 0; c < t.columns().size(); c++) {
      for (var row : t.rows()) {
        long count = DoubleStream.of(row.perImage(c)).filter(v -> !Double.isFinite(v)).count();
        if (count > 0) {
          notes.add(
              "%s is not finite for %d of %d images of %s, so its mean is not and has no interval"
                  .formatted(t.columns().get(c).name(), count, t.ids().size(), row.name()));
          break;
        }
      }
    }
  }

  private Optional<String> holm() {
    int rows = t.rows().size();
    return t.inference().holm()
        ? Optional.of(
            "p: %s, adjusted by Holm over the %d %s of each column"
                .formatted(
                    t.basis().areas().isPresent() ? Areas.test(t.rows()) : "paired t-test",
                    rows,
                    rows == 1 ? "row" : "rows"))
        : Optional.empty();
  }

  private Optional<String> mark(String mark) {
    boolean any =
        IntStream.range(0, t.rows().size())
            .anyMatch(r -> IntStream.range(0, t.columns().size()).anyMatch(c -> t.marked(r, c)));
    if (!any) {
      return Optional.empty();
    }
    var meaning =
        !t.differences()
            ? "best, its paired difference from every other row excludes zero"
            : t.inference().holm()
                ? "p < " + Numbers.text(1 - t.confidence())
                : "the interval excludes zero";
    return Optional.of(mark + ": " + meaning);
  }
}
