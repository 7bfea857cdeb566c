package org.sfumato.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was drawn with a term of a cell is known again in another session, as long as it is that.
 */
@Tag("slow")
class RememberedCellsTest {
  private static final String RECIPE =
      """
      var grey = imagesOf(new float[128], 2, 1, 8, 8);
      double strength = %s;
      var recipe = sample(gaussianPrior(0.5, 0.2).shape(1, 8, 8)).along(ve(0.01, 4)).with(euler(3)).from(noised(grey, 0.5));
      """;
  private static final String TERM =
      "var mine = energy(\"mine\", (x0, s) -> sqNorm(x0.sub(s.at(grey))).mul(%sstrength));";

  @TempDir Path folder;

  /** How many of two cells were known. */
  private String cached(String strength, String sign, String before) {
    try (var session = new Session()) {
      session.value(before);
      session.value(RECIPE.formatted(strength));
      session.value(TERM.formatted(sign));
      return session.value(
          "sweep(over(\"λ\", 1, 2), λ -> recipe.guide(mine.times(λ))).cache(\"%s\").score(mse(grey)).cached()"
              .formatted(folder.toString().replace('\\', '/')));
    }
  }

  @Test
  void should_know_a_lambda_of_a_cell_by_its_source_and_the_variables_it_reads() {
    assertEquals("0", cached("1", "", ""));
    assertEquals("2", cached("1", "", ""));
    assertEquals("2", cached("1", "", "var one = 1; int two() { return 2; }\none"), "other cells");
    assertEquals("0", cached("1", "-", ""), "another lambda");
    assertEquals("0", cached("3", "", ""), "another value of what it reads");
    assertEquals("2", cached("3", "", ""));
  }
}
