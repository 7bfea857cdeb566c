package org.sfumato.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.network.Networks.textTransformer;
import static org.sfumato.network.Networks.twoTower;
import static org.sfumato.network.Networks.vit;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Cancel;
import org.sfumato.Interrupted;
import org.sfumato.Provenance;
import org.sfumato.engine.Safetensors;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** Trained towers as a thing: their vectors, their file, what they refuse. */
class AlignedTest {
  private static final List<String> REPORTS =
      List.of(
          "a small lesion in the left hemisphere",
          "no lesion, no haemorrhage",
          "",
          "diffuse atrophy of the brain",
          "normal study");

  private static final TwoTower NET =
      twoTower(
              vit(8, 4).width(16).depth(1).heads(2),
              textTransformer(80).width(16).depth(1).heads(2).length(16))
          .embedding(10)
          .hidden(20);

  @TempDir Path folder;

  @AfterEach
  void nobody_is_stopped_after_this() {
    Cancel.clear();
  }

  static Aligned fresh(TwoTower net) {
    var w = Weights.initial(net.plan(false), 5);
    return new Aligned(
        "fresh", net, WordPiece.train(REPORTS, 80), w, Provenance.of("recipe", "none"));
  }

  @Test
  void should_give_vectors_of_length_one() {
    var model = fresh(NET);
    var pictures = model.ofPictures(Bench.pictures(5, 1, 8, 8, 1));
    var sentences = model.ofSentences(REPORTS);
    assertEquals(5, pictures.length);
    assertEquals(5, sentences.length);
    for (var vectors : List.of(pictures, sentences)) {
      for (var v : vectors) {
        assertEquals(10, v.length);
        double squares = 0;
        for (float x : v) {
          squares += x * x;
        }
        assertEquals(1, squares, 1e-5);
      }
    }
    assertNotEquals(sentences[0][0], sentences[1][0]);
  }

  @Test
  void should_give_the_same_bits_whatever_comes_with_it() {
    var model = fresh(NET);
    var x = Bench.pictures(6, 1, 8, 8, 2);
    assertArrayEquals(model.ofPictures(x)[5], model.ofPictures(x.get(5))[0]);
    assertArrayEquals(model.ofSentences(REPORTS)[4], model.ofSentences(List.of("Normal study"))[0]);
    assertEquals(0, model.ofSentences(List.of()).length);
  }

  @Test
  void should_be_the_same_after_it_was_saved_and_read() {
    var model = fresh(NET);
    var file = write(model, model.provenance().identity(), "a.safetensors");
    var read = Networks.aligned(file.toString());
    assertArrayEquals(model.ofSentences(REPORTS), read.ofSentences(REPORTS));
    var x = Bench.pictures(2, 1, 8, 8, 3);
    assertArrayEquals(model.ofPictures(x), read.ofPictures(x));
    assertEquals(model.vocabulary().vocabulary(), read.vocabulary().vocabulary());
    assertEquals(model.variant(), read.variant());
    assertEquals("aligned(\"" + file + "\")", read.text());
    var cased =
        new Aligned(
            "cased", NET, model.vocabulary().cased(), model.weights(), Provenance.of("a", "b"));
    var other = write(cased, cased.provenance().identity(), "b.safetensors");
    assertTrue(Networks.aligned(other.toString()).vocabulary().isCased());
  }

  private Path write(Aligned model, java.util.Map<String, String> note, String name) {
    var file = folder.resolve(name);
    new Safetensors(note, model.weights().values(), model.weights().shapes()).write(file);
    return file;
  }

  @Test
  void should_give_features_before_the_heads() {
    var model = fresh(NET);
    var image = model.image();
    Bench.scoped(
        () -> {
          var x = Torch.manager().ones(new Shape(2, 1, 8, 8));
          assertEquals(new Shape(2, 16), image.of(x, null).getShape());
          assertEquals(new Shape(2, 16, 2, 2), image.places(x, null).getShape());
          return null;
        });
    assertEquals("aligned(\"fresh\").image()", image.text());
    assertEquals(16, model.report().of(REPORTS)[0].length);
  }

  @Test
  void should_leave_no_arrays_behind() {
    var model = fresh(NET);
    var x = Bench.pictures(5, 1, 8, 8, 1);
    model.ofPictures(x);
    int before = Torch.liveArrays();
    model.ofPictures(x);
    model.ofSentences(REPORTS);
    model.report().of(REPORTS);
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_stop_when_it_is_asked_to() {
    var model = fresh(NET);
    Cancel.request();
    assertEquals(
        "stopped after 0 of 5 sentences",
        assertThrows(Interrupted.class, () -> model.ofSentences(REPORTS)).getMessage());
  }

  @Test
  void should_have_weights_of_half_the_digits() {
    var model = fresh(NET);
    var half = model.half();
    assertEquals("half", half.provenance().identity().get("precision"));
    assertNotEquals(model.weights().hash(), half.weights().hash());
    assertArrayEquals(model.ofSentences(REPORTS)[0], half.ofSentences(REPORTS)[0], 2e-2f);
  }

  @Test
  void should_say_what_it_cannot_do() {
    var model = fresh(NET);
    refused(
        "aligned(\"fresh\") knows images of shape [1, 8, 8], but was shown (3, 8, 8); resize(8) or toGray() them, or train one for them",
        () -> model.ofPictures(Bench.pictures(1, 3, 8, 8, 1)));
    var note = new TreeMap<>(model.provenance().identity());
    note.remove("vocabulary");
    var file = write(model, note, "c.safetensors");
    refused(
        file + " is damaged: its header has no vocabulary; copy or save it again",
        () -> Networks.aligned(file.toString()));
    note.remove("aligned");
    var none = write(model, note, "d.safetensors");
    refused(
        none + " is not a pair of aligned towers: its header names no aligned",
        () -> Networks.aligned(none.toString()));
    assertFalse(model.toString().isEmpty());
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
