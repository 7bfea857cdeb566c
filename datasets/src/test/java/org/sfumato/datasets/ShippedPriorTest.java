package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.Data.dataset;
import static org.sfumato.diffusion.Diffusion.prior;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.sfumato.Catalogue;

/** The prior that ships is the one whose recipe ships, made from the data that ship. */
class ShippedPriorTest {
  private static final int LARGEST = 10_000_000;

  @Test
  void should_name_its_recipe_its_data_and_its_weights() throws Exception {
    var prior = prior("brain-t1");
    var identity = prior.provenance().identity();
    var real = dataset("brainweb/t1").train().and(dataset("colin27/t1").train()).repeated(13);
    var data = real.and(dataset("phantom/t1").train().first(2048));
    assertEquals(data.provenance().hash(), identity.get("data"));
    assertEquals(prior.weights().hash(), identity.get("weights"));

    var recipe = Files.readString(Path.of("recipes", "brain-t1.jsh"));
    for (var part :
        new String[] {
          ".steps(2400)", ".batch(32)", ".rate(0.0015)", ".ema(1500)", ".levels(-1, 1.3)"
        }) {
      assertTrue(identity.get("recipe").contains(part) && recipe.contains(part), part);
    }
  }

  @Test
  void should_be_small_and_fit_its_data() throws Exception {
    assertTrue(Files.size(Catalogue.found().checkpoint("brain-t1")) <= LARGEST);
    assertArrayEquals(new int[] {1, 64, 64}, prior("brain-t1").imageShape());
  }
}
