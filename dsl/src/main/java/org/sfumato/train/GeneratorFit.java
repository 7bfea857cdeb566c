package org.sfumato.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.sfumato.Chart;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Shown;
import org.sfumato.engine.Safetensors;
import org.sfumato.network.Generator;

/** A finished adversarial training: its generator, how the critic fared, and how to keep it. */
public final class GeneratorFit implements Shown {
  private final AmbientGan training;
  private final Generator model;
  private final List<Double> apart;

  GeneratorFit(AmbientGan training, Generator model, List<Double> apart) {
    this.training = training;
    this.model = model;
    this.apart = List.copyOf(apart);
  }

  /** The generator, with the moving average of its weights. */
  public Generator model() {
    return model;
  }

  /**
   * How far apart the critic holds real and drawn measurements, against the step, averaged over
   * windows of steps. It rises while the critic learns, and falls as the generator does.
   */
  public Chart curve() {
    int window = Math.max(1, apart.size() / 100);
    var x = new ArrayList<Double>();
    var y = new ArrayList<Double>();
    for (int from = 0; from + window <= apart.size(); from += window) {
      x.add(from + (window + 1) / 2.0);
      y.add(recent(apart.subList(from, from + window), window));
    }
    return Chart.lines(
        "", "step", "Wasserstein distance by the critic", List.of(Chart.Series.line("D", x, y)));
  }

  /** The critic's distances, one a step. */
  public List<Double> losses() {
    return apart;
  }

  /** The mean distance of the last tenth of the steps. */
  public double last() {
    return recent(apart, Math.max(1, apart.size() / 10));
  }

  /** The mean of the last {@code n}, 0 if there is none. */
  static double recent(List<Double> values, int n) {
    return values.subList(Math.max(0, values.size() - n), values.size()).stream()
        .mapToDouble(d -> d)
        .average()
        .orElse(0);
  }

  /** Saves the generator with its recipe and hashes; {@code generator(path)} loads it. */
  public Path save(String path) {
    var note = new TreeMap<>(model.provenance().identity());
    note.put("loss", Numbers.text(last()));
    var weights = model.weights();
    new Safetensors(note, weights.values(), weights.shapes()).write(Path.of(path));
    return Path.of(path);
  }

  @Override
  public String text() {
    return training.recipe()
        + " → "
        + Numbers.text(last())
        + " apart after "
        + apart.size()
        + " steps";
  }

  @Override
  public Optional<Picture> picture() {
    return curve().picture();
  }

  @Override
  public String toString() {
    return text();
  }
}
