package org.sfumato.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sfumato.Images;
import org.sfumato.view.Overlay;

/**
 * Where words of a sentence look in pictures.
 *
 * @param towers whose patches and words are compared
 * @param sentence that the words stand in
 * @param word one or several words of it
 */
record WordMaps(Aligned towers, String sentence, String word) {
  /** MGCA's τ₂. */
  private static final double TEMPERATURE = .1;

  private static final int PATCHES = 1;
  private static final int WORDS = 1;

  Overlay of(Images x) {
    var words = words();
    int d = towers.network().embedding();
    int grid = towers.network().image().grid();
    var patches = Vectors.of(x, images -> Vectors.unit(towers.see(images).get(PATCHES)));
    var maps = new float[x.size()][];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = map(patches[i], words, d, grid * grid);
    }
    var text =
        sentence.equals(word)
            ? "%s.attention(%s, \"%s\")".formatted(towers.text(), x.expression(), word)
            : "%s.attention(%s, \"%s\", \"%s\")"
                .formatted(towers.text(), x.expression(), sentence, word);
    return new Overlay(x, maps, grid, "share of the attention of «" + word + "»", text);
  }

  /** The vectors of the words, one after another, each of length 1. */
  private List<float[]> words() {
    var tokeniser = towers.vocabulary();
    var all = tokeniser.words(sentence);
    var wanted = tokeniser.words(word);
    int at = wanted.isEmpty() ? -1 : Collections.indexOfSubList(all, wanted);
    if (at < 0) {
      throw new IllegalArgumentException(
          "«%s» does not have «%s» among its words %s".formatted(sentence, word, all));
    }
    var tokens = towers.network().tokens(tokeniser, List.of(sentence));
    var rows = Vectors.of(1, "sentences", p -> Vectors.unit(towers.read(tokens, p).get(WORDS)))[0];
    int d = towers.network().embedding();
    if ((at + wanted.size()) * d > rows.length) {
      throw new IllegalArgumentException(
          "«%s» stands behind the %d words that %s reads"
              .formatted(word, rows.length / d, towers.text()));
    }
    var vectors = new ArrayList<float[]>();
    for (int k = at; k < at + wanted.size(); k++) {
      vectors.add(java.util.Arrays.copyOfRange(rows, k * d, (k + 1) * d));
    }
    return vectors;
  }

  /** The mean of the words' maps. */
  private static float[] map(float[] patches, List<float[]> words, int d, int places) {
    var map = new float[places];
    for (var word : words) {
      var share = new double[places];
      double sum = 0;
      for (int p = 0; p < places; p++) {
        double cosine = 0;
        for (int k = 0; k < d; k++) {
          cosine += (double) word[k] * patches[p * d + k];
        }
        share[p] = Math.exp(cosine / TEMPERATURE);
        sum += share[p];
      }
      for (int p = 0; p < places; p++) {
        map[p] += (float) (share[p] / sum / words.size());
      }
    }
    return map;
  }
}
