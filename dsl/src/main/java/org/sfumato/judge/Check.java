package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sfumato.Numbers;
import org.sfumato.Results;

/** Puts reported numbers beside a rerun's. */
final class Check {
  /** The rule, as every review prints it. */
  static final String RULE =
      "agrees: the reported value lies in the rerun's %s %% interval, widened on both sides by the"
          + " reported spread and by half a unit of the last reported digit";

  private Check() {}

  /**
   * @param alone whether there is one claim and no other, so that a table of one row is about it
   */
  static Review of(List<Claim> claims, Results results, boolean alone) {
    if (!(Swept.behind(results) instanceof ScoreTable table)) {
      throw new IllegalArgumentException(
          "check takes a table of scores, such as score(…) makes, or a row of one");
    }
    if (table.differences()) {
      throw new IllegalArgumentException(
          "these are differences from %s; check the scores themselves".formatted(table.baseline()));
    }
    var empty = claims.stream().filter(Check::silent).findFirst();
    if (claims.isEmpty() || empty.isPresent()) {
      throw new IllegalArgumentException(
          "there is no number to check%s; say what is reported, such as says(psnr(), 26.8) or beats(ssim(), \"SDEdit\")"
              .formatted(empty.map(c -> " in " + c.label()).orElse("")));
    }
    var verdicts = new ArrayList<Verdict>();
    for (var claim : claims) {
      int row = alone && table.rows().size() == 1 ? 0 : row(table, claim);
      if (alone && row < 0) {
        throw new IllegalArgumentException(
            "the table has the rows %s, and none is called %s; check one of them, such as check(table.row(\"%s\"))"
                .formatted(table.names(), named(claim), table.rows().get(0).name()));
      }
      claim.said().forEach(said -> verdicts.add(verdict(claim, said, table, row)));
    }
    var rule = RULE.formatted(Numbers.text(100 * table.confidence()));
    return new Review(
        alone ? Ordering.said(claims, table) : Ordering.among(claims, table),
        verdicts,
        rule,
        table.provenance());
  }

  private static boolean silent(Claim claim) {
    return claim.said().isEmpty() && claim.orders().isEmpty();
  }

  /** The row of the table that a claim is about, or −1. */
  static int row(ScoreTable table, Claim claim) {
    return IntStream.range(0, table.rows().size())
        .filter(r -> table.rows().get(r).name().equalsIgnoreCase(named(claim)))
        .findFirst()
        .orElse(-1);
  }

  private static String named(Claim claim) {
    return claim.run().isEmpty() ? claim.row() : claim.run();
  }

  /**
   * The columns that may hold a reported metric: those of its name, and of several the one of its
   * variant.
   */
  static List<Integer> columns(ScoreTable table, String metric, Optional<String> variant) {
    var columns = table.columns();
    var named =
        IntStream.range(0, columns.size())
            .filter(c -> columns.get(c).name().equalsIgnoreCase(metric))
            .boxed()
            .toList();
    var exact =
        named.stream().filter(c -> variant.equals(Optional.of(columns.get(c).variant()))).toList();
    return named.size() > 1 && exact.size() == 1 ? exact : named;
  }

  private static Verdict verdict(Claim claim, Said said, ScoreTable table, int row) {
    var columns = columns(table, said.metric(), said.variant());
    if (row < 0 || columns.size() != 1) {
      var reasons = new ArrayList<String>();
      Comparability.data(claim, table, reasons);
      if (row < 0) {
        reasons.add("no row of the rerun is called " + named(claim));
      }
      if (columns.isEmpty()) {
        reasons.add(
            "the rerun has no column "
                + said.metric()
                + "; it has "
                + table.columns().stream().map(Column::name).collect(Collectors.joining(", ")));
      } else if (columns.size() > 1) {
        reasons.add(columns.size() + " columns of the rerun answer to " + said.metric());
      }
      return not(claim, said, Optional.empty(), "", reasons);
    }
    int c = columns.get(0);
    var column = table.columns().get(c);
    var e = table.estimate(row, c);
    var rerun = Estimated.of(e);
    var reasons = Comparability.obstacles(claim, said, table, column, e);
    return reasons.isEmpty()
        ? compared(claim, said, rerun, column.variant())
        : not(claim, said, Optional.of(rerun), column.variant(), reasons);
  }

  private static Verdict not(
      Claim claim, Said said, Optional<Estimated> rerun, String variant, List<String> reasons) {
    var why = String.join("; ", reasons);
    return new Verdict(claim, said, rerun, variant, Outcome.NOT_COMPARABLE, why);
  }

  private static Verdict compared(Claim claim, Said said, Estimated rerun, String variant) {
    double slack = said.slack();
    double low = (rerun.hasInterval() ? rerun.low() : rerun.value()) - slack;
    double high = (rerun.hasInterval() ? rerun.high() : rerun.value()) + slack;
    boolean agrees = low <= said.value() && said.value() <= high;
    var reason =
        "%s %s [%s, %s], the rerun's interval widened by %s%s"
            .formatted(
                said.printed(),
                agrees ? "lies in" : said.value() < low ? "lies below" : "lies above",
                Digits.plain(low),
                Digits.plain(high),
                Numbers.text(slack),
                said.variant().isEmpty() && !variant.isEmpty()
                    ? "; the report does not say which variant"
                    : "");
    return new Verdict(
        claim,
        said,
        Optional.of(rerun),
        variant,
        agrees ? Outcome.AGREES : Outcome.DIFFERS,
        reason);
  }
}
