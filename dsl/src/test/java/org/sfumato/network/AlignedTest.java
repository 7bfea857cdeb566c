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
import org.sfumato.engine.Grad;
import org.sfumato.engine.Safetensors;
import org.sfumato.engine.Torch;
import org.sfumato.guidance.Guidances;
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
  void should_say_where_a_word_looks() {
    var model = fresh(NET);
    var x = Bench.pictures(3, 1, 8, 8, 4);
    var maps = model.attention(x, "lesion");
    assertEquals(2, maps.grid());
    for (var map : maps.values()) {
      double sum = 0;
      for (float v : map) {
        sum += v;
      }
      assertEquals(1, sum, 1e-5);
    }
    // By hand: the softmax of cosines over 0.1, of the vectors that the two sides give.
    Bench.scoped(
        () -> {
          var tokens = NET.tokens(model.vocabulary(), List.of("no lesion"));
          var word = model.read(tokens, new int[] {0}).get(1).get("0, 1").toFloatArray();
          var patches = model.see(Torch.manager().create(x.values(), new Shape(3, 1, 8, 8))).get(1);
          var shares = new double[4];
          double all = 0;
          for (int p = 0; p < 4; p++) {
            shares[p] = Math.exp(cosine(word, patches.get("2, " + p).toFloatArray()) / .1);
            all += shares[p];
          }
          var found = model.attention(x, "no lesion", "Lesion").values()[2];
          for (int p = 0; p < 4; p++) {
            assertEquals(shares[p] / all, found[p], 1e-4);
          }
          return null;
        });
    assertEquals("aligned(\"fresh\").attention(imagesOf(…), \"lesion\")", maps.text());
    refused(
        "«no lesion» does not have «atrophy» among its words [no, lesion]",
        () -> model.attention(x, "no lesion", "atrophy"));
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int k = 0; k < a.length; k++) {
      ab += a[k] * b[k];
      aa += a[k] * a[k];
      bb += b[k] * b[k];
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void should_steer_towards_a_sentence() {
    var model = fresh(NET);
    var term = Guidances.matching("a small lesion", model);
    var x = Bench.pictures(3, 1, 8, 8, 4);
    var pictures = model.ofPictures(x);
    var sentence = model.ofSentences(List.of("a small lesion"))[0];
    Bench.scoped(
        () -> {
          var at = Torch.manager().create(x.values(), new Shape(3, 1, 8, 8));
          var energies = term.of(at, null).toFloatArray();
          for (int i = 0; i < 3; i++) {
            assertEquals(-cosine(pictures[i], sentence), energies[i], 1e-5);
          }
          var slope =
              Grad.on(
                  () -> {
                    var leaf = Grad.leaf(at);
                    return Grad.of(term.of(leaf, null), leaf);
                  });
          var down = term.of(at.sub(slope.mul(.01)), null).toFloatArray();
          for (int i = 0; i < 3; i++) {
            assertTrue(down[i] < energies[i], "the energy falls along its gradient");
          }
          return null;
        });
    assertEquals("matching(\"a small lesion\", aligned(\"fresh\"))", term.text());
    refused(
        "matching needs a sentence that says what the image shows, and this one is empty",
        () -> Guidances.matching(" ", model));
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
