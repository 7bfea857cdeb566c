package org.sfumato.network;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sfumato.engine.StateDict;

/**
 * A BERT's weights as Hugging Face names them.
 *
 * @param stored the file
 * @param prefix of its names, such as {@code bert.}
 */
record BertNames(StateDict stored, String prefix) {
  private static final String WORDS = "embeddings.word_embeddings.weight";
  private static final int HEAD = 64;

  private static final Map<String, String> PARTS =
      Map.of(
          "out", "attention.output.dense",
          "norm0", "attention.output.LayerNorm",
          "wide", "intermediate.dense",
          "narrow", "output.dense",
          "norm1", "output.LayerNorm");

  /**
   * Finds them in a file.
   *
   * @throws IllegalArgumentException if there are none
   */
  static BertNames of(StateDict stored, String file) {
    return stored.names().stream()
        .filter(n -> n.endsWith(WORDS))
        .map(n -> new BertNames(stored, n.substring(0, n.length() - WORDS.length())))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(file + " is no BERT: it has no «" + WORDS + "»"));
  }

  /** The network, as large as the file says; every published BERT of this kind has heads of 64. */
  TextTransformer network() {
    var words = stored.shape(prefix + WORDS);
    int depth = 0;
    while (stored.names().contains(layer(depth) + "output.dense.weight")) {
      depth++;
    }
    int width = (int) words[1];
    int length = (int) stored.shape(prefix + "embeddings.position_embeddings.weight")[0];
    return new TextTransformer((int) words[0], width, depth, Math.max(1, width / HEAD), length);
  }

  private String layer(int k) {
    return prefix + "encoder.layer." + k + ".";
  }

  /**
   * Its weights for a plan that {@link TextTransformer} wrote without a prefix. What tells a first
   * sentence from a second is the same for all tokens of one sentence, and is added to the
   * positions.
   */
  Weights weights(Plan plan) {
    var raw = Renamed.of(plan, stored, this::origin);
    var values = new LinkedHashMap<>(raw.values());
    var positions = values.get("positions");
    var first = stored.values(prefix + "embeddings.token_type_embeddings.weight");
    int width = (int) raw.shapes().get("positions")[1];
    for (int k = 0; k < positions.length; k++) {
      positions[k] += first[k % width];
    }
    return new Weights(values, raw.shapes());
  }

  private Renamed.Origin origin(String ours) {
    var ending = ours.substring(ours.lastIndexOf('.') + 1);
    if (ours.equals("words")) {
      return Renamed.Origin.of(prefix + WORDS);
    }
    if (ours.equals(MedClip.PROJECTION)) {
      return Renamed.Origin.of("text_model.projection_head.weight");
    }
    if (ours.equals("positions")) {
      return Renamed.Origin.of(prefix + "embeddings.position_embeddings.weight");
    }
    if (ours.startsWith("norm.")) {
      return Renamed.Origin.of(norm(prefix + "embeddings.LayerNorm", ending));
    }
    var steps = ours.split("\\.");
    var layer = layer(Integer.parseInt(steps[2]));
    var part = steps[3];
    if (part.equals("qkv")) {
      return Renamed.Origin.of(
          layer + "attention.self.query." + ending,
          layer + "attention.self.key." + ending,
          layer + "attention.self.value." + ending);
    }
    var theirs = layer + PARTS.get(part);
    return Renamed.Origin.of(
        part.startsWith("norm") ? norm(theirs, ending) : theirs + "." + ending);
  }

  /** Old files call a norm's scale and shift gamma and beta. */
  private String norm(String name, String ending) {
    var old = name + (ending.equals("weight") ? ".gamma" : ".beta");
    return stored.names().contains(old) ? old : name + "." + ending;
  }
}
