package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sfumato.Guidance;
import org.sfumato.ImageId;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.Restorer;
import org.sfumato.diffusion.Grid;
import org.sfumato.diffusion.Sde;
import org.sfumato.engine.Torch;
import org.sfumato.network.DomainClassifier;
import org.sfumato.random.Noise;
import org.sfumato.sampler.Drawn;
import org.sfumato.sampler.Loop;
import org.sfumato.sampler.Sampler;
import org.sfumato.sampler.Stage;

/**
 * A run of a restorer as the one loop takes it: its noise levels, and what it does in an interval.
 *
 * @param sigmas from the start down to 0
 * @param classifier that steers the run, and makes it one that is not zero-shot
 * @param interval the state at the end of an interval
 */
record Restoration(
    Restorer by,
    Problem problem,
    Prior prior,
    Sde path,
    double[] sigmas,
    Optional<DomainClassifier> classifier,
    boolean noisy,
    long seed,
    Function<Stage, NDArray> interval)
    implements Sampler {
  /** Restores all images of the problem, as they were before it was noisy. */
  Drawn run(Guidance guidance) {
    var loop = new Loop(prior, path, this, sigmas[0], guidance, List.of(), seed);
    var ids = problem.y().ids();
    int[] shape = problem.y().imageShape();
    var text = by.text() + ".restore(" + problem.y().text() + ")";
    return loop.run(ids, start(ids, shape), shape, text, provenance());
  }

  /** ½ + σ₀ z, with the numbers that a run of the prior alone begins with. */
  private float[] start(List<ImageId> ids, int[] shape) {
    int one = shape[0] * shape[1] * shape[2];
    var x = new float[Math.multiplyExact(ids.size(), one)];
    var noise = new Noise(seed);
    for (int k = 0; k < ids.size(); k++) {
      noise.normal("start", ids.get(k), 0, x, k * one, one);
    }
    for (int j = 0; j < x.length; j++) {
      x[j] = (float) (.5 + sigmas[0] * x[j]);
    }
    return x;
  }

  private Provenance provenance() {
    var made =
        Provenance.of("recipe", by.text())
            .with("seed", String.valueOf(seed))
            .with("engine", Torch.version())
            .with("measurements", problem.y().hash())
            .with("noise level", Numbers.text(problem.noise()))
            .within("prior", prior.provenance());
    return classifier.map(c -> made.within("domains", c.provenance())).orElse(made);
  }

  @Override
  public int steps() {
    return sigmas.length - 1;
  }

  @Override
  public Optional<Grid> grid() {
    return Optional.of(new Given(sigmas));
  }

  @Override
  public Sampler grid(Grid grid) {
    throw new IllegalStateException(by.text() + " has noise levels of its own");
  }

  @Override
  public List<String> streams() {
    return noisy ? List.of(Stage.NOISE) : List.of();
  }

  @Override
  public NDArray step(Stage s) {
    return interval.apply(s);
  }

  @Override
  public String caption(Prior prior, List<String> terms) {
    boolean assumes = problem.noise() != problem.y().noiseLevel();
    return by.name()
        + ", "
        + prior.text()
        + (terms.isEmpty() ? "" : ", guided by " + String.join(" + ", terms))
        + classifier.map(c -> ", not zero-shot").orElse("")
        + (assumes ? ", assumes noise " + Numbers.text(problem.noise()) : "");
  }

  @Override
  public String equation() {
    return by.latex().orElse("");
  }

  @Override
  public String text() {
    return by.text();
  }

  /** The noise levels of a restorer. */
  private record Given(double[] sigmas) implements Grid {
    @Override
    public double at(double share, Sde path, double start) {
      return sigmas[(int) Math.round(share * (sigmas.length - 2))];
    }

    @Override
    public double[] sigmas(Sde path, double start, int n) {
      return sigmas.clone();
    }

    @Override
    public String text() {
      return "levels " + Arrays.toString(sigmas);
    }
  }
}
