package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.retrieve;
import static org.sfumato.judge.Toy.sentence;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Four pictures on a quarter circle, whose ranks can be read off by eye. */
class RetrievalTest {
  private static final float[][] PICTURES = {{1, 0}, {.9f, .4f}, {.4f, .9f}, {0, 1}};
  private static final Asked.Space SPACE =
      new Asked.Space(
          "circle",
          0,
          Map.of(
              "of picture 0", new float[] {1, .1f},
              "of picture 1", new float[] {.1f, 1},
              "of picture 2", new float[] {.5f, .8f},
              "of picture 3", new float[] {0, 1}));

  @Test
  void should_count_what_stands_before_the_right_answer_in_both_directions() {
    var pairs = Asked.pairs(PICTURES, List.of("mass"), i -> List.of(i < 2 ? 1 : 0));
    var table = retrieve(SPACE, pairs, 1, 3);
    // Reports by nearness: picture 0: 0 2 1 3, picture 1: 0 2 1 3, picture 2: 2 1 3 0, picture 3:
    // 3 1 2 0.
    assertEquals(.75, table.cell("pictures → reports", "R@1").value(), 1e-12);
    assertEquals(1, table.cell("pictures → reports", "R@3").value(), 1e-12);
    // Pictures by nearness: report 0: 0 1 2 3, report 1: 3 2 1 0, report 2: 2 1 3 0, report 3: 3 2
    // 1 0.
    assertEquals(.75, table.cell("reports → pictures", "R@1").value(), 1e-12);
    assertEquals(1, table.cell("reports → pictures", "R@3").value(), 1e-12);
    // Of each picture's first three reports two have its label.
    assertEquals(2 / 3., table.cell("pictures → reports", "P@3").value(), 1e-12);
  }

  @Test
  void should_give_no_credit_to_a_space_in_which_all_is_alike() {
    var same = new float[] {1, 1};
    var flat =
        new Asked.Space(
            "flat",
            0,
            Map.of(
                "of picture 0",
                same,
                "of picture 1",
                same,
                "of picture 2",
                same,
                "of picture 3",
                same));
    var table = retrieve(flat, Asked.pairs(PICTURES, List.of(), i -> List.of()), 1, 3);
    assertEquals(0, table.cell("pictures → reports", "R@3").value());
    assertTrue(table.text().contains("among 4"), table.text());
    assertEquals(
        "k is how many of the 4 pairs are looked at, from 1 to 4, and here are [5]",
        sentence(() -> retrieve(flat, Asked.pairs(PICTURES, List.of(), i -> List.of()), 5)));
  }
}
