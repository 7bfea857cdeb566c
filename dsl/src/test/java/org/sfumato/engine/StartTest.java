package org.sfumato.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Data;

/** The engine starts from the class path alone, and says so when it cannot. */
class StartTest {
  @Test
  void should_start_without_a_network_and_with_an_empty_cache(@TempDir Path cache)
      throws Exception {
    String[] alone = alone();
    Assumptions.assumeTrue(
        alone != null, "needs unshare and the right to make a network namespace");
    var child =
        Child.java(Computes.class).under(alone).with("DJL_CACHE_DIR", cache.toString()).run();
    assertEquals(
        "no network\n42.0\nDJL 0.35.1, PyTorch 2.7.1\n",
        child.text().replaceAll("(?m)^(WARNING|SLF4J|\\[).*\\R", ""),
        child.text());
    assertEquals(0, child.code());
  }

  private static String[] alone() throws InterruptedException {
    for (var prefix : new String[][] {{"unshare", "-n"}, {"unshare", "-rn"}}) {
      try {
        var command = new java.util.ArrayList<>(java.util.List.of(prefix));
        command.add("true");
        if (new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0) {
          return prefix;
        }
      } catch (IOException e) {
        return null;
      }
    }
    return null;
  }

  /** What the child does: sees no network, starts the engine, adds. */
  static final class Computes {
    public static void main(String[] args) {
      System.out.println(connected() ? "a network" : "no network");
      Torch.start();
      System.out.println(
          Torch.manager().create(new float[] {20, 22}, new Shape(2)).sum().toFloatArray()[0]);
      System.out.println(Torch.version());
    }

    private static boolean connected() {
      try {
        for (var i : Collections.list(NetworkInterface.getNetworkInterfaces())) {
          if (i.isUp() && !i.isLoopback()) {
            return true;
          }
        }
        return false;
      } catch (SocketException e) {
        return false; // not one interface
      }
    }
  }

  @Test
  void should_say_why_it_did_not_start_each_time_it_is_asked(@TempDir Path cache) throws Exception {
    var child =
        Child.java(DoesNotStart.class)
            .without("pytorch-native-cpu")
            .with("DJL_CACHE_DIR", cache.toString())
            .run();
    var lines = child.text().lines().filter(l -> l.startsWith(">")).toList();
    assertEquals(2, lines.size(), child.text());
    for (var line : lines) {
      assertTrue(
          line.startsWith("> IllegalStateException: the PyTorch engine did not start ("), line);
      assertTrue(line.endsWith("run ./sfumato doctor to see what is missing"), line);
    }
  }

  /** What the child does: asks twice for an engine that is not there. */
  static final class DoesNotStart {
    public static void main(String[] args) {
      for (int k = 0; k < 2; k++) {
        try {
          Torch.start();
          System.out.println("> it started");
        } catch (Throwable e) {
          System.out.println("> " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
      }
    }
  }

  /**
   * DJL passes number types to the library by their place in an enum, and the library ends the
   * process where it does not know the place. Nothing between a lambda and the library is ours, so
   * this cannot be caught; it is measured here, so that the warning in the documentation is true.
   */
  @Test
  void should_know_which_number_types_end_the_process() throws Exception {
    for (var type :
        new DataType[] {
          DataType.FLOAT16,
          DataType.FLOAT64,
          DataType.INT32,
          DataType.INT64,
          DataType.UINT8,
          DataType.INT8,
          DataType.BOOLEAN
        }) {
      assertFalse(NumberTypes.DEADLY.contains(type));
      assertEquals(
          type,
          org.sfumato.laws.Bench.scoped(
              () ->
                  Torch.manager()
                      .create(new float[] {1}, new Shape(1))
                      .toType(type, false)
                      .getDataType()));
    }
    assertTrue(
        NumberTypes.DEADLY.contains(DataType.BFLOAT16)
            && NumberTypes.DEADLY.contains(DataType.INT16));
    var child = Child.java(Converts.class, "BFLOAT16").run();
    assertFalse(child.text().contains("alive"), child.text());
    assertEquals(
        "DataType.BFLOAT16 would end this process: the engine's native library does not know it. Use DataType.FLOAT32",
        NumberTypes.refusal("energy(\"e\", (x, s) -> x.toType(DataType .BFLOAT16, false))")
            .orElseThrow());
    assertTrue(NumberTypes.refusal("x.toType(DataType.INT32, false)").isEmpty());
  }

  /** What the child does: what a careless lambda might. */
  static final class Converts {
    public static void main(String[] args) {
      Torch.start();
      Torch.manager()
          .create(new float[] {1}, new Shape(1))
          .toType(DataType.valueOf(args[0]), false);
      System.out.println("alive");
    }
  }

  @Test
  void should_take_a_fixed_number_of_images_at_a_time() {
    Torch.start();
    assertEquals(Torch.device().isGpu() ? 32 : 4, Torch.chunk());
    var x = Data.imagesOf(new float[6 * 2], 6, 1, 1, 2);
    var chunks = Chunks.of(x.size());
    Assumptions.assumeTrue(Torch.chunk() == 4, "chunks of the CPU");
    assertEquals(2, chunks.size());
    org.junit.jupiter.api.Assertions.assertArrayEquals(new int[] {4, 5, 5, 5}, chunks.get(1));
    assertEquals(2, Chunks.real(chunks.get(1)));
    assertEquals(4, Chunks.real(chunks.get(0)));
    assertEquals(1, Chunks.real(Chunks.of(1).get(0)));
  }
}
