package org.sfumato.kernel.magic;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.sfumato.engine.Torch;
import org.sfumato.kernel.magic.Words.Takes;

/** {@code %memory}. */
public final class MemoryMagic implements Magic {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String help() {
    return """
        Shows what memory the kernel uses: Java's heap, native arrays that are alive, the whole process.

        %memory
        %memory --gc      after a garbage collection, so that the heap holds only what is in use""";
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.LINE);
  }

  @Override
  public Optional<Object> run(Call call) {
    var words = Words.of("%memory", call.arguments(), Map.of("--gc", Takes.NOTHING));
    Arguments.none("%memory", String.join(" ", words.rest()));
    if (words.has("--gc")) {
      System.gc();
    }
    var memory = ManagementFactory.getMemoryMXBean();
    var heap = memory.getHeapMemoryUsage();
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "Java heap",
            Amount.bytes(heap.getUsed()),
            Amount.bytes(heap.getCommitted())
                + " taken from the system, "
                + Amount.bytes(heap.getMax())
                + " at most"));
    rows.add(
        List.of(
            "Java's own",
            Amount.bytes(memory.getNonHeapMemoryUsage().getUsed()),
            "classes and compiled code"));
    rows.add(arrays());
    resident()
        .ifPresent(
            bytes -> rows.add(List.of("whole process", Amount.bytes(bytes), "resident in memory")));
    return Optional.of(new Listing(List.of("memory", "used", ""), Set.of(1), rows, ""));
  }

  /** Asking must not start the engine, which takes hundreds of megabytes itself. */
  private static List<String> arrays() {
    if (!Torch.running()) {
      return List.of("native arrays", "0 B", "none: the engine has not been needed yet");
    }
    var alive = Torch.manager().getManagedArrays();
    long bytes = 0;
    for (var array : alive) {
      bytes +=
          array.isReleased() ? 0 : array.getShape().size() * array.getDataType().getNumOfBytes();
    }
    return List.of(
        "native arrays", Amount.bytes(bytes), alive.size() + " alive on " + Torch.deviceName());
  }

  /** What the system counts for this process; not every system says it without a library. */
  private static OptionalLong resident() {
    try {
      var status = Path.of("/proc/self/status");
      if (Files.isReadable(status)) {
        for (var line : Files.readAllLines(status)) {
          if (line.startsWith("VmRSS:")) {
            return OptionalLong.of(1024 * Long.parseLong(line.replaceAll("\\D", "")));
          }
        }
      }
      return System.getProperty("os.name").startsWith("Windows")
          ? OptionalLong.empty()
          : ofPs(String.valueOf(ProcessHandle.current().pid()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong ofPs(String pid) throws IOException {
    var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", pid).redirectErrorStream(true).start();
    try (var out = ps.inputReader()) {
      if (!ps.waitFor(5, TimeUnit.SECONDS)) {
        ps.destroy();
        return OptionalLong.empty();
      }
      return OptionalLong.of(1024 * Long.parseLong(String.valueOf(out.readLine()).strip()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }
}
