package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.train.AmbientGanTest.refused;
import static org.sfumato.train.AmbientGanTest.tiny;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.engine.Safetensors;
import org.sfumato.network.Networks;

/** A generator that was saved is the one that was trained, and nothing else is taken for one. */
class SavedGeneratorTest {
  @TempDir Path folder;

  @Test
  void should_keep_a_generator_that_draws_the_same_when_it_is_loaded() {
    var fit = tiny(5).fit();
    var file = fit.save(folder.resolve("generator.safetensors").toString());
    var loaded = Networks.generator(file.toString());
    assertArrayEquals(fit.model().draw(3).values(), loaded.draw(3).values());
    refused(
        file
            + " is not a prior: its header names no network; it is a generator, which generator(path) reads",
        () -> Diffusion.checkpoint(file.toString()));
    assertEquals(fit.model().provenance().hash(), loaded.provenance().hash());
    assertEquals(tiny(5).text(), loaded.provenance().identity().get("recipe"));
    refused(
        file
            + " is not the state of a training; from(path) needs a file that checkpoint(path) wrote",
        () -> tiny(5).from(file.toString()).fit());
  }

  @Test
  void should_be_saved_in_half_the_space() throws IOException {
    var fit = tiny(5).fit();
    var whole = fit.save(folder.resolve("whole.safetensors").toString());
    var half = fit.half().save(folder.resolve("half.safetensors").toString());
    assertTrue(Files.size(half) < .6 * Files.size(whole));
    var loaded = Networks.generator(half.toString());
    assertEquals("half", loaded.provenance().identity().get("precision"));
    assertEquals(fit.half().model().weights().hash(), loaded.weights().hash());
    float[] drawn = fit.model().draw(4).values();
    assertArrayEquals(drawn, loaded.draw(4).values(), .01f);
  }

  /** With the data sets beside it, a name that no file has is looked up among what ships. */
  @Test
  void should_say_what_is_no_generator() {
    var none = folder.resolve("none");
    refused("there is no file " + none, () -> Networks.generator(none.toString()));
    var prior = folder.resolve("prior.safetensors");
    new Safetensors(Map.of("network", "unet(8, 1)"), Map.of(), Map.of()).write(prior);
    refused(
        prior
            + " is not a generator: its header names no generator; it is a prior, which checkpoint(path) reads",
        () -> Networks.generator(prior.toString()));
  }
}
