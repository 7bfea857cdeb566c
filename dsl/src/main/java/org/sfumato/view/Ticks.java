package org.sfumato.view;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.sfumato.Numbers;

/**
 * The numbers along one axis, all with as many decimals as the one that needs most: 0.58, 0.60,
 * 0.62. XChart asks for each number by itself and tries several spacings, so a first drawing shows
 * which numbers there are: those asked for last, in ascending order.
 */
final class Ticks {
  private final Scale scale;
  private final List<Double> asked = new ArrayList<>();
  private int decimals = -1;

  Ticks(Scale scale) {
    this.scale = scale;
  }

  String label(double v) {
    var plain = scale.tick(v);
    if (scale.log()) {
      return plain;
    }
    if (decimals >= 0) {
      boolean decimal = plain.matches("−?\\d+(\\.\\d+)?");
      return decimal ? padded(plain) : plain;
    }
    if (!asked.isEmpty() && v <= asked.get(asked.size() - 1)) {
      asked.clear();
    }
    asked.add(v);
    return plain;
  }

  /** All numbers of the axis, in order; known once they are settled. */
  List<String> labels() {
    return asked.stream().map(this::label).toList();
  }

  /** Called after the first drawing. */
  void settle() {
    decimals =
        asked.stream()
            .map(v -> scale.tick(v))
            .filter(t -> t.matches("−?\\d+\\.\\d+"))
            .mapToInt(t -> t.length() - t.indexOf('.') - 1)
            .max()
            .orElse(0);
  }

  private String padded(String plain) {
    var text =
        new BigDecimal(plain.replace('−', '-'))
            .setScale(decimals, java.math.RoundingMode.HALF_EVEN);
    return Numbers.text(0).equals(plain) ? "0" : text.toPlainString().replace('-', '−');
  }
}
