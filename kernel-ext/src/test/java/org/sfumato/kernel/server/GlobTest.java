package org.sfumato.kernel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  /** As {@code select 'text' glob 'pattern'} answers in SQLite 3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "1*2 1+2 1", "1*2 12 1", "1*2 1+23 0", "* anything 1", "a?c abc 1", "a?c ac 0",
        "a?c a😀c 1", "[a-c]x bx 1", "[a-c]x dx 0", "[^a-c]x dx 1", "[^a-c]x ax 0", "[]a]b ]b 1",
        "[^]a]b ]b 0", "[a-]b -b 1", "abc ABC 0", "a.c abc 0", "*b*d* abcde 1", "*a*b ab 1",
        "**x x 1", "(x) (x) 1"
      })
  void should_match_as_sqlite_does(String pattern, String text, int matches) {
    assertEquals(matches == 1, Glob.of(pattern).matches(text));
  }

  @Test
  void should_match_across_lines_and_take_an_open_bracket_as_it_stands() {
    assertTrue(Glob.of("int*;").matches("int a = 1;\nint b = 2;"));
    assertTrue(Glob.of("a[1").matches("a[1"));
    assertTrue(Glob.of("").matches(""));
    assertFalse(Glob.of("").matches("a"));
  }

  @Test
  void should_not_take_for_ever_with_many_stars() {
    var glob = Glob.of("*a".repeat(200) + "b");
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertFalse(glob.matches("a".repeat(20_000))));
  }
}
