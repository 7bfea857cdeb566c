package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Data;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.corruption.Corruptions;
import org.sfumato.corruption.Missing;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.loss.Loss;

/** Clean images are sealed off from a training on measurements, and what leaked is refused. */
class SealTest {
  private static final Missing A = Corruptions.missing(.6);
  private static final Images X = Bench.pictures(12, 1, 16, 16, 3);

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }

  private static Images mirrored(Images x) {
    float[] v = x.values();
    var m = new float[v.length];
    int w = x.width();
    for (int k = 0; k < v.length; k++) {
      m[k] = v[k / w * w + (w - 1 - k % w)];
    }
    return Data.imagesOf(m, x.size(), x.channels(), x.height(), w);
  }

  private static Measurements of(float[] values, List<ImageId> ids) {
    return new Measurements(
        values, new int[] {ids.size(), 1, 16, 16}, ids, A, 0, new int[] {1, 16, 16});
  }

  @Test
  void should_pass_what_was_measured_once() {
    new Seal(A.apply(X)).check();
    new Seal(A.apply(X.repeated(3))).check();
    new Seal(Corruptions.box(6, 6).apply(X)).check();
    new Seal(Corruptions.downsample(2).apply(X)).check();
  }

  /** The mask was drawn for another identity, so the mirror image shows what was hidden. */
  @Test
  void should_refuse_images_that_were_augmented_before_they_were_masked() {
    var twice = X.and(mirrored(X).described("mirrored", org.sfumato.Provenance.NONE));
    var ids = new java.util.ArrayList<ImageId>();
    for (int i = 0; i < 24; i++) {
      ids.add(new ImageId(i < 12 ? "x" : "mirrored", i % 12));
    }
    var y =
        A.apply(
            Images.of(twice.values(), 1, 16, 16, ids, "augmented", org.sfumato.Provenance.NONE));
    var e = assertThrows(IllegalArgumentException.class, () -> new Seal(y).check());
    assertTrue(
        e.getMessage()
            .matches(
                "(x|mirrored)\\[(\\d+)] and (x|mirrored)\\[\\2] are a picture and its mirror image under two masks: together they show more than missing\\(0.6\\) does; mask every picture once, and let augmented\\(\\) flip images together with their masks"),
        e.getMessage());
  }

  @Test
  void should_refuse_a_flipped_image_with_the_unflipped_mask() {
    var y = A.apply(X);
    float[] v = y.values();
    var flipped = new float[v.length];
    for (int k = 0; k < v.length; k++) {
      flipped[k] = v[k / 16 * 16 + (15 - k % 16)];
    }
    refused(
        y.ids().get(0)
            + " has values where missing(0.6) measured nothing: it was changed after it was masked, or it was not masked so; measure with A.apply(x), and let augmented() flip images together with their masks",
        () -> new Seal(of(flipped, y.ids())).check());
    refused(
        y.ids().get(0)
            + " has values where missing(0.6) measured nothing: it was changed after it was masked, or it was not masked so; measure with A.apply(x), and let augmented() flip images together with their masks",
        () -> new Seal(Corruptions.observed(X).assuming(A)).check());
  }

  @Test
  void should_refuse_an_image_that_was_measured_twice_under_one_name() {
    var y = A.apply(X.get(0));
    var other = A.seed(1).apply(X.get(0));
    var both = new float[512];
    System.arraycopy(y.values(), 0, both, 0, 256);
    System.arraycopy(other.values(), 0, both, 256, 256);
    var id = y.ids().get(0);
    refused(
        id
            + " is measured twice in missing(0.6) of 2 images, at 0 and 1, and not alike: together they show more than missing(0.6) does; measure every image once",
        () -> new Seal(of(both, List.of(id, id))).check());
  }

  /** Two masks of one image, under two names: the same picture twice. */
  @Test
  void should_refuse_a_picture_that_was_masked_under_two_names() {
    var ids = List.of(new ImageId("a", 0), new ImageId("b", 0), new ImageId("c", 0));
    var values = new float[768];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(X.values(), i == 2 ? 256 : 0, values, 256 * i, 256);
    }
    var y = A.apply(Images.of(values, 1, 16, 16, ids, "x", org.sfumato.Provenance.NONE));
    var e = assertThrows(IllegalArgumentException.class, () -> new Seal(y).check());
    assertTrue(e.getMessage().contains("the same picture under two masks"), e.getMessage());
    assertFalse(e.getMessage().contains("c[0]"), e.getMessage());
  }

  /** From measurements nothing leads to the images, however one looks. */
  @Test
  void should_keep_no_image_within_reach_of_its_measurements() {
    float[] clean = X.values();
    var y = A.apply(X);
    y.preview();
    y.hash();
    y.operator();
    new Seal(y).check();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>(List.of(new Material.OfMeasurements(y)));
    int arrays = 0;
    while (!open.isEmpty()) {
      var o = open.pop();
      if (!seen.add(o)) {
        continue;
      }
      assertFalse(o instanceof Images, "images are within reach");
      if (o instanceof float[] v) {
        arrays++;
        for (int k = 0; k < clean.length; k++) {
          boolean hidden = y.values()[k] == 0 && clean[k] != 0;
          assertFalse(hidden && k < v.length && v[k] == clean[k], "a hidden pixel is within reach");
          if (k > 2000) {
            break;
          }
        }
      }
      open.addAll(parts(o));
    }
    assertTrue(arrays > 0);
  }

  private static List<Object> parts(Object o) {
    var parts = new java.util.ArrayList<Object>();
    if (o instanceof Collection<?> c) {
      parts.addAll(c);
    } else if (o instanceof Map<?, ?> m) {
      parts.addAll(m.values());
    } else if (o instanceof Optional<?> maybe) {
      maybe.ifPresent(parts::add);
    } else if (o instanceof Object[] array) {
      parts.addAll(java.util.Arrays.asList(array));
    } else if (o.getClass().getName().startsWith("org.sfumato.")) {
      for (Class<?> c = o.getClass(); c != Object.class && c != null; c = c.getSuperclass()) {
        for (var field : c.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
            field.setAccessible(true);
            try {
              parts.add(field.get(o));
            } catch (IllegalAccessException e) {
              throw new IllegalStateException(e);
            }
          }
        }
      }
    }
    parts.removeIf(java.util.Objects::isNull);
    return parts;
  }

  /** The official code flips the image and not its mask, and hides p² of it in the end. */
  @Test
  void should_flip_measurements_together_with_their_masks() {
    var y = A.apply(X);
    var batches = new Batches(new Material.OfMeasurements(y), rows(12), 12, 5, true);
    var shown = new boolean[y.values().length];
    int flips = 0;
    for (int step = 0; step < 40; step++) {
      var batch = batches.at(step);
      for (int k = 0; k < 12; k++) {
        var row = new float[256];
        y.read(batch.places()[k], row, 0);
        for (int j = 0; j < 256; j++) {
          assertEquals(row[j], batch.values()[256 * k + j], "y itself stays as it was measured");
        }
        flips += batch.flipped()[k] ? 1 : 0;
      }
      var looked = through(y, batch);
      for (int k = 0; k < looked.length; k++) {
        int row = k / 256;
        int j = k % 256;
        int back = batch.flipped()[row] ? j / 16 * 16 + 15 - j % 16 : j;
        shown[256 * batch.places()[row] + back] |= looked[k] > 0;
      }
    }
    assertEquals(240, flips, 5 * Math.sqrt(120));
    // What the network was ever shown of a picture, whichever way round, is what was measured.
    double hidden = 0;
    for (int k = 0; k < shown.length; k++) {
      assertEquals(y.values()[k] != 0, shown[k]);
      hidden += shown[k] ? 0 : 1;
    }
    assertEquals(.6, hidden / shown.length, 5 * Math.sqrt(.24 / shown.length));
  }

  /** What reaches the network of a batch, if the loss shows it all that was measured. */
  private static float[] through(Measurements y, Batch batch) {
    var seen = new float[1][];
    Loss.Denoiser net =
        new Loss.Denoiser() {
          @Override
          public NDArray denoise(NDArray x, NDArray sigma) {
            throw new AssertionError("not asked here");
          }

          @Override
          public NDArray denoise(NDArray masked, NDArray mask, NDArray sigma) {
            seen[0] = mask.toFloatArray();
            return masked;
          }
        };
    return Bench.scoped(
        () -> {
          var x = Torch.manager().create(batch.values(), new Shape(12, 1, 16, 16));
          var mask = x.neq(0).toType(x.getDataType(), false);
          var d =
              Grad.off(() -> new Flipped(net, batch.flipped()).denoise(x, mask, mask))
                  .toFloatArray();
          org.junit.jupiter.api.Assertions.assertArrayEquals(batch.values(), d);
          return seen[0];
        });
  }

  private static int[] rows(int n) {
    return java.util.stream.IntStream.range(0, n).toArray();
  }
}
