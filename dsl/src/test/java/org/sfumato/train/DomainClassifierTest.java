package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.network.Networks.domainClassifier;
import static org.sfumato.network.Networks.unet;
import static org.sfumato.train.Trainings.domainClassifier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.guidance.Guidances;
import org.sfumato.laws.Bench;
import org.sfumato.loss.Losses;
import org.sfumato.network.DomainClassifier;
import org.sfumato.network.Networks;
import org.sfumato.network.Unet;
import org.sfumato.network.Weights;
import org.sfumato.random.Noise;
import org.sfumato.restore.Restorers;

/** A classifier of noisy images of two domains, and EGSDE with it. */
class DomainClassifierTest {
  private static final int SIDE = 8;
  private static final int PIXELS = SIDE * SIDE;
  private static final Unet NET = unet(SIDE, 1).channels(8);
  private static final Images DARK = flat(60, .2, 1);
  private static final Images BRIGHT = flat(50, .8, 2);

  @TempDir static Path folder;

  private static Fit<DomainClassifier> fit;

  @BeforeAll
  static void learn() {
    fit = domainClassifier(DARK, BRIGHT, NET).steps(200).batch(16).rate(3e-3).seed(4).fit();
  }

  /** Pictures of one grey level, a hundredth more or less at each pixel. */
  private static Images flat(int n, double level, long seed) {
    var random = new Random(seed);
    var values = new float[n * PIXELS];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) (level + .01 * random.nextGaussian());
    }
    return Data.imagesOf(values, n, 1, SIDE, SIDE);
  }

  private static double accuracy(double sigma) {
    double[] dark = fit.model().probabilities(flat(200, .2, 11), sigma);
    // A picture's noise goes by its place, so the bright ones take other places than the dark.
    var bright = flat(400, .8, 12);
    double[] both = fit.model().probabilities(bright, sigma);
    double[] second = Arrays.copyOfRange(both, 200, 400);
    return (Arrays.stream(dark).filter(p -> p < .5).count()
            + Arrays.stream(second).filter(p -> p >= .5).count())
        / 400.;
  }

  /**
   * Two means d apart at each of 64 pixels under noise σ: nobody is right more often than Φ(½ · 8 d
   * / σ). At low noise that is always; under DDPM's highest it is chance, 0.51.
   */
  @Test
  void should_come_near_the_best_that_noise_allows() {
    for (double[] at : new double[][] {{0, 1}, {.2, 1}, {2, .885}, {4, .726}, {60, .516}}) {
      assertEquals(at[1], accuracy(at[0]), .08, "right at σ = " + at[0]);
    }
    for (double p : fit.model().probabilities(BRIGHT, 60)) {
      assertEquals(.5, p, .25, "it claims to know what noise hides");
    }
  }

  @Test
  void should_say_an_image_alone_what_it_says_in_company() {
    double[] all = fit.model().probabilities(DARK, .7);
    for (int i : new int[] {0, 33, 59}) {
      assertEquals(all[i], fit.model().probabilities(DARK.get(i), .7)[0]);
    }
  }

  private static ChunkStep step(NDArray x, Images of, double sigma) {
    int[] places = IntStream.range(0, of.size()).toArray();
    return new ChunkStep(x, of.ids(), places, of.size(), new Noise(3), sigma, .5, 2);
  }

  private static NDArray array(Images x) {
    return Torch.manager().create(x.values(), new Shape(x.size(), 1, x.height(), x.width()));
  }

  @Test
  void should_regress_on_the_mean_of_its_features() {
    var images = DARK.first(2).and(BRIGHT.first(2));
    double[] told = fit.model().probabilities(images, 0);
    Bench.scoped(
        () -> {
          var x = array(images);
          var s = step(x, images, 0);
          assertEquals(new Shape(4, 8, SIDE, SIDE), fit.model().places(x, s).getShape());
          var f = fit.model().of(x, s);
          assertEquals(new Shape(4, 8), f.getShape());
          float[] w = fit.model().weights().values().get("value.weight");
          float b = fit.model().weights().values().get("value.bias")[0];
          for (int i = 0; i < 4; i++) {
            double logit = b;
            for (int k = 0; k < w.length; k++) {
              logit += w[k] * f.getFloat(i, k);
            }
            assertEquals(1 / (1 + Math.exp(-logit)), told[i], 1e-4);
          }
          return null;
        });
  }

  @Test
  void should_hear_the_noise_level_and_use_every_parameter() {
    Bench.scoped(
        () -> {
          var x = array(DARK.first(2));
          var low = fit.model().of(x, step(x, DARK.first(2), .1));
          var high = fit.model().of(x, step(x, DARK.first(2), 10));
          assertTrue(low.sub(high).abs().max().getFloat() > 1e-3);
          var plan = NET.attention(SIDE).classifierPlan(false);
          NDList w = Weights.initial(plan, 2).upload(plan, Torch.manager());
          w.forEach(a -> a.setRequiresGradient(true));
          var sigma = Torch.manager().create(new float[] {.2f, 3}, new Shape(2));
          var gradients =
              Grad.on(
                  () -> {
                    var answer = DomainClassifier.answer(Op.of(plan.source()), w, x, sigma);
                    return Grad.ofAll(answer.get(1).square(), w);
                  });
          for (int i = 0; i < w.size(); i++) {
            double size = gradients.get(i).abs().max().getFloat();
            assertTrue(size > 0, plan.parameters().get(i).name() + " does nothing");
          }
          return null;
        });
  }

  /** Slopes of EGSDE's cosine of noisy states along a random direction. */
  @Test
  void should_lead_along_the_gradient_that_differences_give() {
    var source = Bench.pictures(3, 1, SIDE, SIDE, 5);
    var term = Guidances.featureCosine(source, fit.model()).noisy();
    Bench.scoped(
        () -> {
          var leaf = Grad.leaf(array(Bench.pictures(3, 1, SIDE, SIDE, 6)));
          var s = step(leaf, source, .3);
          var g = Grad.on(() -> Grad.of(term.of(leaf, s), leaf));
          var along = array(Bench.pictures(3, 1, SIDE, SIDE, 8)).sub(.5);
          float h = 1e-2f;
          var up = Grad.off(() -> term.of(leaf.add(along.mul(h)), s)).toFloatArray();
          var down = Grad.off(() -> term.of(leaf.sub(along.mul(h)), s)).toFloatArray();
          var slopes = g.mul(along).reshape(3, -1).sum(new int[] {1}).toFloatArray();
          for (int i = 0; i < 3; i++) {
            double difference = (up[i] - down[i]) / (2. * h);
            assertEquals(difference, slopes[i], .02 * Math.abs(difference) + 1e-4);
            assertTrue(Math.abs(slopes[i]) > 1e-3, "a slope of " + slopes[i] + " tells nothing");
          }
          return null;
        });
  }

  @Test
  void should_steer_egsde_and_say_that_this_is_not_zero_shot() {
    var p = Diffusion.gaussianPrior(.5, .2).shape(1, SIDE, SIDE);
    var y = Corruptions.observed(DARK.first(3));
    var steered = Restorers.egsde(p, fit.model()).steps(20);
    var x = steered.restore(y);
    int before = Torch.liveArrays();
    assertArrayEquals(x.values(), steered.restore(y).values());
    assertEquals(before, Torch.liveArrays());
    var alone = steered.restore(y.get(1));
    assertArrayEquals(x.get(1).values(), alone.values());
    assertEquals(List.of("realistic", "faithful"), x.diagnostics().terms());
    assertEquals(
        "egsde, " + p.text() + ", guided by realistic + faithful, not zero-shot", x.caption());
    assertEquals(fit.model().weights().hash(), x.provenance().identity().get("domains.weights"));
    assertTrue(steered.latex().orElseThrow().contains("learnt from both domains: not zero-shot"));
    assertFalse(Restorers.egsde(p).latex().orElseThrow().contains("zero-shot"));
    // It leaves the source's domain further than the faithful expert alone does.
    var without = Restorers.egsde(p).steps(20).restore(y);
    double gained = 0;
    for (int i = 0; i < 3; i++) {
      gained += fit.model().probabilities(x, .2)[i] - fit.model().probabilities(without, .2)[i];
    }
    assertTrue(gained > 0, "gained " + gained);
  }

  @Test
  void should_be_the_same_when_it_is_read_again() {
    var file = fit.save(folder.resolve("d.safetensors").toString()).toString();
    var read = domainClassifier(file);
    assertEquals(fit.model().provenance().hash(), read.provenance().hash());
    assertArrayEquals(fit.model().probabilities(DARK, 1), read.probabilities(DARK, 1));
    assertEquals("domainClassifier(\"" + file + "\")", read.text());
    assertEquals(
        "clean images: imagesOf(…) and imagesOf(…), unpaired",
        read.provenance().identity().get("learnt from"));
    var half = fit.half().save(folder.resolve("half.safetensors").toString()).toString();
    assertEquals(fit.half().model().weights().hash(), domainClassifier(half).weights().hash());
    refused(
        file
            + " is not a prior: its header names no network; it is a domainClassifier, which domainClassifier(path) reads",
        () -> Diffusion.checkpoint(file));
    var prior = folder.resolve("p.safetensors").toString();
    Trainings.train(unet(SIDE, 1).channels(8)).on(DARK).steps(1).batch(2).fit().save(prior);
    refused(
        prior
            + " is not a domainClassifier: its header names no domainClassifier; it is a prior, which checkpoint(path) reads",
        () -> domainClassifier(prior));
  }

  @Test
  void should_print_its_recipe_its_loss_and_where_it_comes_from() {
    assertEquals(
        "domainClassifier(imagesOf(…), imagesOf(…), unet(8, 1).channels(8).blocks(1)).steps(200).batch(16).rate(0.003).ema(2000).seed(4)",
        domainClassifier(DARK, BRIGHT, NET).steps(200).rate(3e-3).seed(4).text());
    assertTrue(domainClassifier(DARK, BRIGHT).latex().orElseThrow().startsWith("\\mathcal L"));
    assertEquals("cross-entropy, mean over noise levels", fit.curve().y().label());
    assertTrue(
        fit.model()
            .toString()
            .endsWith(
                ", learnt from clean images: imagesOf(…) and imagesOf(…), unpaired; what it steers is not zero-shot"),
        fit.model().toString());
  }

  @Test
  void should_choose_a_network_that_halves_images_down_to_eight_pixels() {
    for (var one :
        new Object[][] {
          {8, "unet(8, 1).channels(16).blocks(1)"},
          {24, "unet(24, 1).channels(16, 32).blocks(1)"},
          {64, "unet(64, 1).channels(16, 32, 64, 64).blocks(1)"},
          {25, "unet(25, 1).channels(16).blocks(1)"},
        }) {
      int side = (int) one[0];
      var subject =
          new DomainSubject(
              Bench.pictures(1, 1, side, side, 1),
              Bench.pictures(1, 1, side, side, 2),
              java.util.Optional.empty());
      assertEquals(one[1], subject.network().text());
    }
  }

  @Test
  void should_say_what_cannot_be_told_apart() {
    var t = domainClassifier(DARK, BRIGHT);
    var said = "domainClassifier(imagesOf(…), imagesOf(…))";
    refused(said + " has its two sets of images; leave on(…) out", () -> t.on(DARK));
    refused(said + " has no use for patience(…); leave it out", () -> t.patience(3));
    refused(
        said + " has losses of its own; leave minimise(…) out",
        () -> t.minimise(Losses.denoising()));
    refused(
        "domainClassifier was given the same images twice, imagesOf(…): nothing tells them apart; give it images of two kinds",
        () -> domainClassifier(DARK, DARK));
    refused(
        "there is nothing to train on: imagesOf(…).first(0)",
        () -> domainClassifier(DARK.first(0), BRIGHT));
    refused(
        "domainClassifier tells images of one shape apart, but imagesOf(…) has [1, 8, 8] and imagesOf(…) has [1, 16, 16]; resize(n) or toGray() one of them",
        () -> domainClassifier(DARK, Bench.pictures(2, 1, 16, 16, 1)));
    refused(
        "domainClassifier looks at squares, but imagesOf(…) has images of shape [1, 8, 16]; resize(n) would fit",
        () -> domainClassifier(Bench.pictures(2, 1, 8, 16, 1), Bench.pictures(2, 1, 8, 16, 2)));
    refused(
        "unet(16, 1).channels(32, 64, 128).blocks(1) does not look at images of shape [1, 8, 8] alone; use unet(8, 1)",
        () -> domainClassifier(DARK, BRIGHT, unet(16, 1)));
    refused(
        "a noise level is a number from 0 up, not -1", () -> fit.model().probabilities(DARK, -1));
    refused(
        "domainClassifier(\"trained\") knows images of shape [1, 8, 8], but was shown (1, 16, 16); resize(8) or toGray() them, or train one for them",
        () -> fit.model().probabilities(Bench.pictures(2, 1, 16, 16, 1), 0));
    refused(
        "there is no file nowhere.safetensors",
        () -> Networks.domainClassifier("nowhere.safetensors"));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
