package org.sfumato.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.network.Networks.bert;
import static org.sfumato.network.Networks.clip;
import static org.sfumato.network.Networks.medclip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.engine.Torch;

/** Encoders in published layouts against PyTorch (published.py), and the tokenisers beside them. */
class PublishedTest {
  /** As CLIP's own, but with 19 pieces: byte-level, small letters, the end of a word marked. */
  private static final String TOKENISER =
      """
      {"version": "1.0", "truncation": null, "padding": null,
       "added_tokens": [
        {"id": 17, "content": "<|startoftext|>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": true, "special": true},
        {"id": 18, "content": "<|endoftext|>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": true, "special": true}],
       "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"},
        {"type": "Replace", "pattern": {"Regex": "\\\\s+"}, "content": " "}, {"type": "Lowercase"}]},
       "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
        {"type": "Split", "pattern": {"Regex": "[\\\\p{L}]+|[\\\\p{N}]|[^\\\\s\\\\p{L}\\\\p{N}]+"}, "behavior": "Removed", "invert": true},
        {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true}]},
       "post_processor": {"type": "RobertaProcessing", "sep": ["<|endoftext|>", 18], "cls": ["<|startoftext|>", 17], "trim_offsets": false, "add_prefix_space": false},
       "decoder": null,
       "model": {"type": "BPE", "dropout": null, "unk_token": "<|endoftext|>", "continuing_subword_prefix": "", "end_of_word_suffix": "</w>", "fuse_unk": false,
        "vocab": {"!": 0, "n": 1, "o": 2, "l": 3, "e": 4, "s": 5, "i": 6, "a": 7, "n</w>": 8, "o</w>": 9, "s</w>": 10, "no</w>": 11, "le": 12, "si": 13, "on</w>": 14, "sion</w>": 15, "lesion</w>": 16, "<|startoftext|>": 17, "<|endoftext|>": 18},
        "merges": ["n o</w>", "l e", "s i", "o n</w>", "si on</w>", "le sion</w>"]}}
      """;

  private static final List<String> VOCABULARY =
      List.of(
          "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "want", "##want", "##ed", "wa", "un",
          "runn", "##ing", ",", "low", "lowest");

  @TempDir Path folder;

  private static Images pictures() {
    var x = new float[2 * 3 * 256];
    for (int k = 0; k < x.length; k++) {
      x[k] = (float) (.5 + .5 * Math.sin(.3 * k));
    }
    return Data.imagesOf(x, 2, 3, 16, 16);
  }

  private Path tokeniser() throws IOException {
    return Files.writeString(folder.resolve("tokenizer.json"), TOKENISER);
  }

  private static void near(float[][] expected, float[][] found, int most) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], Arrays.copyOf(found[i], most), 2e-5f);
    }
  }

  @Test
  void should_cut_sentences_as_a_tokenizer_json_says() throws IOException {
    var t = TokenizerJson.read(tokeniser());
    var pieces = t.pieces("No lesions", 20);
    assertEquals(
        List.of(17, 11, 12, 13, 2, 1, 10, 18),
        pieces.stream().map(Tokeniser.Piece::token).toList());
    assertEquals(
        List.of(0, 1, 2, 2, 2, 2, 2, 0), pieces.stream().map(Tokeniser.Piece::word).toList());
    assertEquals("lesion</w>", t.pieces("lesion", 20).get(1).text());
    assertEquals(
        List.of(17, 11, 12, 18),
        t.pieces("No lesions", 4).stream().map(Tokeniser.Piece::token).toList());
    assertEquals(List.of("No", "lesions"), t.words("No  lesions"));
    assertEquals(19, t.size());
    assertTrue(t.text().startsWith("tokenizer.json of 19 pieces, "));
  }

  @Test
  void should_be_the_clip_that_openai_writes() throws IOException {
    tokeniser();
    var model = clip(Layouts.of("clip").write(folder.resolve("ViT.safetensors")).toString());
    near(Layouts.expected("clip", "image"), model.ofPictures(pictures()), 12);
    near(Layouts.expected("clip", "text"), model.ofSentences(List.of("no lesions", "")), 12);
    var grey = model.ofPictures(pictures().toGray());
    assertEquals(12, grey[0].length);
    assertEquals("clip(\"" + folder.resolve("ViT.safetensors") + "\")", model.text());
    assertTrue(
        model.levels(101.48761, 83.43944).text().endsWith("\").levels(101.48761, 83.43944)"));
  }

  @Test
  void should_be_the_clip_that_hugging_face_writes() throws IOException {
    tokeniser();
    var weights = Layouts.of("clip");
    for (var name : new ArrayList<>(weights.values.keySet())) {
      int block = name.indexOf("resblocks.");
      if (block >= 0) {
        var side = name.startsWith("visual.") ? "vision_model" : "text_model";
        var rest = name.substring(block + "resblocks.".length());
        block(weights, name, side + ".encoder.layers." + rest);
      }
    }
    Map.of(
            "visual.conv1.weight", "vision_model.embeddings.patch_embedding.weight",
            "visual.class_embedding", "vision_model.embeddings.class_embedding",
            "visual.positional_embedding", "vision_model.embeddings.position_embedding.weight",
            "visual.ln_pre.weight", "vision_model.pre_layrnorm.weight",
            "visual.ln_pre.bias", "vision_model.pre_layrnorm.bias",
            "visual.ln_post.weight", "vision_model.post_layernorm.weight",
            "visual.ln_post.bias", "vision_model.post_layernorm.bias",
            "visual.proj", "visual_projection.weight",
            "text_projection", "text_projection.weight")
        .forEach(weights::rename);
    Map.of(
            "token_embedding.weight", "text_model.embeddings.token_embedding.weight",
            "positional_embedding", "text_model.embeddings.position_embedding.weight",
            "ln_final.weight", "text_model.final_layer_norm.weight",
            "ln_final.bias", "text_model.final_layer_norm.bias")
        .forEach(weights::rename);
    weights.turn("visual_projection.weight");
    weights.turn("text_projection.weight");
    weights.write(folder.resolve("model.safetensors"));
    var model = clip(folder.toString());
    near(Layouts.expected("clip", "image"), model.ofPictures(pictures()), 12);
    near(Layouts.expected("clip", "text"), model.ofSentences(List.of("no lesions", "")), 12);
  }

  private static void block(Layouts weights, String name, String theirs) {
    if (!name.contains("in_proj")) {
      weights.rename(
          name,
          theirs
              .replace("attn.out_proj", "self_attn.out_proj")
              .replace("ln_1", "layer_norm1")
              .replace("ln_2", "layer_norm2")
              .replace("c_fc", "fc1")
              .replace("c_proj", "fc2"));
      return;
    }
    var parts = List.of("q", "k", "v");
    for (int k = 0; k < 3; k++) {
      weights.third(
          name, k, theirs.replace("attn.in_proj_", "self_attn." + parts.get(k) + "_proj."));
    }
    weights.values.remove(name);
    weights.shapes.remove(name);
  }

  @Test
  void should_be_the_bert_that_hugging_face_writes() throws IOException {
    Files.write(folder.resolve("vocab.txt"), VOCABULARY);
    var weights = Layouts.of("bert");
    var file = weights.write(folder.resolve("model.safetensors"));
    var model = bert(folder.toString());
    var sentences = List.of("unwanted, running", "want");
    near(Layouts.expected("bert", "cls"), model.of(sentences), 16);
    near(Layouts.expected("bert", "mean"), model.mean().length(9).of(sentences), 16);
    assertEquals("bert(\"" + folder + "\").mean()", model.mean().text());
    for (var name : new ArrayList<>(weights.values.keySet())) {
      if (name.contains("LayerNorm")) {
        weights.rename(name, name.replace(".weight", ".gamma").replace(".bias", ".beta"));
      }
    }
    weights.write(folder.resolve("old.safetensors"));
    Files.delete(file);
    var old = bert(folder.resolve("old.safetensors").toString());
    near(Layouts.expected("bert", "cls"), old.of(sentences), 16);
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
    var cased = bert(folder.resolve("old.safetensors").toString());
    assertEquals("[UNK]", cased.tokeniser().pieces("Want", 9).get(1).text());
  }

  @Test
  void should_be_the_medclip_that_its_authors_write() throws IOException {
    Files.write(folder.resolve("vocab.txt"), VOCABULARY);
    var weights = Layouts.of("medclip");
    weights.write(folder.resolve("model.safetensors"));
    var model = medclip(folder.toString());
    var x = new float[3 * 224 * 224];
    for (int k = 0; k < x.length; k++) {
      x[k] = (float) (.5 + .5 * Math.sin(.3 * k));
    }
    near(
        Layouts.expected("medclip", "image"),
        model.ofPictures(Data.imagesOf(x, 1, 3, 224, 224)),
        10);
    near(
        Layouts.expected("medclip", "text"),
        model.ofSentences(List.of("unwanted, running", "want")),
        10);
    assertEquals(1, model.ofPictures(Data.imagesOf(new float[6 * 9], 1, 1, 6, 9)).length);
    weights.rename(
        "vision_model.model.fc.weight",
        "vision_model.model.embeddings.patch_embeddings.projection.weight");
    var swin = weights.write(folder.resolve("swin.safetensors")).toString();
    refused(
        "swin.safetensors is MedCLIP with a Swin transformer, which is not known here; take the one with a ResNet-50, medclip-pretrained.zip",
        () -> medclip(swin));
  }

  @Test
  void should_leave_no_arrays_behind() throws IOException {
    tokeniser();
    var model = clip(Layouts.of("clip").write(folder.resolve("ViT.safetensors")).toString());
    model.ofPictures(pictures());
    int before = Torch.liveArrays();
    model.ofPictures(pictures());
    model.ofSentences(List.of("no lesion"));
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_say_what_is_no_such_model() throws IOException {
    refused(
        folder
            + " has no weights: there is neither of [model.safetensors, pytorch_model.bin] in it; name the file",
        () -> clip(folder.toString()));
    refused(
        "there is no weights file " + folder.resolve("none"),
        () -> clip(folder.resolve("none").toString()));
    var file = Layouts.of("bert").write(folder.resolve("bert.safetensors")).toString();
    refused(
        "there is no tokeniser beside bert.safetensors: put the model's tokenizer.json there",
        () -> bert(file));
    tokeniser();
    refused(
        "bert.safetensors is no CLIP with a vision transformer: it has neither «visual.class_embedding» nor «vision_model.embeddings.class_embedding»",
        () -> clip(file));
    var other = Layouts.of("clip").write(folder.resolve("clip.safetensors")).toString();
    refused(
        "clip.safetensors is no BERT: it has no «embeddings.word_embeddings.weight»",
        () -> bert(other));
    var broken = Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": 1}");
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> TokenizerJson.read(broken))
            .getMessage()
            .startsWith(broken + " is no tokenizer.json that Hugging Face's tokenizers read: "));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
