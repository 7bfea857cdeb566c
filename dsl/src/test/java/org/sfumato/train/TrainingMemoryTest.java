package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sfumato.Progress;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Trained;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.loss.Losses;
import org.sfumato.network.Aligned;
import org.sfumato.network.Networks;

/** A long training takes no more memory than a short one, somebody watching or not. */
@Tag("slow")
class TrainingMemoryTest {
  @Test
  void should_stay_flat_over_two_thousand_steps() throws Exception {
    flat(TrainingMemoryTest::training);
  }

  @Test
  void should_stay_flat_over_two_thousand_steps_of_two_towers() throws Exception {
    flat(TrainingMemoryTest::towers);
  }

  private static void flat(IntFunction<Training<?>> training) throws Exception {
    try (var ear = Progress.listen(p -> p.picture().ifPresent(make -> make.get()))) {
      training.apply(300).fit();
      int before = Torch.liveArrays();
      System.gc();
      double resident = resident();
      training.apply(2000).fit();
      assertEquals(before, Torch.liveArrays());
      System.gc();
      double grown = resident() - resident;
      Assumptions.assumeTrue(
          resident > 0, "this system does not say how much memory a process has");
      assertTrue(grown < 64, "the process grew by " + grown + " MiB over 2000 steps");
    }
  }

  private static Training<Trained> training(int steps) {
    var A = Corruptions.missing(.5);
    return Trainings.train(Networks.unet(16, 1).channels(8, 16))
        .on(A.apply(Bench.pictures(100, 1, 16, 16, 1)))
        .minimise(Losses.ambient(A, A.further(.1)))
        .augmented()
        .patience(1000)
        .steps(steps)
        .batch(8);
  }

  private static Training<Aligned> towers(int steps) {
    var image = Networks.vit(Spots.SIDE, 4).width(16).depth(1).heads(2);
    var text = Networks.textTransformer(60).width(16).depth(1).heads(2).length(24);
    return Trainings.train(Networks.twoTower(image, text))
        .on(Spots.pairs(100, 0))
        .minimise(Losses.ita().learnt().plus(Losses.cta()).plus(Losses.cpa(8)))
        .augmented()
        .patience(1000)
        .steps(steps)
        .batch(8);
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
