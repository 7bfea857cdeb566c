package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfumato.Progress;
import org.sfumato.corruption.Corruptions;
import org.sfumato.engine.Child;
import org.sfumato.engine.Safetensors;
import org.sfumato.laws.Bench;
import org.sfumato.loss.Losses;
import org.sfumato.network.Networks;

/** A training that is killed where it stands goes on, and ends as if nothing had happened. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -9")
class KillTest {
  private static final int STEPS = 700;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "train, 1, 0, 10, 0",
    "train, 2, 1e-5, 10, 0",
    "ambientGan, 1, 0, 4, 60",
    "cycleGan, 1, 0, 4, 60",
    "twoTower, 1, 0, 4, 60"
  })
  void should_end_with_the_weights_of_an_uninterrupted_one(
      String word, int threads, double tolerance, int kills, int least) throws Exception {
    var state = folder.resolve("state.safetensors");
    var killed = folder.resolve("killed.safetensors");
    var whole = folder.resolve("whole.safetensors");
    var random = new Random(threads);
    long before = -1;
    for (int kill = 0; kill < kills; kill++) {
      before =
          killedAfter(
              least + random.nextInt(140),
              random.nextInt(20),
              word,
              threads,
              state,
              killed,
              before);
    }
    assertTrue(before >= 100, "no state was ever saved");
    assertEquals(0, child(word, threads, state, killed).run().code());
    assertEquals(0, child(word, threads, folder.resolve("other.safetensors"), whole).run().code());
    var expected = Safetensors.read(whole).values();
    var actual = Safetensors.read(killed).values();
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, v) -> assertArrayEquals(v, actual.get(name), (float) tolerance, name));
  }

  private static Child child(String word, int threads, Path state, Path result) {
    return Child.java(Trains.class, word, state.toString(), result.toString())
        .option("-Dai.djl.pytorch.num_threads=" + threads);
  }

  /** Kills it some steps and some milliseconds after it began; the step of the state it left. */
  private static long killedAfter(
      int steps, int milliseconds, String word, int threads, Path state, Path result, long before)
      throws IOException, InterruptedException {
    var process = child(word, threads, state, result).begin();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int seen = 0;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        seen += line.startsWith("step ") ? 1 : 0;
        if (seen > steps) {
          Thread.sleep(milliseconds);
          break;
        }
      }
      process.destroyForcibly(); // SIGKILL
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertTrue(process.exitValue() == 137 || process.exitValue() == 9, "it ended by itself");
    if (!Files.exists(state)) {
      return before;
    }
    var whole = Safetensors.read(state);
    long step = Long.parseLong(whole.note().get("step"));
    assertEquals(0, step % Training.EVERY);
    assertTrue(step >= before, "the state went back from " + before + " to " + step);
    return step;
  }

  /** Trains in the small, goes on from its checkpoint, and saves what comes out. */
  static final class Trains {
    private static Training<?> training(String word) {
      var x = Bench.pictures(20, 1, 8, 8, 2);
      var missing = Corruptions.missing(.5);
      var critic = Networks.patchDiscriminator(1).width(4).layers(1);
      return switch (word) {
        case "train" ->
            Trainings.train(Networks.unet(8, 1).channels(8))
                .on(x)
                .steps(STEPS)
                .batch(4)
                .augmented();
        case "ambientGan" ->
            Trainings.ambientGan(missing, Networks.dcgan(8, 1).width(16))
                .on(missing.apply(x))
                .steps(STEPS)
                .batch(4);
        case "twoTower" ->
            Trainings.train(AlignedTrainingTest.NET)
                .on(Spots.pairs(20, 0))
                .minimise(Losses.ita().plus(Losses.cpa(4)))
                .steps(STEPS)
                .batch(4)
                .augmented();
        default ->
            Trainings.cycleGan(
                    x,
                    Bench.pictures(15, 1, 8, 8, 3),
                    Networks.resnetGenerator(8, 1).width(4).blocks(1),
                    critic)
                .steps(STEPS)
                .batch(2)
                .augmented();
      };
    }

    public static void main(String[] args) {
      Progress.listen(
          p -> {
            if (p.task().startsWith("train")) {
              System.out.println("step " + p.done());
            }
          });
      training(args[0]).checkpoint(args[1]).resume().fit().save(args[2]);
      System.exit(0);
    }
  }
}
