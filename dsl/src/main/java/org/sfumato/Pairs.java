package org.sfumato;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  private final Images pictures;
  private final List<Told> told;
  private final List<String> findings;
  private final Optional<PairParts> split;
  private final String expression;

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

  private Pairs(
      Images pictures,
      List<Told> told,
      List<String> findings,
      Optional<PairParts> split,
      String expression) {
    this.pictures = pictures;
    this.told = told;
    this.findings = findings;
    this.split = split;
    this.expression = expression;
  }

  /**
   * Pictures and what belongs to each.
   *
   * @param findings names of the findings that are labelled; may be empty
   * @throws IllegalArgumentException if there are not as many of each, or a label is none of 1, 0
   *     and −1
   */
  public static Pairs of(Images pictures, List<Told> told, List<String> findings) {
    PairChecks.check(pictures, told, findings);
    var text = "Pairs.of(%s, …)".formatted(pictures.expression());
    return new Pairs(pictures, List.copyOf(told), List.copyOf(findings), Optional.empty(), text);
  }

  /**
   * A data set in three parts: all of it, and its parts by name.
   *
   * @throws IllegalArgumentException if a patient is in two parts, or the parts do not have the
   *     same findings
   */
  public static Pairs of(Pairs train, Pairs validation, Pairs test) {
    var parts = new PairParts(train, validation, test);
    var all = parts.all();
    return new Pairs(all.pictures, all.told, all.findings, Optional.of(parts), all.expression);
  }

  public int size() {
    return told.size();
  }

  /** The training part; an {@code IllegalStateException} if these pairs are not divided. */
  public Pairs train() {
    return parts().train();
  }

  /** The validation part; an {@code IllegalStateException} if these pairs are not divided. */
  public Pairs validation() {
    return parts().validation();
  }

  /** The test part; an {@code IllegalStateException} if these pairs are not divided. */
  public Pairs test() {
    return parts().test();
  }

  private PairParts parts() {
    return split.orElseThrow(
        () ->
            new IllegalStateException(
                expression
                    + " is not divided into training, validation and test; use range(a, b), or Pairs.of(train, validation, test)"));
  }

  /** The first {@code n} pairs. */
  public Pairs first(int n) {
    return part(0, n, ".first(" + n + ")");
  }

  /**
   * Pairs {@code a} (included) to {@code b} (excluded).
   *
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public Pairs range(int a, int b) {
    return part(a, b, ".range(" + a + ", " + b + ")");
  }

  private Pairs part(int a, int b, String how) {
    if (a < 0 || b < a || b > size()) {
      throw new IndexOutOfBoundsException(
          "pairs %d to %d do not exist: %s has %d".formatted(a, b, expression, size()));
    }
    return same(pictures.range(a, b), told.subList(a, b), expression + how);
  }

  /** Undivided, with the same findings. */
  private Pairs same(Images others, List<Told> of, String as) {
    return new Pairs(others, List.copyOf(of), findings, Optional.empty(), as);
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
    var text = "%s.and(%s)".formatted(expression, more.expression);
    return same(pictures.and(more.pictures), all, text);
  }

  /**
   * The same pictures with their patients and labels, but each with the report of another pair: the
   * control in which there is nothing to learn. One pair alone keeps its report.
   *
   * @param seed which of the orders
   */
  public Pairs shuffled(long seed) {
    var cycle = PairDraws.cycle(size(), seed);
    var mixed = new ArrayList<Told>();
    for (int i = 0; i < size(); i++) {
      var other = told.get(cycle[i]).report();
      mixed.add(new Told(other, told.get(i).patient(), told.get(i).labels()));
    }
    return same(pictures, mixed, "%s.shuffled(%d)".formatted(expression, seed));
  }

  /**
   * A share of the pairs, drawn by the seed so that each finding that is both there and absent
   * among all is so in the share too; a smaller share is within a larger one ({@link
   * LabelledShare}).
   *
   * @throws IllegalArgumentException if the fraction is not in (0, 1], or the share is too small
   */
  public Pairs share(double fraction, long seed) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "a share of %s is above 0 and at most 1 of its pairs, such as share(0.1, 0), not %s"
              .formatted(expression, Numbers.text(fraction)));
    }
    var places = LabelledShare.of(this, fraction, seed).places();
    var as = ".share(%s, %d)".formatted(Numbers.text(fraction), seed);
    var some = IntStream.of(places).mapToObj(told::get).toList();
    return same(pictures.at(places, as), some, expression + as);
  }

  /** The same pairs, and their parts, under another expression. */
  public Pairs described(String as) {
    return new Pairs(pictures, told, findings, split.map(parts -> parts.of(as)), as);
  }

  /** The same pairs with other pictures, such as resized ones, in the same order. */
  public Pairs with(Images others) {
    var text = "%s.with(%s)".formatted(expression, others.expression());
    return of(others, told, findings).described(text);
  }

  public Images pictures() {
    return pictures;
  }

  public List<String> reports() {
    return told.stream().map(Told::report).toList();
  }

  /** What belongs to picture {@code i}. */
  public Told told(int i) {
    return told.get(Objects.checkIndex(i, size()));
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
    var theirs = others.told.stream().map(Told::patient).collect(Collectors.toSet());
    return told.stream().map(Told::patient).filter(theirs::contains).collect(Collectors.toSet());
  }

  /** Where pictures and reports come from. */
  public Provenance provenance() {
    return Provenance.of("reports and labels", Provenance.digest(told.toString()))
        .within("pictures", pictures.provenance());
  }

  /** The expression alone. */
  public String expression() {
    return expression;
  }

  @Override
  public String text() {
    var labelled = findings.isEmpty() ? "" : ", findings " + String.join(", ", findings);
    var first = told.isEmpty() ? "" : "\n«" + PairsHtml.beginning(told.get(0).report()) + "»";
    return "%s  %d pairs%s%s%s"
        .formatted(expression, size(), labelled, first, size() > 1 ? " …" : "");
  }

  @Override
  public Optional<String> html() {
    return PairsHtml.of(this);
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
