package org.sfumato.network;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * BERT's first step (Devlin et al. 2019, BasicTokenizer): control characters go, every mark of
 * punctuation and every Chinese character is a word of its own, blanks divide the others.
 */
final class BertWords {
  private BertWords() {}

  /**
   * @param lower whether letters become small and lose their accents
   */
  static List<String> of(String sentence, boolean lower) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    var text = lower ? plain(sentence) : Normalizer.normalize(sentence, Normalizer.Form.NFC);
    text.codePoints()
        .forEach(
            c -> {
              if (gap(c) || alone(c)) {
                end(word, words);
              }
              if (alone(c)) {
                words.add(Character.toString(c));
              } else if (!gap(c) && !control(c)) {
                word.appendCodePoint(c);
              }
            });
    end(word, words);
    return List.copyOf(words);
  }

  private static String plain(String text) {
    return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
        .replaceAll("\\p{Mn}", "");
  }

  private static void end(StringBuilder word, List<String> words) {
    if (word.length() > 0) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static boolean gap(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  private static boolean control(int c) {
    int type = Character.getType(c);
    return c == 0
        || c == 0xfffd
        || type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED;
  }

  private static boolean alone(int c) {
    return punctuation(c) || chinese(c);
  }

  /** BERT counts all marks of ASCII in, such as $ and +. */
  private static boolean punctuation(int c) {
    boolean ascii =
        c >= 33 && c <= 47 || c >= 58 && c <= 64 || c >= 91 && c <= 96 || c >= 123 && c <= 126;
    if (ascii) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean chinese(int c) {
    return Character.isIdeographic(c)
        && Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
  }
}
