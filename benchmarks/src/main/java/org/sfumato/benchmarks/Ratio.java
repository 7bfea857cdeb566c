package org.sfumato.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.sfumato.Progress;
import org.sfumato.engine.Torch;
import org.sfumato.sampler.Recipe;

/**
 * What a guided draw costs beside its bare parts. Machines drift and are shared, so the two take
 * turns at every step: whenever the draw reports a step, one bare step is run and timed, and its
 * time is taken off the draw's. Processor time is shown beside the clock's, because it does not
 * count what other processes take; the bare parts are charged with their thread alone, the draw
 * with all the rest of the process. That needs one engine thread:
 *
 * <pre>
 * java -Dai.djl.pytorch.num_threads=1 -cp benchmarks/target/benchmarks.jar org.sfumato.benchmarks.Ratio [repetitions] [three]
 * </pre>
 *
 * With {@code three} it is guided by three terms at once.
 */
public final class Ratio {
  /** A guided draw may cost this much more than its parts. */
  static final double LIMIT = 1.10;

  private static final String GUIDED = "guided draw";
  private static final String GUIDED_PARTS = "its bare parts";
  private static final String UNGUIDED = "unguided draw";
  private static final String UNGUIDED_PARTS = "its bare forward calls";
  private static final String FORWARD = "network, forward";
  private static final String NETWORK = "network, forward and back";
  private static final String ENERGY = "energies, forward and back";

  private final Scene scene;
  private final int repetitions;
  private final Map<String, Spent[]> all = new LinkedHashMap<>();

  private Ratio(Scene scene, int repetitions) {
    this.scene = scene;
    this.repetitions = repetitions;
  }

  /** Prints the table and ends with 1 if the median ratio of processor times is over the limit. */
  public static void main(String[] arguments) {
    boolean three = arguments.length > 1 && arguments[1].equals("three");
    var scene = three ? Scene.threeTerms() : Scene.brain();
    var ratio = new Ratio(scene, arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5);
    ratio.measure();
    System.exit(ratio.print() > LIMIT ? 1 : 0);
  }

  private void measure() {
    try (var bare = new BareParts(scene)) {
      // The first round compiles and warms up.
      for (int round = -1; round < repetitions; round++) {
        draw(round, GUIDED, scene.recipe(true), GUIDED_PARTS, bare::guidedStep);
        draw(round, UNGUIDED, scene.recipe(false), UNGUIDED_PARTS, i -> bare.forward());
        alone(round, FORWARD, i -> bare.forward());
        alone(round, NETWORK, i -> bare.network());
        alone(round, ENERGY, bare::energy);
      }
    }
  }

  private void draw(int round, String name, Recipe recipe, String partsName, IntConsumer part) {
    var spent = new Spent[] {Spent.NOTHING};
    var start = Spent.byProcess();
    try (var listening = Progress.listen(p -> spent[0] = spent[0].plus(turn(p, part)))) {
      recipe.draw();
    } catch (Exception e) {
      throw new IllegalStateException("the draw did not end", e);
    }
    keep(round, name, Spent.byProcess().minus(start).minus(spent[0]).over(Scene.STEPS));
    keep(round, partsName, spent[0].over(Scene.STEPS));
  }

  /** The bare step's turn, once for each step of the draw. */
  private static Spent turn(Progress p, IntConsumer part) {
    if (p.done() == 0 || p.finished()) {
      return Spent.NOTHING;
    }
    var start = Spent.byThread();
    part.accept(p.done() - 1);
    return Spent.byThread().minus(start);
  }

  private void alone(int round, String name, IntConsumer part) {
    int times = 10;
    var start = Spent.byThread();
    for (int i = 0; i < times; i++) {
      part.accept(i);
    }
    keep(round, name, Spent.byThread().minus(start).over(times));
  }

  private void keep(int round, String name, Spent spent) {
    if (round >= 0) {
      all.computeIfAbsent(name, k -> new Spent[repetitions])[round] = spent;
    }
  }

  private double print() {
    System.out.printf("%s, %s, Java %s%n", Torch.version(), Torch.deviceName(), Runtime.version());
    System.out.printf(
        "%s, %s%n", scene.prior().network().text(), scene.trained() ? "trained" : "untrained");
    System.out.printf("%s%n", scene.recipe(true).text());
    System.out.printf("batch %d, %d repetitions, ms per step%n%n", Scene.BATCH, repetitions);
    System.out.printf("%-46s %21s   %21s%n", "", "processor", "clock");
    System.out.printf(
        "%-46s %10s %10s   %10s %10s%n", "", "minimum", "median", "minimum", "median");
    for (var name : all.keySet()) {
      line(name, "%10.2f", of(name, true), of(name, false));
    }
    System.out.println();
    double guided = ratio(GUIDED, GUIDED_PARTS);
    ratio(UNGUIDED, UNGUIDED_PARTS);
    ratio(ENERGY, NETWORK);
    System.out.printf("%nguided draw / its bare parts: %.3f, limit %.2f%n", guided, LIMIT);
    return guided;
  }

  /** The median over repetitions of the ratio of processor times; each repetition is a pair. */
  private double ratio(String over, String under) {
    var processor = divided(of(over, true), of(under, true));
    line(
        over.split(",")[0] + " / " + under.split(",")[0],
        "%10.3f",
        processor,
        divided(of(over, false), of(under, false)));
    return median(processor);
  }

  private double[] of(String name, boolean processor) {
    return Arrays.stream(all.get(name))
        .mapToDouble(s -> processor ? s.processor() : s.clock())
        .toArray();
  }

  private static double[] divided(double[] a, double[] b) {
    var ratios = a.clone();
    for (int k = 0; k < a.length; k++) {
      ratios[k] /= b[k];
    }
    return ratios;
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void line(String label, String format, double[] processor, double[] clock) {
    System.out.printf(
        "%-46s " + format + " " + format + "   " + format + " " + format + "%n",
        label,
        Arrays.stream(processor).min().orElseThrow(),
        median(processor),
        Arrays.stream(clock).min().orElseThrow(),
        median(clock));
  }
}
