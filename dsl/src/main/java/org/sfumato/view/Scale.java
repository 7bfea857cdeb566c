package org.sfumato.view;

import java.util.stream.DoubleStream;
import org.sfumato.Chart;
import org.sfumato.Numbers;

/**
 * One axis of a chart: its ends, and how numbers are written on it.
 *
 * @param label under the axis, with the power of ten by which values are divided, if any
 * @param log whether it is logarithmic
 * @param low its lower end, in divided values
 * @param high its upper end, in divided values
 * @param unit what values are divided by, 1 for ordinary numbers
 */
record Scale(String label, boolean log, double low, double high, double unit) {
  private static final double MARGIN = .05;
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /** An axis on which all these values have room; NaN is ignored. */
  static Scale of(Chart.Axis axis, boolean fromZero, DoubleStream all) {
    var values = all.filter(Double::isFinite).toArray();
    double least = DoubleStream.of(values).min().orElse(axis.log() ? 1 : 0);
    double most = DoubleStream.of(values).max().orElse(axis.log() ? 10 : 1);
    if (axis.log()) {
      if (least <= 0) {
        throw new IllegalArgumentException(
            "a logarithmic axis shows values above 0, but \"%s\" has %s; leave it out or use a linear axis"
                .formatted(axis.label(), Numbers.text(least)));
      }
      double stretch = Math.pow(Math.max(1.5, most / least), MARGIN);
      return new Scale(axis.label(), true, least / stretch, most * stretch, 1);
    }
    if (fromZero) {
      least = Math.min(0, least);
      most = Math.max(0, most);
    }
    double size = Math.max(Math.abs(least), Math.abs(most));
    int power =
        size > 0 && (size < 1e-3 || size >= 1e6) ? (int) Math.floor(Math.log10(size) / 3) * 3 : 0;
    double unit = Math.pow(10, power);
    double span = Math.max(most - least, Math.max(size * 1e-6, size == 0 ? 1 : 0));
    double pad = (span - (most - least)) / 2 + span * MARGIN;
    // Room for the values above and below the bars; a sliver below zero keeps its tick on the axis.
    double headroom = fromZero ? span * .1 : 0;
    double low = fromZero && least == 0 ? -span * .004 : least - pad - headroom;
    double high = fromZero && most == 0 && least < 0 ? span * .004 : most + pad + headroom;
    return new Scale(axis.label() + suffix(power), false, low / unit, high / unit, unit);
  }

  private static String suffix(int power) {
    return power == 0 ? "" : " (×" + tenTo(power) + ")";
  }

  private static String tenTo(int power) {
    var s = new StringBuilder(power < 0 ? "10⁻" : "10");
    for (char digit : String.valueOf(Math.abs(power)).toCharArray()) {
      s.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return s.toString();
  }

  double divided(double v) {
    return v / unit;
  }

  /**
   * The number as it stands beside a tick; empty for ticks of a logarithmic axis that bear none.
   */
  String tick(double v) {
    if (!log) {
      double clean = Math.abs(v) < (high - low) * 1e-9 ? 0 : v;
      return Numbers.text(clean).replace('-', '−');
    }
    int power = (int) Math.floor(Math.log10(v) + 1e-9);
    long digit = Math.round(v / Math.pow(10, power));
    double decades = Math.log10(high / low);
    boolean labelled = digit == 1 || decades < 3.2 && (digit == 2 || digit == 5) || decades < .7;
    if (!labelled) {
      return "";
    }
    return digit == 1 && (power < -3 || power > 4) ? tenTo(power) : Numbers.text(v);
  }
}
