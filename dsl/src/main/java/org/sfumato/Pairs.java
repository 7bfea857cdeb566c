package org.sfumato;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Pictures, each with the report that was written of it, the patient it is of, and what is known of
 * its findings. A value: nothing changes it.
 */
public final class Pairs implements Shown {
  /** A finding that is there. */
  public static final int PRESENT = 1;

  /** A finding that is not there. */
  public static final int ABSENT = 0;

  /** Nobody knows: such a pair is left out wherever the finding is asked for. */
  public static final int UNKNOWN = -1;

  private static final int WORDS_SHOWN = 60;

  private final Images pictures;
  private final List<Told> told;
  private final List<String> findings;
  private final Optional<Split> split;

  /**
   * What belongs to one picture.
   *
   * @param report what was written of it
   * @param patient whose picture it is; pairs of one patient stay in one split
   * @param labels {@link #PRESENT}, {@link #ABSENT} or {@link #UNKNOWN} for each finding, in the
   *     order of {@link #findings()}
   */
  public record Told(String report, String patient, List<Integer> labels) {
    public Told {
      Objects.requireNonNull(report, "report");
      Objects.requireNonNull(patient, "patient");
      labels = List.copyOf(labels);
    }
  }

  /** The three parts of a data set; no patient is in two of them. */
  private record Split(Pairs train, Pairs validation, Pairs test) {}

  private Pairs(Images pictures, List<Told> told, List<String> findings, Optional<Split> split) {
    this.pictures = pictures;
    this.told = told;
    this.findings = findings;
    this.split = split;
  }

  /**
   * Pictures and what belongs to each.
   *
   * @param findings names of the findings that are labelled; may be empty
   * @throws IllegalArgumentException if there are not as many of each, or a label is none of 1, 0
   *     and −1
   */
  public static Pairs of(Images pictures, List<Told> told, List<String> findings) {
    if (pictures.size() != told.size()) {
      throw new IllegalArgumentException(
          "each picture needs its report: %s has %d pictures and there are %d reports"
              .formatted(pictures.expression(), pictures.size(), told.size()));
    }
    if (new HashSet<>(findings).size() != findings.size()) {
      throw new IllegalArgumentException("a finding is named twice: " + findings);
    }
    for (int i = 0; i < told.size(); i++) {
      check(told.get(i), i, findings);
    }
    return new Pairs(pictures, List.copyOf(told), List.copyOf(findings), Optional.empty());
  }

  private static void check(Told one, int i, List<String> findings) {
    if (one.labels().size() != findings.size()) {
      throw new IllegalArgumentException(
          "pair %d has %d labels for %d findings"
              .formatted(i, one.labels().size(), findings.size()));
    }
    for (int label : one.labels()) {
      if (label < UNKNOWN || label > PRESENT) {
        throw new IllegalArgumentException(
            "pair %d has the label %d; a label is 1 (present), 0 (absent) or -1 (unknown)"
                .formatted(i, label));
      }
    }
  }

  /**
   * A data set in three parts: all of it, and its parts by name.
   *
   * @throws IllegalArgumentException if a patient is in two parts, or the parts do not have the
   *     same findings
   */
  public static Pairs of(Pairs train, Pairs validation, Pairs test) {
    separate(train, "training", validation, "validation");
    separate(train, "training", test, "test");
    separate(validation, "validation", test, "test");
    var all = train.and(validation).and(test);
    return new Pairs(
        all.pictures, all.told, all.findings, Optional.of(new Split(train, validation, test)));
  }

  private static void separate(Pairs a, String nameA, Pairs b, String nameB) {
    var both = a.patientsIn(b);
    if (!both.isEmpty()) {
      throw new IllegalArgumentException(
          "patient %s is in the %s and in the %s part; a patient belongs to one"
              .formatted(both.iterator().next(), nameA, nameB));
    }
  }

  public int size() {
    return told.size();
  }

  /**
   * @throws IllegalStateException if these pairs are not divided
   */
  public Pairs train() {
    return parts().train();
  }

  /**
   * @throws IllegalStateException if these pairs are not divided
   */
  public Pairs validation() {
    return parts().validation();
  }

  /**
   * @throws IllegalStateException if these pairs are not divided
   */
  public Pairs test() {
    return parts().test();
  }

  private Split parts() {
    return split.orElseThrow(
        () ->
            new IllegalStateException(
                expression()
                    + " is not divided into training, validation and test; use range(a, b), or Pairs.of(train, validation, test)"));
  }

  /** The first {@code n} pairs. */
  public Pairs first(int n) {
    return range(0, n);
  }

  /** Pairs {@code a} (included) to {@code b} (excluded). */
  public Pairs range(int a, int b) {
    return new Pairs(pictures.range(a, b), told.subList(a, b), findings, Optional.empty());
  }

  /**
   * These pairs, then those.
   *
   * @throws IllegalArgumentException if they do not have the same findings, or pictures of another
   *     shape
   */
  public Pairs and(Pairs more) {
    if (!findings.equals(more.findings)) {
      throw new IllegalArgumentException(
          "pairs with findings %s and pairs with findings %s do not go together"
              .formatted(findings, more.findings));
    }
    var all = new ArrayList<>(told);
    all.addAll(more.told);
    return new Pairs(pictures.and(more.pictures), List.copyOf(all), findings, Optional.empty());
  }

  /** The same pairs with other pictures, such as resized ones, in the same order. */
  public Pairs with(Images others) {
    return of(others, told, findings);
  }

  public Images pictures() {
    return pictures;
  }

  public List<String> reports() {
    return told.stream().map(Told::report).toList();
  }

  /** What belongs to picture {@code i}. */
  public Told told(int i) {
    return told.get(i);
  }

  /** The findings that are labelled. */
  public List<String> findings() {
    return findings;
  }

  /**
   * The labels of these findings, or of all if none is named.
   *
   * @return for each pair, one of {@link #PRESENT}, {@link #ABSENT} and {@link #UNKNOWN} for each
   *     name
   * @throws IllegalArgumentException if a finding is not labelled; the message lists those that are
   */
  public int[][] labels(String... names) {
    var wanted = names.length == 0 ? findings : Arrays.asList(names);
    int[] columns = wanted.stream().mapToInt(this::column).toArray();
    return told.stream()
        .map(one -> Arrays.stream(columns).map(one.labels()::get).toArray())
        .toArray(int[][]::new);
  }

  private int column(String name) {
    int at = findings.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException(
          "%s has no labels for \"%s\"; it has %s".formatted(expression(), name, findings));
    }
    return at;
  }

  /** The patients that are in both. */
  public Set<String> patientsIn(Pairs others) {
    var theirs = new HashSet<String>();
    others.told.forEach(one -> theirs.add(one.patient()));
    var both = new HashSet<String>();
    told.forEach(one -> both.add(one.patient()));
    both.retainAll(theirs);
    return both;
  }

  /** Where pictures and reports come from. */
  public Provenance provenance() {
    var bytes = String.join("\n", reports()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return Provenance.of("pairs", expression())
        .with("reports", Provenance.digest(bytes))
        .within("pictures", pictures.provenance());
  }

  /** The expression alone. */
  public String expression() {
    return pictures.expression() + " with reports";
  }

  @Override
  public String text() {
    var first =
        told.isEmpty()
            ? ""
            : "\n«" + shortened(told.get(0).report()) + "»" + (told.size() > 1 ? " …" : "");
    return "%s  %d pairs%s%s"
        .formatted(
            expression(),
            size(),
            findings.isEmpty() ? "" : ", findings " + String.join(", ", findings),
            first);
  }

  private static String shortened(String report) {
    var words = report.strip().split("\\s+");
    return words.length <= WORDS_SHOWN
        ? String.join(" ", words)
        : String.join(" ", Arrays.asList(words).subList(0, WORDS_SHOWN)) + " …";
  }

  @Override
  public Optional<Picture> picture() {
    return pictures.picture();
  }

  @Override
  public String toString() {
    return text();
  }
}
