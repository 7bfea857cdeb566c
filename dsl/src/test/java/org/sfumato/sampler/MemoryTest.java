package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Images;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.NetworkPrior;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Torch;
import org.sfumato.guidance.Guidances;
import org.sfumato.laws.Bench;
import org.sfumato.network.Networks;
import org.sfumato.network.Weights;
import org.sfumato.train.Trainings;

/** After any verb there are as many native arrays as before it, and long runs do not grow. */
class MemoryTest {
  private static final Images X = Bench.pictures(6, 1, 16, 16, 1);
  private static final Prior PRIOR = small();

  private static Prior small() {
    var net = Networks.unet(16, 1).channels(8, 8);
    return new NetworkPrior("small", net, Weights.initial(net.plan(), 1), Provenance.NONE);
  }

  record Verb(String name, Runnable work) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Verb> verbs() {
    var recipe = Samplers.sample(PRIOR).with(Samplers.heun(3));
    var verbs = new ArrayList<Verb>();
    for (var sampler : SamplerLawsTest.samplers(3)) {
      verbs.add(
          new Verb(
              "draw by " + sampler.text(),
              () -> recipe.along(Diffusion.ve(.01, 20)).with(sampler).draw(6)));
    }
    verbs.addAll(others(recipe));
    return verbs;
  }

  private static List<Verb> others(Recipe recipe) {
    var y = Corruptions.missing(.5).plus(Corruptions.gaussian(.1)).apply(X);
    return List.of(
        new Verb("apply", () -> Corruptions.downsample(2).apply(X)),
        new Verb(
            "draw, guided",
            () ->
                recipe
                    .guide(
                        Guidances.lmi(X)
                            .patch(5)
                            .bins(8)
                            .normalised()
                            .plus(Guidances.consistency(y).whitened()))
                    .draw()),
        new Verb(
            "draw, on the state",
            () -> recipe.guide(Guidances.mutualInformation(X).onState().times(.01)).draw()),
        new Verb("draw from images", () -> recipe.from(Samplers.noised(X, .5)).draw()),
        new Verb(
            "draw from a mixture",
            () ->
                Samplers.sample(Diffusion.mixturePrior(new double[] {1, 1}, new double[2][3], .1))
                    .draw(3)),
        new Verb("one value per image", () -> Chunks.perImage(X, 0, (x, s) -> Guidances.sqNorm(x))),
        new Verb(
            "fit",
            () -> Trainings.train(Networks.unet(16, 1).channels(8)).on(X).steps(3).batch(4).fit()));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void should_leave_as_many_native_arrays_as_before(Verb verb) {
    verb.work().run(); // compiles what it needs
    int before = Torch.liveArrays();
    verb.work().run();
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_stay_flat_over_two_thousand_guided_steps() throws IOException {
    var bend = Guidances.energy("bend", (x, s) -> Guidances.sqNorm(x.sin()).mul(1e-3));
    var net = Networks.unet(8, 1).channels(8);
    var prior = new NetworkPrior("tiny", net, Weights.initial(net.plan(), 1), Provenance.NONE);
    var recipe = Samplers.sample(prior).with(Samplers.euler(500)).guide(bend);
    recipe.with(Samplers.euler(50)).draw(2);
    int before = Torch.liveArrays();
    System.gc();
    double resident = resident();
    for (int run = 0; run < 4; run++) {
      recipe.seed(run).draw(2);
      assertEquals(before, Torch.liveArrays());
    }
    System.gc();
    double grown = resident() - resident;
    Assumptions.assumeTrue(resident > 0, "this system does not say how much memory a process has");
    assertTrue(grown < 64, "the process grew by " + grown + " MiB over 2000 steps");
  }

  /** In MiB; 0 where the system does not say. */
  private static double resident() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (var line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    return 0;
  }
}
