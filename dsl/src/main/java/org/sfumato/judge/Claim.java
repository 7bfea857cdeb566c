package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sfumato.Metric;
import org.sfumato.Numbers;
import org.sfumato.Results;
import org.sfumato.Shown;

/**
 * What a paper reports in one row of a table, before anybody has rerun it. A number can only be
 * compared if it is said where it stands ({@link #source(String)}) and by which rule it came about
 * ({@link #protocol(String)}): the minimum of three runs is not their mean.
 *
 * @param paper such as {@code Ambient Diffusion}
 * @param row what was measured, such as {@code CelebA-HQ, p = 0.8, one step}
 * @param source where the number is printed, such as {@code arXiv:2305.19256}; empty if not said
 * @param data which images; if empty, the row says it
 * @param protocol how the number came about, such as {@code mean of one run}; empty if not said
 * @param count how many images it rests on; 0 if not said
 * @param run the name of the row in the rerun's table; if empty, the same as {@code row}
 * @param said the numbers
 * @param orders what it is said to be better than, without numbers
 */
public record Claim(
    String paper,
    String row,
    String source,
    String data,
    String protocol,
    int count,
    String run,
    List<Said> said,
    List<Better> orders)
    implements Shown {
  public Claim {
    said = List.copyOf(said);
    orders = List.copyOf(orders);
    if (paper.isBlank() || row.isBlank()) {
      throw new IllegalArgumentException(
          "a claim names a paper and a row of it, such as reported(\"Ambient Diffusion\", \"CelebA-HQ, p = 0.8\")");
    }
    if (count < 0) {
      throw new IllegalArgumentException("a number cannot rest on " + count + " images");
    }
  }

  static Claim of(String paper, String row) {
    return new Claim(paper, row, "", "", "", 0, "", List.of(), List.of());
  }

  /** Where the numbers are printed: an arXiv number, a DOI, a table. */
  public Claim source(String where) {
    return new Claim(paper, row, where, data, protocol, count, run, said, orders);
  }

  /** Which images the numbers are about, if the row's own words do not say it. */
  public Claim data(String images) {
    return new Claim(paper, row, source, images, protocol, count, run, said, orders);
  }

  /** How the numbers came about: {@code mean}, {@code minimum of three}, {@code best epoch}. */
  public Claim protocol(String rule) {
    return new Claim(paper, row, source, data, rule, count, run, said, orders);
  }

  /** On how many images the numbers rest. */
  public Claim count(int images) {
    return new Claim(paper, row, source, data, protocol, images, run, said, orders);
  }

  /** Which row of the rerun's table this is about, if it has another name there. */
  public Claim run(String name) {
    return new Claim(paper, row, source, data, protocol, count, name, said, orders);
  }

  /**
   * A reported value. A number drops the zeros it ends with; where they count, say it as text:
   * {@code says(psnr(), "26.80")}.
   */
  public Claim says(Metric metric, double value) {
    return says(metric, printed(value));
  }

  /** A reported value, digit for digit. */
  public Claim says(Metric metric, String value) {
    return with(Said.of(metric.name(), variant(metric), value));
  }

  /** Empty for a metric of a network whose weights are not here: it cannot say which they are. */
  private static Optional<String> variant(Metric metric) {
    try {
      return Optional.of(metric.variant());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A reported value of a metric whose settings the paper does not give. */
  public Claim says(String metric, double value) {
    return says(metric, printed(value));
  }

  /** A reported value, digit for digit, of a metric whose settings the paper does not give. */
  public Claim says(String metric, String value) {
    return with(Said.of(metric, Optional.empty(), value));
  }

  /**
   * A reported order without numbers: this row is better than another in this metric. Whether it
   * holds is decided by the paired difference in the rerun.
   *
   * @param other the row that is worse, by its name in the paper or in the rerun's table
   */
  public Claim beats(Metric metric, String other) {
    return with(new Better(metric.name(), variant(metric), other));
  }

  /** The same for a metric whose settings the paper does not give. */
  public Claim beats(String metric, String other) {
    return with(new Better(metric, Optional.empty(), other));
  }

  Claim with(Better order) {
    var more = new ArrayList<>(orders);
    more.remove(order);
    more.add(order);
    return new Claim(paper, row, source, data, protocol, count, run, said, more);
  }

  /** The ± of the number said last. */
  public Claim spread(double plusMinus) {
    return with(last().spread(plusMinus));
  }

  /** The reported interval of the number said last. */
  public Claim interval(double low, double high) {
    return with(last().interval(low, high));
  }

  private Said last() {
    if (said.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no number yet; says(…) comes before its spread or interval");
    }
    return said.get(said.size() - 1);
  }

  /** A number said again replaces the earlier one. */
  Claim with(Said number) {
    var more = new ArrayList<>(said);
    more.removeIf(s -> s.metric().equals(number.metric()) && s.variant().equals(number.variant()));
    more.add(number);
    return new Claim(paper, row, source, data, protocol, count, run, more, orders);
  }

  private static String printed(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "a reported value is a finite number, not " + Numbers.text(value));
    }
    var exact = new java.math.BigDecimal(Double.toString(value));
    return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
  }

  /**
   * Whether its orders hold, and every number beside the rerun's: agrees, differs, or is not
   * comparable, with the reason.
   *
   * @param results a table of scores; of several rows, the one that has this row's name
   * @throws IllegalArgumentException if the table is one of differences, has no such row, or the
   *     claim says neither a number nor an order
   */
  public Review check(Results results) {
    return Check.of(List.of(this), results, true);
  }

  /** What is odd about these numbers before anything runs. */
  public Lint lint() {
    return Lint.of(List.of(this));
  }

  /** Which images, by the data's name or the row's own words. */
  String about() {
    return data.isEmpty() ? row : data;
  }

  /** Paper and row, as a table shows them. */
  String label() {
    return paper + ": " + row;
  }

  @Override
  public String text() {
    var s = new StringBuilder("reported(" + quoted(paper) + ", " + quoted(row) + ")");
    setting("source", source, s);
    setting("data", data, s);
    for (var number : said) {
      s.append(".says(" + quoted(number.metric()) + ", " + number.printed() + ")");
      s.append(
          Double.isNaN(number.spread()) ? "" : ".spread(" + Numbers.text(number.spread()) + ")");
      s.append(
          Double.isNaN(number.low())
              ? ""
              : ".interval(%s, %s)"
                  .formatted(Numbers.text(number.low()), Numbers.text(number.high())));
    }
    for (var order : orders) {
      s.append(".beats(" + quoted(order.metric()) + ", " + quoted(order.than()) + ")");
    }
    s.append(count == 0 ? "" : ".count(" + count + ")");
    setting("protocol", protocol, s);
    setting("run", run, s);
    return s.toString();
  }

  private static void setting(String name, String value, StringBuilder s) {
    s.append(value.isEmpty() ? "" : "." + name + "(" + quoted(value) + ")");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public String toString() {
    return text();
  }
}
