package org.sfumato.kernel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CodePointsTest {
  @Test
  void should_count_a_pair_of_surrogates_as_one() {
    var text = "a😀b";
    assertEquals(3, CodePoints.toJava(text, 2));
    assertEquals(2, CodePoints.toProtocol(text, 3));
    for (int i = 0; i <= 3; i++) {
      assertEquals(i, CodePoints.toProtocol(text, CodePoints.toJava(text, i)));
    }
  }

  @Test
  void should_stay_inside_the_text() {
    assertEquals(0, CodePoints.toJava("abc", -1));
    assertEquals(3, CodePoints.toJava("abc", Integer.MAX_VALUE));
    assertEquals(0, CodePoints.toProtocol("abc", -1));
    assertEquals(3, CodePoints.toProtocol("abc", 99));
  }
}
