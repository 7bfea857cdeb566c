package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Progress;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.engine.Child;
import org.sfumato.engine.Safetensors;
import org.sfumato.guidance.Guidances;
import org.sfumato.laws.Bench;
import org.sfumato.metric.Metrics;
import org.sfumato.sampler.Samplers;

/**
 * A sweep that is killed where it stands goes on with what it had drawn, as if nothing had been.
 */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -9")
class CacheKillTest {
  private static final int KILLS = 3;
  private static final int CELLS = 24;

  @TempDir Path folder;

  @Test
  void should_end_with_the_table_of_an_uninterrupted_one() throws Exception {
    var cells = folder.resolve("cells");
    var random = new Random(5);
    int kept = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      killedAfter(kept + 1 + random.nextInt(5), random.nextInt(40), cells);
      int now = whole(cells).size();
      assertTrue(now >= kept, "finished cells were lost: " + kept + " → " + now);
      kept = now;
    }
    assertTrue(kept > 0 && kept < CELLS, kept + " cells were finished before the last kill");
    var last = sweeps(cells).run();
    assertEquals(0, last.code(), last.text());
    assertFalse(last.text().contains("broken"), last.text());
    assertTrue(last.text().contains("cached " + kept + "\n"), last.text());
    var others = folder.resolve("others");
    var whole = sweeps(others).run();
    assertTrue(whole.text().contains("cached 0\n"), whole.text());
    assertEquals(table(whole), table(last));
    var expected = whole(others);
    var actual = whole(cells);
    assertEquals(CELLS, expected.size());
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, pixels) -> assertArrayEquals(pixels, actual.get(name), name));
  }

  private static String table(Child.Result result) {
    return result.text().lines().filter(line -> line.startsWith("table ")).findFirst().orElse("");
  }

  private static Child sweeps(Path cells) {
    return Child.java(Sweeps.class, cells.toString()).option("-Dai.djl.pytorch.num_threads=1");
  }

  /** The pixels of each cell's file; it is whole or this fails. */
  private static Map<String, float[]> whole(Path cells) throws IOException {
    var all = new TreeMap<String, float[]>();
    try (var files = Files.list(cells)) {
      for (var file : files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
        all.put(file.getFileName().toString(), Safetensors.read(file).values().get("pixels"));
      }
    }
    return all;
  }

  /** Kills it some cells and some milliseconds after it began. */
  private static void killedAfter(int count, int milliseconds, Path cells) throws Exception {
    var process = sweeps(cells).begin();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        assertFalse(line.contains("broken"), line);
        if (line.startsWith("cell ") && Integer.parseInt(line.substring(5)) >= count) {
          Thread.sleep(milliseconds);
          break;
        }
      }
      process.destroyForcibly(); // SIGKILL
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertTrue(process.exitValue() == 137 || process.exitValue() == 9, "it ended by itself");
  }

  /** Sweeps over weights and seeds, and says the numbers of its table. */
  static final class Sweeps {
    public static void main(String[] args) {
      Progress.listen(
          p -> {
            if (p.task().startsWith("sweep")) {
              System.out.println("cell " + p.done());
            }
          });
      var source = Bench.pictures(6, 1, 32, 32, 1);
      var recipe =
          Samplers.sample(Diffusion.gaussianPrior(.5, .2).shape(1, 32, 32))
              .along(Diffusion.ve(.01, 4))
              .with(Samplers.ancestral(20))
              .from(Samplers.noised(source, .7));
      var swept =
          Judging.sweep(
                  Judging.over("λ", 0, .1, .2, .3, .4, .5, .6, .7),
                  λ -> recipe.guide(Guidances.crossCorrelation(source).normalised().times(λ)))
              .seeds(0, 1, 2)
              .cache(args[0])
              .score(Metrics.psnr(source), Metrics.mse(source), Metrics.nfe());
      System.out.println("cached " + swept.cached());
      var numbers = new StringBuilder("table");
      for (var column : new String[] {"PSNR", "MSE", "NFE"}) {
        numbers.append(' ').append(Arrays.toString(swept.values(column)));
      }
      System.out.println(numbers);
      System.exit(0);
    }
  }
}
