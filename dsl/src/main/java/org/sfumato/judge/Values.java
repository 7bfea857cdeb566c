package org.sfumato.judge;

import java.util.List;
import org.sfumato.Numbers;

/** Numbers that are odd by themselves, or beside another of their row. */
final class Values {
  private static final double PERCENT = 100;

  /** A digit whose unit is this many times below the standard error is noise. */
  private static final double NOISE = 100;

  /** How far the mean of PSNRs may be above the PSNR of the mean error, in dB. */
  private static final double LARGEST_GAP = 12;

  private static final double BYTE_RANGE_DB = 20 * Math.log10(255);

  private Values() {}

  static void of(Claim claim, Said said, List<Finding> found) {
    var kind = MetricKind.of(said.metric());
    double v = said.value();
    if (kind.isFraction() && v > 1 && v <= PERCENT) {
      add(
          found,
          "percentage",
          claim,
          "%s of %s is a percentage; as a fraction it is %s",
          said.metric(),
          said.printed(),
          Numbers.text(v / PERCENT));
    } else if (!kind.allows(v)) {
      add(
          found,
          "impossible value",
          claim,
          "%s of %s; %s is %s",
          said.metric(),
          said.printed(),
          said.metric(),
          kind.range());
    } else if (kind == MetricKind.NFE && v != Math.rint(v)) {
      add(
          found,
          "impossible value",
          claim,
          "%s of %s; evaluations are counted",
          said.metric(),
          said.printed());
    }
    digits(claim, said, kind, found);
    double half = said.unit() / 2;
    if (v < said.low() - half || v > said.high() + half) {
      add(
          found,
          "outside its interval",
          claim,
          "%s of %s lies outside its own interval [%s, %s]",
          said.metric(),
          said.printed(),
          Numbers.text(said.low()),
          Numbers.text(said.high()));
    }
  }

  private static void digits(Claim claim, Said said, MetricKind kind, List<Finding> found) {
    int n = claim.count();
    if (n == 0) {
      return;
    }
    double v = said.value();
    double whole = v > 1 ? PERCENT : 1;
    if (kind == MetricKind.ACCURACY && v <= PERCENT) {
      double nearest = Math.rint(v / whole * n) / n * whole;
      if (Math.abs(nearest - v) > said.unit() / 2 * (1 + 1e-9)) {
        add(
            found,
            "too many digits",
            claim,
            "%s over %d images moves in steps of %s, and %s is none of them",
            said.metric(),
            n,
            Numbers.text(whole / n),
            said.printed());
      }
    }
    double error = said.spread() / Math.sqrt(n);
    if (error > NOISE * said.unit()) {
      add(
          found,
          "too many digits",
          claim,
          "%s of %s ± %s over %d images is known to about %s; its last digits are noise",
          said.metric(),
          said.printed(),
          Numbers.text(said.spread()),
          n,
          Numbers.text(error));
    }
  }

  /** The mean of PSNRs is never below the PSNR of the mean error, for the logarithm is convex. */
  static void together(Claim claim, List<Finding> found) {
    for (var psnr : claim.said()) {
      for (var mse : claim.said()) {
        boolean both =
            MetricKind.of(psnr.metric()) == MetricKind.PSNR
                && MetricKind.of(mse.metric()) == MetricKind.MSE
                && mse.value() > 0;
        if (both && !fits(psnr, mse, 0) && !fits(psnr, mse, BYTE_RANGE_DB)) {
          add(
              found,
              "contradiction",
              claim,
              "%s of %s with %s of %s: an error like that is %s dB in [0, 1], or %s dB in bytes, and the mean of PSNRs lies a little above",
              psnr.metric(),
              psnr.printed(),
              mse.metric(),
              mse.printed(),
              Numbers.text(bound(mse.value(), 0)),
              Numbers.text(bound(mse.value(), BYTE_RANGE_DB)));
        }
      }
    }
  }

  private static boolean fits(Said psnr, Said mse, double rangeDb) {
    double least = bound(mse.value() + mse.unit() / 2, rangeDb) - psnr.unit() / 2;
    double most = bound(Math.max(mse.value() - mse.unit() / 2, mse.value() / 2), rangeDb);
    return psnr.value() >= least && psnr.value() <= most + LARGEST_GAP;
  }

  private static double bound(double mse, double rangeDb) {
    return Math.rint(1e4 * (rangeDb - 10 * Math.log10(mse))) / 1e4;
  }

  private static void add(
      List<Finding> found, String kind, Claim claim, String sentence, Object... parts) {
    found.add(new Finding(kind, claim.label(), sentence.formatted(parts)));
  }
}
