package org.sfumato.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sfumato.Provenance;

/**
 * BERT's tokeniser: words are cut into the longest pieces that the vocabulary has, from their
 * beginning; pieces within a word are written with ## before them. A word that cannot be cut is
 * [UNK].
 */
public final class WordPiece implements Tokeniser {
  /** What every vocabulary begins with when it is trained here; [PAD] is 0. */
  public static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  static final String WITHIN = "##";

  /** Longer words are unknown, as BERT's are. */
  private static final int LONGEST = 100;

  private static final int DIGITS = 12;

  private final List<String> vocabulary;
  private final boolean lower;
  private final Map<String, Integer> numbers = new HashMap<>();

  private WordPiece(List<String> vocabulary, boolean lower) {
    this.vocabulary = List.copyOf(vocabulary);
    this.lower = lower;
    for (var piece : this.vocabulary) {
      if (numbers.put(piece, numbers.size()) != null) {
        throw new IllegalArgumentException("the vocabulary has «" + piece + "» twice");
      }
    }
    for (var special : SPECIAL) {
      if (!numbers.containsKey(special)) {
        throw new IllegalArgumentException(
            "a WordPiece vocabulary needs " + special + ", but this one has none");
      }
    }
    if (numbers.get(SPECIAL.get(0)) != 0) {
      throw new IllegalArgumentException(
          "a WordPiece vocabulary begins with [PAD], but this one begins with "
              + this.vocabulary.get(0));
    }
  }

  /**
   * A vocabulary learnt from reports: their letters, and then again and again the two pieces that
   * stand side by side most often become one, among equals the first in the alphabet, until there
   * are enough or none stand together twice. It is how Hugging Face trains its WordPiece.
   *
   * @param reports in any case; letters become small and lose their accents
   * @param size of the vocabulary at most, the five special tokens included; where it is too small
   *     for all letters the rarest are unknown
   * @throws IllegalArgumentException if the reports have no words, or the size has no room for any
   */
  public static WordPiece train(List<String> reports, int size) {
    return new WordPiece(new WordPieceTraining(reports).vocabulary(size), true);
  }

  /**
   * A known vocabulary.
   *
   * @param pieces in the order of their numbers; [PAD] first, and [UNK], [CLS], [SEP] and [MASK]
   *     somewhere
   * @throws IllegalArgumentException if one of these is missing, or a piece is there twice
   */
  public static WordPiece of(List<String> pieces) {
    return new WordPiece(pieces, true);
  }

  /**
   * The vocabulary of a BERT, one piece in a line ({@code vocab.txt}).
   *
   * @throws IllegalArgumentException if there is no such file, or it is no vocabulary
   */
  public static WordPiece read(Path file) {
    try {
      return of(Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no vocabulary " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The same vocabulary for words whose capital letters and accents count. */
  public WordPiece cased() {
    return new WordPiece(vocabulary, false);
  }

  /** The pieces in the order of their numbers. */
  public List<String> vocabulary() {
    return vocabulary;
  }

  /** Whether capital letters and accents count. */
  public boolean isCased() {
    return !lower;
  }

  @Override
  public int size() {
    return vocabulary.size();
  }

  @Override
  public List<String> words(String sentence) {
    return BertWords.of(sentence, lower);
  }

  @Override
  public List<Piece> pieces(String sentence, int longest) {
    if (longest < 2) {
      throw new IllegalArgumentException("[CLS] and [SEP] need room for 2 tokens, not " + longest);
    }
    var pieces = new ArrayList<Piece>();
    pieces.add(piece("[CLS]", 0));
    int word = 0;
    for (var w : words(sentence)) {
      word++;
      for (var p : cut(w)) {
        if (pieces.size() < longest - 1) {
          pieces.add(piece(p, word));
        }
      }
    }
    pieces.add(piece("[SEP]", 0));
    return List.copyOf(pieces);
  }

  private Piece piece(String text, int word) {
    return new Piece(numbers.get(text), word, text);
  }

  /** The longest pieces from the beginning on. */
  private List<String> cut(String word) {
    int[] letters = word.codePoints().toArray();
    var unknown = List.of("[UNK]");
    if (letters.length > LONGEST) {
      return unknown;
    }
    var pieces = new ArrayList<String>();
    int start = 0;
    while (start < letters.length) {
      int end = letters.length;
      String found = null;
      while (end > start && found == null) {
        var part = (start == 0 ? "" : WITHIN) + new String(letters, start, end - start);
        if (numbers.containsKey(part)) {
          found = part;
        } else {
          end--;
        }
      }
      if (found == null) {
        return unknown;
      }
      pieces.add(found);
      start = end;
    }
    return pieces;
  }

  /** SHA-256 of the vocabulary, the first digits. */
  public String hash() {
    return Provenance.digest(String.join("\n", vocabulary)).substring(0, DIGITS);
  }

  @Override
  public String text() {
    return "WordPiece of %d pieces%s, %s".formatted(size(), lower ? "" : ", cased", hash());
  }

  @Override
  public String toString() {
    return text();
  }
}
