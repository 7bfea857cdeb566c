package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.Data.dataset;
import static org.sfumato.corruption.Corruptions.missing;
import static org.sfumato.corruption.Corruptions.observed;
import static org.sfumato.diffusion.Diffusion.prior;
import static org.sfumato.judge.Judging.zeroShot;
import static org.sfumato.network.Networks.aligned;
import static org.sfumato.network.Networks.generator;
import static org.sfumato.restore.Restorers.midiffusion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfumato.Catalogue;
import org.sfumato.network.Learnt;

/**
 * The priors and generators that ship are those whose recipes ship, made from the data that ship.
 */
class ShippedPriorTest {
  private static final int LARGEST = 10_000_000;
  private static final int LARGEST_OF_CLOTHING = 15_000_000;

  private static Map<String, String> identity(String id, String... parts) throws IOException {
    return identity(id, prior(id), parts);
  }

  private static Map<String, String> identity(String id, Learnt model, String... parts)
      throws IOException {
    var identity = model.provenance().identity();
    assertEquals(model.weights().hash(), identity.get("weights"));
    var recipe = Files.readString(Path.of("recipes", id + ".jsh"));
    for (var part : parts) {
      assertTrue(identity.get("recipe").contains(part), "the header lacks " + part);
      assertTrue(recipe.contains(part), "the recipe lacks " + part);
    }
    return identity;
  }

  @Test
  void should_name_its_recipe_its_data_and_its_weights() throws IOException {
    var identity =
        identity(
            "brain-t1",
            ".steps(2400)",
            ".batch(32)",
            ".rate(0.0015)",
            ".ema(1500)",
            ".levels(-1, 1.3)");
    var real = dataset("brainweb/t1").train().and(dataset("colin27/t1").train()).repeated(13);
    var data = real.and(dataset("phantom/t1").train().first(2048));
    assertEquals(data.provenance().hash(), identity.get("data"));
  }

  @Test
  void should_ship_a_prior_that_is_told_about_a_source_and_saw_the_target_alone()
      throws IOException {
    var identity =
        identity("midiffusion-t1", ".steps(940).batch(32).rate(0.001).ema(1500)", ".bins(12)");
    var real = dataset("brainweb/t1").train().and(dataset("colin27/t1").train()).repeated(13);
    var data = real.and(dataset("phantom/t1").train().first(2048));
    assertEquals(data.provenance().hash(), identity.get("data"));
    var y = observed(dataset("phantom/pd").test().first(1));
    var out = midiffusion(prior("midiffusion-t1")).steps(2).restore(y);
    assertArrayEquals(new int[] {1, 1, 64, 64}, out.shape());
  }

  @ParameterizedTest
  @CsvSource({
    "fashion-ambient-0.2, 0.2, 0.1, .steps(3600).batch(16).rate(0.002).ema(4000)",
    "fashion-ambient-0.5, 0.5, 0.2, .steps(3600).batch(16).rate(0.002).ema(4000)",
    "fashion-ambient-0.8-short, 0.8, 0.3, .steps(3600).batch(16).rate(0.002).ema(4000)",
    "fashion-ambient-0.8, 0.8, 0.3, .steps(6000).batch(32).rate(0.0015).ema(4000)"
  })
  void should_have_learnt_from_measurements_only(String id, String p, String delta, String settings)
      throws IOException {
    var identity = identity(id, settings, ".levels(-1.5, 1.5)", "further(" + delta + ")");
    var only = "measurements only: missing(" + p + ") of 5000 images";
    // The long one at 0.8 was learnt in two runs, of which neither saw anything else.
    var first = "prior(\"" + id + "-begun.safetensors\")";
    assertEquals(
        identity.containsKey("begun with")
            ? only + "; begun with " + first + ", learnt from " + only
            : only,
        identity.get("learnt from"));
    assertEquals(settings.contains("6000"), identity.containsKey("begun with"));
    assertEquals("missing(" + p + ").further(" + delta + ")", identity.get("masks"));
    var y = missing(Double.parseDouble(p)).apply(dataset("fashion").train());
    assertEquals(y.hash(), identity.get("data"));
  }

  @Test
  void should_say_which_clothing_priors_saw_images() throws IOException {
    var clean = identity("fashion", ".steps(3600).batch(16).rate(0.002).ema(4000)");
    assertEquals(dataset("fashion").train().provenance().hash(), clean.get("data"));
    var zeros = identity("fashion-zerofilled-0.8", ".steps(3600).batch(16).rate(0.002).ema(4000)");
    var y = missing(.8).apply(dataset("fashion").train());
    assertEquals(y.preview().provenance().hash(), zeros.get("data"));
  }

  @Test
  void should_ship_a_generator_that_saw_measurements_only() throws IOException {
    var generator = generator("fashion-ambientgan-0.8");
    var identity =
        identity(
            "fashion-ambientgan-0.8",
            generator,
            "ambientGan(",
            ".steps(20000).batch(32).rate(0.0005).ema(5000).seed(0)");
    assertEquals("measurements only: missing(0.8) of 5000 images", identity.get("learnt from"));
    var y = missing(.8).apply(dataset("fashion").train());
    assertEquals(y.hash(), identity.get("data"));
    assertEquals("generator(\"fashion-ambientgan-0.8\")", generator.text());
    assertArrayEquals(new int[] {2, 1, 32, 32}, generator.draw(2).shape());
    assertTrue(
        Files.size(Catalogue.found().trained("generator", "fashion-ambientgan-0.8")) <= 2_000_000);
    assertFalse(Catalogue.found().priors().contains("fashion-ambientgan-0.8"));
  }

  @Test
  void should_ship_towers_that_saw_reports_and_no_label() throws IOException {
    var towers = aligned("phantom-ct");
    var identity =
        identity(
            "phantom-ct",
            towers,
            ".minimise(ita().plus(cta().times(0.1)).plus(cpa(64).times(0.1)))",
            ".steps(7000)",
            ".batch(64).rate(0.001).warmUp(0.05)");
    var pairs = dataset("phantom/ct-reports").withReports();
    assertEquals(pairs.train().provenance().hash(), identity.get("data"));
    assertEquals("aligned(\"phantom-ct\")", towers.text());
    assertTrue(Files.size(Catalogue.found().trained("aligned", "phantom-ct")) <= 2_000_000);
    var asked = zeroShot(towers, pairs.validation()).classes("haemorrhage", "atrophy").auc();
    assertTrue(asked.values("macro AUC")[0] > .9, asked.text());
  }

  @Test
  void should_be_small_and_fit_their_data() throws IOException {
    assertTrue(Files.size(Catalogue.found().checkpoint("brain-t1")) <= LARGEST);
    assertArrayEquals(new int[] {1, 64, 64}, prior("brain-t1").imageShape());
    long clothing = 0;
    for (var id : Checkpoints.names(Kind.PRIOR)) {
      if (id.startsWith("fashion")) {
        clothing += Files.size(Catalogue.found().checkpoint(id));
        assertArrayEquals(new int[] {1, 32, 32}, prior(id).imageShape());
      }
    }
    assertTrue(clothing > 0 && clothing <= LARGEST_OF_CLOTHING, clothing + " bytes");
  }
}
