package org.sfumato.engine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.sfumato.Provenance;

/**
 * Where a number is computed: the same processor, threads and versions give the same bits, others
 * give the same number within float tolerance.
 */
public final class Machine {
  private static final long PATIENCE_SECONDS = 2;

  private Machine() {}

  /** A copy that says, as its circumstance, on which device, processor and Java it came to be. */
  public static Provenance described(Provenance made) {
    return made.circumstance("device", Torch.deviceName())
        .circumstance("cpu", cpu())
        .circumstance("java", System.getProperty("java.version"))
        .circumstance("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  /** The processor's model, such as {@code AMD EPYC 7763 64-Core Processor}. */
  public static String cpu() {
    return Model.NAME;
  }

  /**
   * Bytes of memory that this system, or the container it runs in, has; 0 where it does not say.
   */
  public static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  /** Asked once. */
  private static final class Model {
    static final String NAME = found();

    private static String found() {
      var name = fromLinux();
      if (name.isEmpty() && System.getProperty("os.name").startsWith("Mac")) {
        name = fromMac();
      }
      if (name.isEmpty()) {
        name = System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
      }
      return name.isEmpty() ? System.getProperty("os.arch") : name;
    }

    private static String fromLinux() {
      try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
        return lines
            .filter(l -> l.startsWith("model name"))
            .findFirst()
            .map(l -> l.substring(l.indexOf(':') + 1).strip())
            .orElse("");
      } catch (IOException | java.io.UncheckedIOException e) {
        return "";
      }
    }

    private static String fromMac() {
      try {
        var asked = new ProcessBuilder("sysctl", "-n", "machdep.cpu.brand_string").start();
        return asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
            ? new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()
            : "";
      } catch (IOException e) {
        return "";
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "";
      }
    }
  }
}
