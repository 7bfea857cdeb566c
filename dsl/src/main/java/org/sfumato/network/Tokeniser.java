package org.sfumato.network;

import java.util.List;
import org.sfumato.Shown;

/** What cuts sentences into pieces that a text encoder knows by number; 0 is padding. */
public interface Tokeniser extends Shown {
  /**
   * One piece of a sentence.
   *
   * @param token its number
   * @param word the number of its word in the sentence, from 1; 0 for what marks begin and end
   * @param text the piece as the vocabulary has it
   */
  record Piece(int token, int word, String text) {}

  /**
   * The pieces of a sentence, with those that mark its begin and end.
   *
   * @param longest how many there may be; words at the end are left out for that, marks are not
   */
  List<Piece> pieces(String sentence, int longest);

  /** The words of a sentence in the order of their numbers. */
  List<String> words(String sentence);

  /** How many different tokens there are. */
  int size();
}
