package org.sfumato.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sfumato.Chart;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Shown;
import org.sfumato.diffusion.AmbientPrior;
import org.sfumato.diffusion.NetworkPrior;
import org.sfumato.diffusion.Trained;
import org.sfumato.engine.Safetensors;
import org.sfumato.loss.Ambient;

/** A finished training: its model, its loss curve, and how to keep it. */
public final class Fit implements Shown {
  private final Training training;
  private final Trained model;
  private final List<Double> losses;

  Fit(Training training, Trained model, List<Double> losses) {
    this.training = training;
    this.model = model;
    this.losses = List.copyOf(losses);
  }

  /** The prior, with the moving average of the weights. */
  public Trained model() {
    return model;
  }

  /** The loss against the step, averaged over windows of steps. */
  public Chart curve() {
    int window = Math.max(1, losses.size() / 100);
    var x = new ArrayList<Double>();
    var y = new ArrayList<Double>();
    for (int from = 0; from + window <= losses.size(); from += window) {
      x.add(from + (window + 1) / 2.0);
      y.add(
          losses.subList(from, from + window).stream().mapToDouble(d -> d).average().orElseThrow());
    }
    return Chart.lines("", "step", "loss", List.of(Chart.Series.line(training.loss().text(), x, y)))
        .logY();
  }

  /**
   * The same with each weight the nearest number of half precision, so that it is saved in half the
   * space.
   */
  public Fit half() {
    var made = model.provenance().with("precision", "half");
    var rounded = new NetworkPrior("trained", model.network(), model.weights().half(), made);
    return new Fit(
        training, rounded.network().masked() ? AmbientPrior.of(rounded) : rounded, losses);
  }

  /** Saves the prior with its recipe and hashes; {@code checkpoint(path)} loads it. */
  public Path save(String path) {
    var note = new java.util.TreeMap<>(model.provenance().identity());
    note.put("loss", Numbers.text(last()));
    var weights = model.weights();
    var file = new Safetensors(note, weights.values(), weights.shapes());
    if ("half".equals(note.get("precision"))) {
      file.writeHalf(Path.of(path));
    } else {
      file.write(Path.of(path));
    }
    return Path.of(path);
  }

  /** The mean loss of the last tenth of the steps. */
  public double last() {
    int n = Math.max(1, losses.size() / 10);
    return losses.subList(losses.size() - n, losses.size()).stream()
        .mapToDouble(d -> d)
        .average()
        .orElseThrow();
  }

  public List<Double> losses() {
    return losses;
  }

  @Override
  public String text() {
    return training.recipe()
        + " → loss "
        + Numbers.text(last())
        + " after "
        + losses.size()
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

  static java.util.SortedMap<String, String> note(Training t, Material data) {
    var note = new java.util.TreeMap<String, String>();
    note.put("recipe", t.recipe());
    note.put("data", data.hash());
    note.put("seed", String.valueOf(t.seed()));
    if (t.loss() instanceof Ambient ambient) {
      note.put("masks", ambient.further().text());
    }
    return note;
  }
}
