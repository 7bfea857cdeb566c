package org.sfumato.kernel.verify;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a text says what the figures behind it say: the same numbers to their printed digits, in
 * the same order, and no other. Words in between are free, but not those that name a row or a
 * column, nor verdicts.
 */
final class ShownNumbers {
  /** How a long text ends that was cut, perhaps within a number. */
  private static final Pattern CUT = Pattern.compile("\\S*… [\\d,]+ characters in all\\s*$");

  private final List<Tokens.Token> tokens;
  private final List<Reading.Item> items;
  private final boolean cut;

  private ShownNumbers(List<Tokens.Token> tokens, List<Reading.Item> items, boolean cut) {
    this.tokens = tokens;
    this.items = items;
    this.cut = cut;
  }

  /** A clause that says where the text departs from the figures; empty if it does not. */
  static Optional<String> difference(String text, Reading reading) {
    var end = CUT.matcher(text);
    boolean cut = end.find();
    var whole = cut ? text.substring(0, end.start()) : text;
    var tokens = Tokens.of(whole, reading.reserved());
    return new ShownNumbers(tokens, reading.items(), cut).difference();
  }

  /**
   * Every way of reading the text along the items is followed at once; {@code can[j]} says whether
   * the tokens so far may be the first j items.
   */
  private Optional<String> difference() {
    int n = tokens.size();
    int m = items.size();
    var can = new boolean[n + 1][m + 1];
    can[0][0] = true;
    int farthest = 0;
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= m; j++) {
        if (can[i][j]) {
          farthest = i;
          step(can, i, j);
        }
      }
    }
    return can[n][m] || (cut && begins(can))
        ? Optional.empty()
        : Optional.of(clause(can, farthest));
  }

  /** Whether all that is there is a beginning, perhaps with that of a name at its end. */
  private boolean begins(boolean[][] can) {
    int n = tokens.size();
    for (int j = 0; j <= items.size(); j++) {
      for (int i = 0; i <= n; i++) {
        if (can[i][j] && (i == n || startsName(tokens.subList(i, n), j))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean startsName(List<Tokens.Token> end, int j) {
    return j < items.size()
        && items.get(j) instanceof Reading.Text text
        && end.size() < text.tokens().size()
        && text.tokens().subList(0, end.size()).equals(end);
  }

  private void step(boolean[][] can, int i, int j) {
    boolean more = i < tokens.size();
    if (more && !tokens.get(i).counts()) {
      can[i + 1][j] = true;
    }
    if (j == items.size()) {
      return;
    }
    var item = items.get(j);
    if (!item.required()) {
      can[i][j + 1] = true;
    }
    if (item instanceof Reading.Figure figure) {
      if (more && figure.is(tokens.get(i))) {
        can[i + 1][j + 1] = true;
      }
    } else if (item instanceof Reading.Text text) {
      int end = i + text.tokens().size();
      if (end <= tokens.size() && tokens.subList(i, end).equals(text.tokens())) {
        can[end][j + 1] = true;
      }
    }
  }

  private String clause(boolean[][] can, int farthest) {
    int j = items.size();
    while (!can[farthest][j]) {
      j--;
    }
    var expected = j < items.size() ? "the figures have " + items.get(j).shown() : "";
    if (farthest == tokens.size()) {
      return "shows no more where " + expected;
    }
    var found = tokens.get(farthest).text();
    return "shows "
        + found
        + (expected.isEmpty() ? ", which is not among the figures" : " where " + expected);
  }
}
