package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sfumato.ImageId;

/** What keeps a reported number and a rerun's from being compared, whatever their values are. */
final class Comparability {
  /** The best of several runs says another thing than their mean. */
  private static final Pattern EXTREME =
      Pattern.compile("(?i)\\b(min(imum)?|max(imum)?|best|lowest|highest|median)\\b");

  /** Parts of a data set are not its name. */
  private static final Set<String> PARTS = Set.of("train", "test", "validation");

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final int SHORT_WORD = 3;
  private static final String DRAWN = "draw";

  private Comparability() {}

  /** A clause each; none if they can be compared. */
  static List<String> obstacles(
      Claim claim, Said said, ScoreTable table, Column column, Estimate rerun) {
    var found = new ArrayList<String>();
    data(claim, table, found);
    variant(said, column, found);
    number(claim, column, table.ids().size(), found);
    if (claim.source().isBlank()) {
      found.add("no source: say where it is printed, as in source(\"arXiv:…\")");
    }
    if (claim.protocol().isBlank()) {
      found.add("no protocol: say how it came about, as in protocol(\"mean of one run\")");
    } else if (EXTREME.matcher(claim.protocol()).find()) {
      found.add("other protocol: reported is the " + claim.protocol() + ", the rerun has a mean");
    }
    if (Double.isNaN(rerun.mean())) {
      found.add("the rerun has no value");
    } else if (!rerun.hasInterval() && !said.hasSpread()) {
      found.add("no interval: neither the rerun nor the report says how sure it is");
    }
    return found;
  }

  /** Whether the images are those that the claim is about; a clause goes into {@code found}. */
  static void data(Claim claim, ScoreTable table, List<String> found) {
    var origins = origins(table);
    var words = words(claim.about());
    var joined = String.join("", words);
    for (var origin : origins) {
      var missing = new TreeSet<>(words(origin));
      missing.removeAll(PARTS);
      missing.removeIf(w -> words.contains(w) || w.length() > SHORT_WORD && joined.contains(w));
      if (missing.isEmpty()) {
        return;
      }
    }
    found.add(
        "other data: reported on %s, rerun on %s"
            .formatted(claim.about(), String.join(", ", origins)));
  }

  /** Data sets of the images; for drawn images those that their recipe and metrics name. */
  private static Set<String> origins(ScoreTable table) {
    var origins =
        table.ids().stream().map(ImageId::origin).collect(Collectors.toCollection(TreeSet::new));
    if (!origins.equals(Set.of(DRAWN))) {
      return origins;
    }
    var named = new TreeSet<String>();
    table.provenance().identity().values().stream()
        .flatMap(v -> QUOTED.matcher(v).results())
        .forEach(r -> named.add(r.group(1)));
    return named.isEmpty() ? origins : named;
  }

  private static List<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(w -> !w.isEmpty())
        .toList();
  }

  private static void variant(Said said, Column column, List<String> found) {
    said.variant()
        .filter(v -> !v.equals(column.variant()))
        .ifPresent(
            v ->
                found.add(
                    "other variant: reported as (%s), rerun as (%s)"
                        .formatted(v, column.variant())));
  }

  /** A distance between distributions shrinks with every image; KID's estimator is unbiased. */
  private static void number(Claim claim, Column column, int images, List<String> found) {
    boolean depends = column.whole() && MetricKind.of(column.name()) != MetricKind.KID;
    if (!depends || claim.count() == images) {
      return;
    }
    found.add(
        column.name()
            + " depends on the number of images: "
            + (claim.count() == 0
                ? "the report does not say it, the rerun has " + images
                : "reported on " + claim.count() + ", rerun on " + images));
  }
}
