package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Progress;
import org.sfumato.Step;
import org.sfumato.diffusion.Trained;
import org.sfumato.engine.Child;
import org.sfumato.engine.Safetensors;
import org.sfumato.laws.Bench;
import org.sfumato.loss.Loss;
import org.sfumato.loss.Losses;
import org.sfumato.network.Networks;

/** What becomes of a training when its state cannot be saved, or its loss is no number. */
class SavingTest {
  private static final int STEPS = 250;

  @TempDir Path folder;

  private static Training<Trained> training() {
    return Trainings.train(Networks.unet(8, 1).channels(8))
        .on(Bench.pictures(20, 1, 8, 8, 2))
        .steps(STEPS)
        .batch(2);
  }

  @Test
  void should_go_on_when_the_disk_is_full_and_keep_the_state_before() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/unshare")),
        "needs unshare for a small disk of its own");
    var disk = Files.createDirectory(folder.resolve("disk"));
    var script = "mount -t tmpfs -o size=4m tmpfs " + disk + " || exit 77; exec \"$@\"";
    var child =
        Child.java(FullDisk.class, disk.toString())
            .option("-Dai.djl.pytorch.num_threads=1")
            .under("unshare", "-m", "sh", "-c", script, "sh")
            .run();
    Assumptions.assumeTrue(
        child.code() != 77 && !child.text().contains("Operation not permitted"),
        "no right to mount a small disk here");
    var text = child.text();
    assertTrue(
        text.contains(
            "the training goes on, but its state at step 200 is not saved: could not write "
                + disk.resolve("state")),
        text);
    assertTrue(text.contains("No space left on device"), text);
    assertTrue(text.contains("the state on the disk is that of step 100"), text);
    assertTrue(text.contains("the fit has 250 losses"), text);
    assertTrue(text.contains("resumed to the same weights: true"), text);
    assertEquals(0, child.code());
  }

  /**
   * Fills the disk after the first checkpoint, and makes room again when the training has ended.
   */
  static final class FullDisk {
    public static void main(String[] args) throws Exception {
      var state = Path.of(args[0], "state");
      var filler = Path.of(args[0], "filler");
      try (var ear =
          Progress.listen(
              p -> {
                if (p.done() == 150) {
                  fill(filler);
                }
              })) {
        var fit = training().checkpoint(state.toString()).fit();
        System.out.println(
            "the state on the disk is that of step " + Safetensors.read(state).note().get("step"));
        System.out.println("the fit has " + fit.losses().size() + " losses");
        Files.delete(filler);
        var again = training().checkpoint(state.toString()).resume().fit();
        System.out.println(
            "resumed to the same weights: "
                + fit.model().weights().hash().equals(again.model().weights().hash()));
      }
      System.exit(0);
    }

    private static void fill(Path filler) {
      if (Files.exists(filler)) {
        return;
      }
      try (var out = Files.newOutputStream(filler)) {
        while (true) {
          out.write(new byte[4096]);
        }
      } catch (IOException full) {
        System.out.println("full");
      }
    }
  }

  /** Denoising, until it breaks at some step. */
  private record Breaking(int at, AtomicInteger calls) implements Loss {
    @Override
    public NDArray of(Denoiser net, NDArray x0, Step s) {
      var loss = Losses.denoising().of(net, x0, s);
      return calls.incrementAndGet() > at ? loss.mul(Double.NaN) : loss;
    }

    @Override
    public String text() {
      return "breaking";
    }
  }

  @Test
  void should_say_where_the_last_state_is_when_the_loss_is_no_number() {
    var state = folder.resolve("state");
    var breaks = new Breaking(120, new AtomicInteger());
    var e =
        assertThrows(
            IllegalStateException.class,
            () -> training().minimise(breaks).checkpoint(state.toString()).fit());
    assertEquals(
        "the loss is NaN at step 120; use a smaller rate. The state of step 100 is in " + state,
        e.getMessage());
    assertEquals("100", Safetensors.read(state).note().get("step"));
  }
}
