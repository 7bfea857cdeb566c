package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sfumato.Progress;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Trained;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.loss.Losses;
import org.sfumato.network.Networks;

/** A long training takes no more memory than a short one, somebody watching or not. */
@Tag("slow")
class TrainingMemoryTest {
  @Test
  void should_stay_flat_over_two_thousand_steps() throws Exception {
    try (var ear = Progress.listen(p -> p.picture().ifPresent(make -> make.get()))) {
      training(300).fit();
      int before = Torch.liveArrays();
      System.gc();
      double resident = resident();
      training(2000).fit();
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
