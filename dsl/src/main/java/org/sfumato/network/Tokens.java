package org.sfumato.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.sfumato.engine.Torch;

/**
 * Reports as a text encoder reads them, all of one length.
 *
 * @param tokens for each report its tokens; 0 is padding
 * @param words for each token the number of its word in the report from 1, 0 for marks and padding
 */
public record Tokens(long[][] tokens, long[][] words) {
  /** Reports padded to this length. */
  static Tokens of(Tokeniser tokeniser, List<String> reports, int length) {
    var tokens = new long[reports.size()][length];
    var words = new long[reports.size()][length];
    for (int i = 0; i < tokens.length; i++) {
      var pieces = tokeniser.pieces(reports.get(i), length);
      for (int k = 0; k < pieces.size(); k++) {
        tokens[i][k] = pieces.get(k).token();
        words[i][k] = pieces.get(k).word();
      }
    }
    return new Tokens(tokens, words);
  }

  /** How many reports there are. */
  public int size() {
    return tokens.length;
  }

  /**
   * Tokens and words of the reports at these places, on the device, {@code [places, L]} each.
   *
   * @param places at least one
   */
  public NDList upload(int[] places) {
    int length = tokens[places[0]].length;
    var t = new long[places.length * length];
    var w = new long[places.length * length];
    for (int k = 0; k < places.length; k++) {
      System.arraycopy(tokens[places[k]], 0, t, k * length, length);
      System.arraycopy(words[places[k]], 0, w, k * length, length);
    }
    var shape = new Shape(places.length, length);
    return new NDList(Torch.manager().create(t, shape), Torch.manager().create(w, shape));
  }
}
