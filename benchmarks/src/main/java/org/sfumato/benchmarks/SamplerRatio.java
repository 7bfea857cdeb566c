package org.sfumato.benchmarks;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Progress;
import org.sfumato.Provenance;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.NetworkPrior;
import org.sfumato.engine.Torch;
import org.sfumato.network.Networks;
import org.sfumato.network.Weights;
import org.sfumato.sampler.Sampler;
import org.sfumato.sampler.Samplers;

/**
 * What each sampler costs beside bare calls of the network, on 32×32 images and a U-Net of 1.1
 * million parameters. As in {@link Ratio} the two take turns at every step of a draw, in one
 * process, with as many bare calls as the sampler makes, and processor time counts:
 *
 * <pre>
 * java -Dai.djl.pytorch.num_threads=1 -cp benchmarks/target/benchmarks.jar org.sfumato.benchmarks.SamplerRatio [repetitions]
 * </pre>
 */
public final class SamplerRatio {
  private static final int STEPS = 20;
  private static final int SIDE = 32;

  private final NetworkPrior prior;
  private final Images source;
  private final int repetitions;
  private final Map<String, double[]> ratios = new LinkedHashMap<>();

  private SamplerRatio(int repetitions) {
    Torch.start();
    var net = Networks.unet(SIDE, 1).channels(32, 64, 128);
    this.prior =
        new NetworkPrior("untrained", net, Weights.initial(net.plan(), 0), Provenance.NONE);
    int chunk = Torch.chunk();
    this.source = Data.imagesOf(new float[chunk * SIDE * SIDE], chunk, 1, SIDE, SIDE);
    this.repetitions = repetitions;
  }

  /** Prints the table and ends with 1 if a sampler's median is over the limit. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    var ratio = new SamplerRatio(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5);
    ratio.measure(samplers());
    System.exit(ratio.print() > Ratio.LIMIT ? 1 : 0);
  }

  /** Every factory's, and those settings that cost something of their own. */
  private static List<Sampler> samplers() throws ReflectiveOperationException {
    var found = new ArrayList<Sampler>();
    var factories =
        Stream.of(Samplers.class.getMethods())
            .filter(m -> Modifier.isStatic(m.getModifiers()))
            .filter(m -> Sampler.class.isAssignableFrom(m.getReturnType()))
            .sorted(Comparator.comparing(java.lang.reflect.Method::getName))
            .toList();
    for (var factory : factories) {
      found.add((Sampler) factory.invoke(null, STEPS));
    }
    found.add(Samplers.heun(STEPS).churn(4));
    found.add(Samplers.ddim(STEPS).eta(1));
    found.add(Samplers.dpmSolver(STEPS).stochastic());
    found.add(Samplers.predictorCorrector(STEPS).corrections(2));
    return found;
  }

  private void measure(List<Sampler> samplers) {
    try (var bare = new BareNetwork(prior, source)) {
      // The first round compiles and warms up.
      for (int round = -1; round < repetitions; round++) {
        for (var sampler : samplers) {
          double ratio = draw(sampler, bare);
          if (round >= 0) {
            ratios.computeIfAbsent(sampler.text(), k -> new double[repetitions])[round] = ratio;
          }
        }
      }
    }
  }

  private double draw(Sampler sampler, BareNetwork bare) {
    var recipe = Samplers.sample(prior).along(Diffusion.ve(.01, 20)).with(sampler).seed(1);
    var spent = new Spent[] {Spent.NOTHING};
    var start = Spent.byProcess();
    try (var ear = Progress.listen(p -> spent[0] = spent[0].plus(turn(p, sampler, bare)))) {
      recipe.draw(source.size());
    } catch (Exception e) {
      throw new IllegalStateException("the draw did not end", e);
    }
    var drawn = Spent.byProcess().minus(start).minus(spent[0]);
    return drawn.processor() / spent[0].processor();
  }

  /** After each step its share of the sampler's evaluations, so that all of them have been made. */
  private static Spent turn(Progress p, Sampler sampler, BareNetwork bare) {
    if (p.done() == 0 || p.finished()) {
      return Spent.NOTHING;
    }
    int calls = sampler.evaluations() * p.done() / sampler.steps();
    int before = sampler.evaluations() * (p.done() - 1) / sampler.steps();
    var start = Spent.byThread();
    for (int k = before; k < calls; k++) {
      bare.forward();
    }
    return Spent.byThread().minus(start);
  }

  private double print() {
    System.out.printf("%s, %s, Java %s%n", Torch.version(), Torch.deviceName(), Runtime.version());
    System.out.printf(
        "%s, %d parameters, %d images, %d repetitions%n%n",
        prior.network().text(), prior.weights().size(), source.size(), repetitions);
    System.out.printf(
        "%-40s %10s %10s%n", "processor time / bare forward calls", "minimum", "median");
    double worst = 0;
    for (var row : ratios.entrySet()) {
      var sorted = row.getValue().clone();
      Arrays.sort(sorted);
      double median = sorted[sorted.length / 2];
      worst = Math.max(worst, median);
      System.out.printf("%-40s %10.3f %10.3f%n", row.getKey(), sorted[0], median);
    }
    System.out.printf("%nworst: %.3f, limit %.2f%n", worst, Ratio.LIMIT);
    return worst;
  }
}
