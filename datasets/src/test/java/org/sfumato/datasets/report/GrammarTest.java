package org.sfumato.datasets.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GrammarTest {
  private static final Grammar SMALL =
      Grammar.parse(
          List.of("# a remark", "", "thing", "  infarct", "  mass", "seen", "  a {size} {thing}."));

  @Test
  void should_say_each_of_the_ways_and_nothing_else() {
    var said = new TreeSet<String>();
    for (int seed = 0; seed < 50; seed++) {
      said.add(SMALL.sentence("seen", Map.of("size", "small"), new Random(seed)));
    }
    assertEquals(List.of("A small infarct.", "A small mass."), List.copyOf(said));
    assertEquals(2, SMALL.ways("seen"));
  }

  @Test
  void should_put_the_right_article_and_no_double_blanks() {
    var said = new TreeSet<String>();
    for (int seed = 0; seed < 50; seed++) {
      said.add(SMALL.sentence("seen", Map.of("size", ""), new Random(seed)));
    }
    assertEquals(List.of("A mass.", "An infarct."), List.copyOf(said));
  }

  @Test
  void should_refuse_what_makes_no_grammar() {
    refused(
        "\"an alternative\" belongs to no rule", () -> Grammar.parse(List.of("  an alternative")));
    refused("the rule \"a\" stands twice", () -> Grammar.parse(List.of("a", "  x", "a", "  y")));
    refused("the rule \"a\" says nothing", () -> Grammar.parse(List.of("a", "b", "  x")));
    refused(
        "nothing says what {size} stands for", () -> SMALL.phrase("seen", Map.of(), new Random(0)));
  }

  private static void refused(String sentence, Executable what) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, what).getMessage());
  }
}
