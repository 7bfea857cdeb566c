package org.sfumato.judge;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a column's heading says about the values below it, for columns that nobody computed. */
enum MetricKind {
  SSIM("ssim", -1, 1, true),
  PSNR("psnr", 0, 100, true),
  MSE("mse", 0, Double.POSITIVE_INFINITY, false),
  LPIPS("lpips", 0, 1, false),
  FID("fid|fr.chet.*", 0, Double.POSITIVE_INFINITY, false),
  KID("kid|kernel distance", -1, Double.POSITIVE_INFINITY, false),
  IS("is|inception score", 1, 1008, true),
  AUC("auc|auroc|macro auc|macro auroc", 0, 1, true),
  ACCURACY("acc|accuracy", 0, 1, true),
  SHARE("precision|recall|f1|dice|sensitivity|specificity", 0, 1, true),
  NMI("nmi", 0, 1, true),
  MI("mi|mutual information", 0, Double.POSITIVE_INFINITY, true),
  GMSD("gmsd", 0, 1, false),
  NFE("nfe", 0, Double.POSITIVE_INFINITY, false),
  COST("seconds|memory|time", 0, Double.POSITIVE_INFINITY, false),
  OTHER("", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true);

  private final Pattern heading;

  /** The smallest value it can have. */
  final double lowest;

  /** The largest. */
  final double highest;

  final boolean higherIsBetter;

  MetricKind(String heading, double lowest, double highest, boolean higherIsBetter) {
    this.heading = Pattern.compile("(" + heading + ")\\b.*");
    this.lowest = lowest;
    this.highest = highest;
    this.higherIsBetter = higherIsBetter;
  }

  /** {@code SSIM to source} is an SSIM. */
  static MetricKind of(String column) {
    var name = column.strip().toLowerCase(Locale.ROOT);
    for (var kind : values()) {
      if (kind != OTHER && kind.heading.matcher(name).matches()) {
        return kind;
      }
    }
    return OTHER;
  }

  boolean allows(double value) {
    return lowest <= value && value <= highest;
  }

  /** Whether it is a part of a whole, which tables like to print in per cent. */
  boolean isFraction() {
    return this == AUC || this == ACCURACY || this == SHARE;
  }

  /** Whether it orders methods by quality, so that columns of it can be expected to agree. */
  boolean isQuality() {
    return this != NFE && this != COST && this != OTHER;
  }

  /** The range in words. */
  String range() {
    return Double.isInfinite(highest)
        ? "at least " + org.sfumato.Numbers.text(lowest)
        : org.sfumato.Numbers.text(lowest) + " to " + org.sfumato.Numbers.text(highest);
  }
}
