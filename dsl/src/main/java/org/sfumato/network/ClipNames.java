package org.sfumato.network;

import java.util.Map;
import org.sfumato.engine.StateDict;

/** How CLIP's weights are called in files: by OpenAI's code, or by Hugging Face's. */
enum ClipNames {
  /** Of openai/CLIP, OpenCLIP and CheXzero. */
  OPENAI(
      "visual.transformer.resblocks.",
      "transformer.resblocks.",
      Map.ofEntries(
          Map.entry("image.patch.weight", "visual.conv1.weight"),
          Map.entry("image.cls", "visual.class_embedding"),
          Map.entry("image.positions", "visual.positional_embedding"),
          Map.entry("image.before", "visual.ln_pre"),
          Map.entry("image.after", "visual.ln_post"),
          Map.entry("image.out.weight", "visual.proj"),
          Map.entry("text.words", "token_embedding.weight"),
          Map.entry("text.positions", "positional_embedding"),
          Map.entry("text.after", "ln_final"),
          Map.entry("text.out.weight", "text_projection"),
          Map.entry("qkv.weight", "attn.in_proj_weight"),
          Map.entry("qkv.bias", "attn.in_proj_bias"),
          Map.entry("out", "attn.out_proj"),
          Map.entry("norm0", "ln_1"),
          Map.entry("norm1", "ln_2"),
          Map.entry("wide", "mlp.c_fc"),
          Map.entry("narrow", "mlp.c_proj"))),

  /** Of Hugging Face's transformers. */
  TRANSFORMERS(
      "vision_model.encoder.layers.",
      "text_model.encoder.layers.",
      Map.ofEntries(
          Map.entry("image.patch.weight", "vision_model.embeddings.patch_embedding.weight"),
          Map.entry("image.cls", "vision_model.embeddings.class_embedding"),
          Map.entry("image.positions", "vision_model.embeddings.position_embedding.weight"),
          Map.entry("image.before", "vision_model.pre_layrnorm"),
          Map.entry("image.after", "vision_model.post_layernorm"),
          Map.entry("image.out.weight", "visual_projection.weight"),
          Map.entry("text.words", "text_model.embeddings.token_embedding.weight"),
          Map.entry("text.positions", "text_model.embeddings.position_embedding.weight"),
          Map.entry("text.after", "text_model.final_layer_norm"),
          Map.entry("text.out.weight", "text_projection.weight"),
          Map.entry("out", "self_attn.out_proj"),
          Map.entry("norm0", "layer_norm1"),
          Map.entry("norm1", "layer_norm2"),
          Map.entry("wide", "mlp.fc1"),
          Map.entry("narrow", "mlp.fc2")));

  private static final String BLOCK = "block.";

  private final String imageBlocks;
  private final String textBlocks;
  private final Map<String, String> names;

  ClipNames(String imageBlocks, String textBlocks, Map<String, String> names) {
    this.imageBlocks = imageBlocks;
    this.textBlocks = textBlocks;
    this.names = names;
  }

  /**
   * The names that a file has.
   *
   * @throws IllegalArgumentException if it is no CLIP with a vision transformer
   */
  static ClipNames of(StateDict stored, String file) {
    for (var names : values()) {
      if (stored.names().contains(names.one("image.cls"))) {
        return names;
      }
    }
    throw new IllegalArgumentException(
        file
            + " is no CLIP with a vision transformer: it has neither «visual.class_embedding» nor «vision_model.embeddings.class_embedding»");
  }

  /** The name of one of our parameters. */
  String one(String ours) {
    return names.get(ours);
  }

  int depth(StateDict stored, String side) {
    var prefix = side.equals("image.") ? imageBlocks : textBlocks;
    int depth = 0;
    while (stored.names().contains(prefix + depth + "." + names.get("norm0") + ".weight")) {
      depth++;
    }
    return depth;
  }

  long embedding(StateDict stored) {
    var shape = stored.shape(one("text.out.weight"));
    return this == OPENAI ? shape[1] : shape[0];
  }

  /** Where a parameter of {@link ClipPlan} comes from. */
  Renamed.Origin origin(String ours) {
    if (ours.endsWith(".out.weight") && !ours.contains(BLOCK)) {
      var origin = Renamed.Origin.of(one(ours));
      return this == OPENAI ? origin.turn() : origin;
    }
    if (names.containsKey(ours)) {
      return Renamed.Origin.of(one(ours));
    }
    int last = ours.lastIndexOf('.');
    var ending = ours.substring(last);
    int at = ours.indexOf(BLOCK);
    if (at < 0) {
      return Renamed.Origin.of(one(ours.substring(0, last)) + ending);
    }
    var rest = ours.substring(at + BLOCK.length());
    int dot = rest.indexOf('.');
    var block = (ours.startsWith("image.") ? imageBlocks : textBlocks) + rest.substring(0, dot + 1);
    var part = rest.substring(dot + 1);
    if (!part.startsWith("qkv.")) {
      return Renamed.Origin.of(
          block + names.get(part.substring(0, part.lastIndexOf('.'))) + ending);
    }
    return this == OPENAI
        ? Renamed.Origin.of(block + names.get(part))
        : Renamed.Origin.of(
            block + "self_attn.q_proj" + ending,
            block + "self_attn.k_proj" + ending,
            block + "self_attn.v_proj" + ending);
  }
}
