package org.sfumato.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sfumato.engine.Torch;

/**
 * What a guided draw costs beside its bare parts. Machines drift and are shared, so each repetition
 * runs every part once, in turn, and minima are compared; processor time of the whole process is shown
 * beside the clock's, because it does not count what other processes take.
 *
 * <pre>
 * java -Dai.djl.pytorch.num_threads=1 -cp benchmarks/target/benchmarks.jar org.sfumato.benchmarks.Ratio [repetitions]
 * </pre>
 */
public final class Ratio {
  /** A guided draw may cost this much more than its parts. */
  static final double LIMIT = 1.10;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Ratio() {}

  /** Prints the table and ends with 1 if the ratio of processor times is over the limit. */
  public static void main(String[] arguments) {
    int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    var scene = Scene.brain();
    double ratio;
    try (var bare = new BareParts(scene)) {
      var parts = new LinkedHashMap<String, Part>();
      parts.put("guided draw", new Part(Scene.STEPS, () -> scene.recipe(true).draw()));
      parts.put("its bare parts", new Part(Scene.STEPS, bare::guided));
      parts.put("unguided draw", new Part(Scene.STEPS, () -> scene.recipe(false).draw()));
      parts.put("bare forward calls", new Part(Scene.STEPS, bare::unguided));
      parts.put("network, forward", repeated(10, bare::forward));
      parts.put("network, forward and back", repeated(10, bare::network));
      parts.put("lmi, forward and back", repeated(10, () -> bare.energy(0)));
      ratio = print(scene, measured(parts, repetitions), repetitions);
    }
    System.exit(ratio > LIMIT ? 1 : 0);
  }

  /** Something that takes {@code steps} steps. */
  private record Part(int steps, Runnable work) {}

  /** Milliseconds per step, sorted: the clock's and the processor's. */
  private record Times(double[] clock, double[] processor) {}

  private static Part repeated(int n, Runnable once) {
    return new Part(
        n,
        () -> {
          for (int i = 0; i < n; i++) {
            once.run();
          }
        });
  }

  private static Map<String, Times> measured(Map<String, Part> parts, int repetitions) {
    var all = new LinkedHashMap<String, Times>();
    parts.keySet().forEach(name -> all.put(name, new Times(new double[repetitions], new double[repetitions])));
    for (int round = -1; round < repetitions; round++) {
      for (var named : parts.entrySet()) {
        var part = named.getValue();
        long clock = System.nanoTime();
        long processor = SYSTEM.getProcessCpuTime();
        part.work().run();
        double used = (SYSTEM.getProcessCpuTime() - processor) / 1e6 / part.steps();
        double passed = (System.nanoTime() - clock) / 1e6 / part.steps();
        // The first round compiles and warms up.
        if (round >= 0) {
          all.get(named.getKey()).clock()[round] = passed;
          all.get(named.getKey()).processor()[round] = used;
        }
      }
    }
    all.values()
        .forEach(
            t -> {
              Arrays.sort(t.clock());
              Arrays.sort(t.processor());
            });
    return all;
  }

  private static double print(Scene scene, Map<String, Times> all, int repetitions) {
    System.out.printf("%s, %s, Java %s%n", Torch.version(), Torch.deviceName(), Runtime.version());
    System.out.printf("%s, %s%n", scene.prior().network().text(), scene.trained() ? "trained" : "untrained");
    System.out.printf("%s%n", scene.recipe(true).text());
    System.out.printf("batch %d, %d interleaved repetitions, ms per step%n%n", Scene.BATCH, repetitions);
    System.out.printf("%-30s %21s   %21s%n", "", "processor", "clock");
    System.out.printf("%-30s %10s %10s   %10s %10s%n", "", "minimum", "median", "minimum", "median");
    all.forEach((name, t) -> line(name, "%10.2f", new double[] {t.processor()[0], median(t.processor()), t.clock()[0], median(t.clock())}));
    System.out.println();
    double guided = ratio(all, "guided draw", "its bare parts");
    ratio(all, "unguided draw", "bare forward calls");
    ratio(all, "lmi, forward and back", "network, forward and back");
    System.out.printf("%nguided draw / its bare parts: %.3f, limit %.2f%n", guided, LIMIT);
    return guided;
  }

  private static double ratio(Map<String, Times> all, String over, String under) {
    var a = all.get(over);
    var b = all.get(under);
    line(
        over.split(",")[0] + " / " + under.split(",")[0],
        "%10.3f",
        new double[] {
          a.processor()[0] / b.processor()[0],
          median(a.processor()) / median(b.processor()),
          a.clock()[0] / b.clock()[0],
          median(a.clock()) / median(b.clock())
        });
    return a.processor()[0] / b.processor()[0];
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  private static void line(String label, String format, double[] four) {
    System.out.printf(
        "%-30s " + format + " " + format + "   " + format + " " + format + "%n", label, four[0], four[1], four[2], four[3]);
  }
}
