package org.sfumato;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void should_write_powers_of_ten_for_readers() {
    assertEquals("2.9 × 10⁻⁹", Numbers.shown(2.9e-9));
    assertEquals("−1 × 10⁷", Numbers.shown(-1e7));
    assertEquals("0.25", Numbers.shown(.25));
  }
}
