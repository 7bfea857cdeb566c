package org.sfumato.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** Maps against published values, and against float64 numpy (local_mi.py beside the values). */
class LocalMiTest {
  static Stream<JsonNode> cases() throws IOException {
    try (var in = LocalMiTest.class.getResourceAsStream("local_mi.json")) {
      var all = new ObjectMapper().readTree(in);
      return StreamSupport.stream(all.spliterator(), false);
    }
  }

  static Stream<LocalMi> settings() {
    var usual = LocalMi.usual();
    return Stream.of(
        usual,
        usual.raw().bins(16),
        usual.asReleased(),
        usual.asReleased().raw(),
        usual.patch(5).bins(20));
  }

  private static float[] values(JsonNode list) {
    var v = new float[list.size()];
    for (int k = 0; k < v.length; k++) {
      v[k] = (float) list.get(k).asDouble();
    }
    return v;
  }

  private static float[] map(LocalMi how, float[] s, float[] x, int n, int h, int w) {
    return Bench.scoped(
        () -> {
          var shape = new Shape(n, 1, h, w);
          return how.map(Torch.manager().create(s, shape), Torch.manager().create(x, shape))
              .toFloatArray();
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_agree_with_numpy_in_double_precision(JsonNode c) {
    var how = LocalMi.parse(c.get("how").asText());
    float[] found =
        map(how, values(c.get("s")), values(c.get("x")), 1, c.get("h").asInt(), c.get("w").asInt());
    float[] wanted = values(c.get("map"));
    assertArrayEquals(wanted, found, 1e-4f, how.text());
    assertTrue(Arrays.hashCode(wanted) != Arrays.hashCode(new float[wanted.length]));
  }

  /** The middle pixel of 3×3: the whole image is its patch, and of all windows the middle one. */
  @Test
  void should_have_the_published_values_of_small_patches() {
    float[] a = {.1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f, .9f};
    float[] c = {.1f, .1f, .1f, .5f, .5f, .5f, .9f, .9f, .9f};
    var raw = LocalMi.usual().asReleased().raw();
    assertEquals(2.534153, map(raw, a, a, 1, 3, 3)[4], 1e-4);
    assertEquals(.555410, map(LocalMi.usual().asReleased(), a, a, 1, 3, 3)[4], 1e-4);
    assertEquals(1.584963, map(raw, c, c, 1, 3, 3)[4], 1e-4);
    assertEquals(1.494234, map(raw, a, c, 1, 3, 3)[4], 1e-4);
  }

  @Test
  void should_have_the_windows_of_the_released_code() {
    assertEquals("[[0, -1, 0], [-1, 0, 1], [0, 1, 0]]", windows(LocalMi.usual().asReleased()));
    assertEquals(
        "[[0, 1, -2, -1, 0], [1, -2, -1, 0, 1], [-2, -1, 0, 1, 2], [-1, 0, 1, 2, -1], [0, 1, 2, -1, 0]]",
        windows(LocalMi.usual().asReleased().patch(5)));
    assertEquals("[[-2, -1, 0], [-1, 0, 1], [0, 1, 2]]", windows(LocalMi.usual()));
  }

  private static String windows(LocalMi how) {
    var script = new LocalMiScript(how);
    var windows = new int[how.patch()][how.patch()];
    for (int a = 0; a < how.patch(); a++) {
      for (int e = 0; e < how.patch(); e++) {
        windows[a][e] = script.offset(a + e);
      }
    }
    return Arrays.deepToString(windows);
  }

  /** Each window's mirror image is a window too, so a mirrored pair has the mirrored map. */
  @ParameterizedTest
  @MethodSource("settings")
  void should_mirror_the_map_of_mirrored_images(LocalMi how) {
    float[] s = noise(1, 42);
    float[] x = noise(2, 42);
    float[] plain = map(how, s, x, 1, 6, 7);
    assertArrayEquals(
        mirrored(plain), map(how, mirrored(s), mirrored(x), 1, 6, 7), 1e-5f, how.text());
  }

  private static float[] noise(long seed, int n) {
    var random = new Random(seed);
    var v = new float[n];
    for (int k = 0; k < n; k++) {
      v[k] = random.nextFloat();
    }
    return v;
  }

  private static float[] mirrored(float[] a) {
    var b = new float[a.length];
    for (int k = 0; k < a.length; k++) {
      b[k] = a[a.length - 1 - k];
    }
    return b;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void should_map_an_image_alone_as_in_company(LocalMi how) {
    var s = Bench.pictures(3, 1, 9, 10, 1).values();
    var x = Bench.pictures(3, 1, 9, 10, 2).values();
    Arrays.fill(s, 0, 90, .3f);
    Arrays.fill(s, 90, 130, 0);
    float[] all = map(how, s, x, 3, 9, 10);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(
          Arrays.copyOfRange(all, 90 * i, 90 * i + 90),
          map(
              how,
              Arrays.copyOfRange(s, 90 * i, 90 * i + 90),
              Arrays.copyOfRange(x, 90 * i, 90 * i + 90),
              1,
              9,
              10),
          how.text());
    }
  }

  @Test
  void should_share_nothing_with_a_patch_of_one_value() {
    var flat = new float[64];
    Arrays.fill(flat, .4f);
    float[] found = map(LocalMi.usual().raw(), flat, noise(3, 64), 1, 8, 8);
    assertEquals(0, found[27]);
    assertEquals(0, map(LocalMi.usual().asReleased().raw(), flat, noise(3, 64), 1, 8, 8)[27], 1e-4);
  }

  @Test
  void should_forgive_a_shift_by_one_pixel_if_windows_are_neighbours() {
    float[] s = noise(5, 100);
    var x = new float[100];
    System.arraycopy(s, 0, x, 1, 99);
    var raw = LocalMi.usual().raw();
    float[] shifted = map(raw, s, x, 1, 10, 10);
    float[] itself = map(raw, s, s, 1, 10, 10);
    assertEquals(itself[44], shifted[44], .25);
    assertTrue(map(raw.asReleased(), s, x, 1, 10, 10)[44] < shifted[44] - .2);
  }

  /** The same estimate by numpy for 32×32 pixels of other noise. */
  @Test
  void should_know_what_independent_patches_seem_to_share() {
    assertEquals(1.836, LocalMi.usual().raw().nullLevel(), .03);
    assertEquals(.443, LocalMi.usual().nullLevel(), .01);
    assertEquals(1.604, LocalMi.usual().raw().asReleased().nullLevel(), .03);
    assertEquals(.398, LocalMi.usual().asReleased().nullLevel(), .01);
  }

  @Test
  void should_leave_no_native_array_behind() {
    float[] s = noise(1, 64);
    map(LocalMi.usual(), s, s, 1, 8, 8);
    int before = Torch.liveArrays();
    map(LocalMi.usual(), s, s, 1, 8, 8);
    LocalMi.usual().bins(12).nullLevel();
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_say_what_is_wrong_with_its_settings() {
    assertEquals(
        "a map of local mutual information has patches of 3×3 or 5×5 pixels, not 4×4",
        assertThrows(IllegalArgumentException.class, () -> LocalMi.usual().patch(4)).getMessage());
    assertEquals(
        "a map of local mutual information has 2 to 256 bins, not 1",
        assertThrows(IllegalArgumentException.class, () -> LocalMi.usual().bins(1)).getMessage());
    assertEquals(
        "local mutual information compares gray pictures of one size, not (1, 1, 2, 3) and (1, 1, 3, 2)",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Bench.scoped(
                        () ->
                            LocalMi.usual()
                                .map(
                                    Torch.manager().zeros(new Shape(1, 1, 2, 3)),
                                    Torch.manager().zeros(new Shape(1, 1, 3, 2)))))
            .getMessage());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void should_be_read_back_from_its_words(LocalMi how) {
    assertEquals(how, LocalMi.parse(how.text()));
  }
}
