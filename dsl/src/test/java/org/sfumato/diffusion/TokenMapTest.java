package org.sfumato.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which tokens of two texts belong together. */
class TokenMapTest {
  private static String aligned(String a, String b) {
    return TokenMap.aligned(a.chars().asLongStream().toArray(), b.chars().asLongStream().toArray())
        .stream()
        .map(p -> p[0] + "-" + p[1])
        .collect(Collectors.joining(" "));
  }

  /** Longest common subsequences, as gaps cost nothing and a mismatch does. */
  @Test
  void should_align_by_what_both_have_in_their_order() {
    assertEquals("3-3 2-2 1-1 0-0", aligned("acat", "acat"));
    assertEquals("2-4 1-2 0-0", aligned("cat", "crayt"));
    assertEquals("3-1 0-0", aligned("cats", "cs"));
    assertEquals("", aligned("ab", "xy"));
  }

  @Test
  void should_let_new_tokens_look_for_themselves() {
    var map = TokenMap.refined(new long[] {2, 7, 3, 0}, new long[] {2, 9, 7, 3});
    assertArrayEquals(new float[] {1, 0, 1, 1}, map.taken());
    assertArrayEquals(new float[] {1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0}, map.mapper());
  }

  /** A word of one piece in the place of one of two, and the other way. */
  @Test
  void should_share_a_word_among_its_pieces() {
    var one =
        TokenMap.replaced(
            new long[] {2, 7, 3, 0},
            new long[] {0, 1, 0, 0},
            new long[] {2, 8, 9, 3},
            new long[] {0, 1, 1, 0});
    assertArrayEquals(
        new float[] {1, 0, 0, 0, 0, .5f, .5f, 0, 0, 0, 0, 1, 0, 0, 0, 0}, one.mapper());
    var two =
        TokenMap.replaced(
            new long[] {2, 8, 9, 3},
            new long[] {0, 1, 1, 0},
            new long[] {2, 7, 3, 0},
            new long[] {0, 1, 0, 0});
    assertArrayEquals(new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}, two.mapper());
    assertArrayEquals(new float[] {1, 1, 1, 1}, two.taken());
  }
}
