package org.sfumato.kernel.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What the forms of a score say, in the order in which one reads it, as its figures have it. */
record Reading(List<Item> items, Set<String> reserved) {
  /** Verdicts are words, and as easily altered as numbers. */
  private static final Set<String> VERDICTS =
      Set.of("agrees", "differs", "undecided", "comparable");

  /** Digits of a number without an interval in a table, and of one anywhere else. */
  private static final int BARE_DIGITS = 4;

  private static final int USUAL_DIGITS = 6;

  /** Of the spread of seeds and of p values. */
  private static final int BESIDE_DIGITS = 2;

  /** A smaller p value is printed as smaller than this. */
  private static final double LEAST_P = .0001;

  /** As many as a sentence about a number needs: more are never printed. */
  private static final int MOST_DIGITS = 10;

  /** A text or a number. */
  sealed interface Item permits Text, Figure {
    /** Whether every form has it. */
    boolean required();

    /** As a sentence says it. */
    String shown();
  }

  record Text(String shown, List<Tokens.Token> tokens, boolean required) implements Item {}

  /**
   * @param digits to how many a large whole number may have been rounded, and zeros put behind
   *     them; 0 if all are printed
   */
  record Figure(double value, boolean required, int digits) implements Item {
    @Override
    public String shown() {
      return Double.isFinite(value)
          ? new BigDecimal(value)
              .round(new MathContext(MOST_DIGITS))
              .stripTrailingZeros()
              .toPlainString()
          : String.valueOf(value);
    }

    /** Whether this is the number, to the digits that are printed. */
    boolean is(Tokens.Token token) {
      if (Double.isNaN(value)) {
        return token.text().equals("NaN");
      }
      if (Double.isInfinite(value)) {
        var sign = value < 0 ? "-" : "";
        return token.text().equals(sign + "∞") || token.text().equals(sign + "Infinity");
      }
      return token.number().map(this::isPrinted).orElse(false);
    }

    private boolean isPrinted(BigDecimal printed) {
      var exact = new BigDecimal(value);
      for (var mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.HALF_UP)) {
        if (exact.setScale(printed.scale(), mode).compareTo(printed) == 0) {
          return true;
        }
        boolean whole = digits > 0 && printed.scale() <= 0;
        if (whole && exact.round(new MathContext(digits, mode)).compareTo(printed) == 0) {
          return true;
        }
      }
      return false;
    }
  }

  /** The mean of several areas, which some forms print before them. */
  private static final String MEAN = "macro AUC";

  /** The readings of an object of figures, of which a form must be one. */
  static List<Reading> of(JsonNode figures) {
    int last = figures.path("columns").size() - 1;
    boolean mean = figures.path("columns").path(last).path("name").asText().equals(MEAN);
    var inOrder = IntStream.rangeClosed(0, last).boxed().toList();
    if (!mean || last == 0) {
      return List.of(of(figures, inOrder));
    }
    var meanFirst = new ArrayList<>(inOrder);
    meanFirst.add(0, meanFirst.remove(last));
    return List.of(of(figures, meanFirst), of(figures, inOrder));
  }

  private static Reading of(JsonNode figures, List<Integer> columns) {
    var kind = figures.path("kind").asText();
    var items = new Items(kind.equals("review") ? VERDICTS : Set.of());
    switch (kind) {
      case "table" -> items.table(figures, columns);
      case "review" -> items.review(figures);
      default -> items.score(figures);
    }
    figures.path("notes").forEach(n -> items.text(n.asText(), false));
    return new Reading(List.copyOf(items.all), items.reserved);
  }

  /** The number that a field is; NaN if it is null. */
  static double number(JsonNode field) {
    return field.isNumber()
        ? field.doubleValue()
        : switch (field.asText()) {
          case "Infinity" -> Double.POSITIVE_INFINITY;
          case "-Infinity" -> Double.NEGATIVE_INFINITY;
          default -> Double.NaN;
        };
  }

  /** Items while they are gathered. */
  private static final class Items {
    private final List<Item> all = new ArrayList<>();
    private final Set<String> reserved;

    Items(Set<String> reserved) {
      this.reserved = reserved;
    }

    void text(String shown, boolean required) {
      var tokens = Tokens.of(shown, reserved);
      if (!tokens.isEmpty()) {
        all.add(new Text(shown, tokens, required));
      }
    }

    void cell(JsonNode cell, int digits) {
      double value = number(cell.path("value"));
      all.add(new Figure(value, !Double.isNaN(value), digits));
      for (var end : new String[] {"low", "high"}) {
        double v = number(cell.path(end));
        if (!Double.isNaN(v)) {
          all.add(new Figure(v, true, digits));
        }
      }
    }

    /** The spread of seeds, and the p value, which is printed no smaller than a limit. */
    void beside(JsonNode cell, boolean required) {
      double spread = number(cell.path("spread"));
      if (!Double.isNaN(spread)) {
        all.add(new Figure(spread, required, BESIDE_DIGITS));
      }
      double p = number(cell.path("p"));
      if (!Double.isNaN(p)) {
        all.add(new Figure(p < LEAST_P ? LEAST_P : p, required, BESIDE_DIGITS));
      }
    }

    /** A table prints as many digits as the interval deserves. */
    void tabled(JsonNode cell) {
      cell(cell, cell.path("low").isNull() ? BARE_DIGITS : 0);
    }

    void table(JsonNode figures, List<Integer> columns) {
      columns.forEach(c -> text(figures.path("columns").path(c).path("name").asText(), true));
      for (var row : figures.path("rows")) {
        text(row.path("label").asText(), true);
        for (int c : columns) {
          var cell = row.path("cells").path(c);
          tabled(cell);
          beside(cell, true);
        }
      }
    }

    void score(JsonNode figures) {
      text(figures.path("name").asText(), false);
      cell(figures, USUAL_DIGITS);
      all.add(new Figure(number(figures.path("n")), false, 0));
      beside(figures, false);
      text(figures.path("variant").asText(), false);
    }

    void review(JsonNode figures) {
      for (var part : new String[] {"orderings", "claims"}) {
        for (var line : figures.path(part)) {
          text(line.path("label").asText(), false);
          text(line.path("metric").asText(), true);
          for (var said : line.path("reported")) {
            all.add(new Figure(number(said.path("value")), true, 0));
            for (var more : new String[] {"spread", "low", "high"}) {
              double v = number(said.path(more));
              if (!Double.isNaN(v)) {
                all.add(new Figure(v, true, USUAL_DIGITS));
              }
            }
          }
          if (line.path("rerun").isObject()) {
            tabled(line.path("rerun"));
          }
          text(line.path("verdict").asText(), true);
          text(line.path("reason").asText(), false);
        }
      }
    }
  }
}
