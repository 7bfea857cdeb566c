package org.sfumato.kernel.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a terminal would show of a text, as HTML: colours as spans, lines that are written over as
 * they are in the end. Other terminal commands are dropped.
 */
final class Ansi {
  private static final char ESCAPE = '\u001b';
  private static final int DELETE = 0x7f;
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int PICTURE_OF_DELETE = 0x2421;

  private static final Pattern COMMAND =
      Pattern.compile(
          "\u001b(?:\\[([0-?]*)[ -/]*([@-~])|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\|\\z)|[@-_]?)");

  private final StringBuilder out = new StringBuilder();
  private final List<Integer> letters = new ArrayList<>();
  private final List<Style> styles = new ArrayList<>();
  private Style style = Style.PLAIN;
  private int cursor;

  private Ansi() {}

  static String html(String text) {
    var ansi = new Ansi();
    ansi.read(text.replaceAll("\r+\n", "\n"));
    ansi.endLine();
    return ansi.out.toString();
  }

  static String plain(String text) {
    return COMMAND.matcher(text).replaceAll("");
  }

  private void read(String text) {
    var command = COMMAND.matcher(text);
    for (int i = 0; i < text.length(); ) {
      int letter = text.codePointAt(i);
      if (letter == ESCAPE && command.find(i) && command.start() == i) {
        if (command.group(2) != null) {
          obey(command.group(2).charAt(0), command.group(1));
        }
        i = command.end();
        continue;
      }
      switch (letter) {
        case '\n' -> {
          endLine();
          out.append('\n');
        }
        case '\r' -> cursor = 0;
        case '\b' -> backspace();
        case '\u0007' -> {}
        default -> put(visible(letter));
      }
      i += Character.charCount(letter);
    }
  }

  private void obey(char what, String arguments) {
    int n = arguments.matches("\\d{1,4}") ? Integer.parseInt(arguments) : 0;
    switch (what) {
      case 'm' -> style = style.after(arguments);
      case 'K' -> erase(n == 1 || n == 2 ? 0 : cursor, n == 1 ? cursor + 1 : letters.size());
      case 'G' -> cursor = Math.min(Math.max(0, n - 1), letters.size());
      case 'C' -> cursor = Math.min(cursor + Math.max(1, n), letters.size());
      case 'D' -> cursor = Math.max(0, cursor - Math.max(1, n));
      default -> {}
    }
  }

  private void put(int letter) {
    if (cursor < letters.size()) {
      letters.set(cursor, letter);
      styles.set(cursor, style);
    } else {
      letters.add(letter);
      styles.add(style);
    }
    cursor++;
  }

  private void backspace() {
    if (cursor > 0) {
      cursor--;
      letters.remove(cursor);
      styles.remove(cursor);
    }
  }

  private void erase(int from, int to) {
    if (to >= letters.size()) {
      letters.subList(from, letters.size()).clear();
      styles.subList(from, styles.size()).clear();
      cursor = Math.min(cursor, from);
    } else {
      for (int i = from; i < to; i++) {
        letters.set(i, (int) ' ');
        styles.set(i, Style.PLAIN);
      }
    }
  }

  private void endLine() {
    for (int i = 0; i < letters.size(); ) {
      var same = styles.get(i);
      var run = new StringBuilder();
      for (; i < letters.size() && styles.get(i).equals(same); i++) {
        run.appendCodePoint(letters.get(i));
      }
      out.append(same.html(run.toString()));
    }
    letters.clear();
    styles.clear();
    cursor = 0;
  }

  /** HTML has no control characters, and a reader should see that there was one. */
  private static int visible(int letter) {
    if (letter < ' ' && letter != '\t') {
      return CONTROL_PICTURES + letter;
    }
    if (letter == DELETE) {
      return PICTURE_OF_DELETE;
    }
    boolean half = letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE;
    return half ? '\ufffd' : letter;
  }
}
