package org.sfumato.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sfumato.Chart;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Shown;
import org.sfumato.engine.Safetensors;
import org.sfumato.network.Learnt;

/**
 * A finished training: its model, its loss curve, what it learnt from, and how to keep it.
 *
 * @param <M> the model
 */
public final class Fit<M extends Learnt> implements Shown {
  private final Training<M> training;
  private final M model;
  private final List<Double> losses;
  private final List<Double> looks;
  private final Map<String, List<Double>> terms;

  /**
   * @param terms what each summand of the loss was at every step
   * @param looks losses of what was held out, one every {@link Training#EVERY} steps
   */
  Fit(
      Training<M> training,
      M model,
      List<Double> losses,
      List<Double> looks,
      Map<String, List<Double>> terms) {
    this.training = training;
    this.model = model;
    this.losses = List.copyOf(losses);
    this.looks = List.copyOf(looks);
    this.terms = new TreeMap<>();
    terms.forEach((name, values) -> this.terms.put(name, List.copyOf(values)));
  }

  /** What was trained, with the moving average of the weights. */
  public M model() {
    return model;
  }

  /**
   * The loss against the step, averaged over windows of steps, and each of its summands without its
   * weight; beside it that of what was held out. Of networks that play a game it shows what their
   * game is followed by, and its axis says what.
   */
  public Chart curve() {
    var beside = new ArrayList<Chart.Series>();
    if (!looks.isEmpty()) {
      var x = new ArrayList<Double>();
      for (int k = 1; k <= looks.size(); k++) {
        x.add((double) k * Training.EVERY);
      }
      beside.add(Chart.Series.line("held out", x, looks));
    }
    return LivePicture.curve(training.gauge(), losses, terms, beside);
  }

  /**
   * The same with each weight the nearest number of half precision, so that it is saved in half the
   * space.
   */
  @SuppressWarnings("unchecked") // what is rounded stays what it is
  public Fit<M> half() {
    return new Fit<>(training, (M) model.half(), losses, looks, terms);
  }

  /**
   * Saves the model with its recipe and hashes; {@code checkpoint(path)} loads a prior, {@code
   * generator(path)} a generator, {@code translator(path)} a translator, {@code
   * domainClassifier(path)} a domain classifier, {@code aligned(path)} two towers.
   */
  public Path save(String path) {
    var note = new TreeMap<>(model.provenance().identity());
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

  /** The mean of the last tenth of {@link #losses}. */
  public double last() {
    return losses.subList(losses.size() - tenth(), losses.size()).stream()
        .mapToDouble(d -> d)
        .average()
        .orElseThrow();
  }

  private int tenth() {
    return Math.max(1, losses.size() / 10);
  }

  /** The loss of every step, or what it shows instead. */
  public List<Double> losses() {
    return losses;
  }

  /**
   * Each summand of the loss at every step, by its text and without its weight; none of one alone.
   */
  public Map<String, List<Double>> terms() {
    return Collections.unmodifiableMap(terms);
  }

  /** What was learnt from, as the model's provenance says it. */
  public String learntFrom() {
    return model.provenance().identity().get(Origin.KEY);
  }

  private String ended() {
    int best = HeldOut.best(looks);
    return best < 0
        ? ""
        : "; of these the weights after %d are kept, with a loss of %s on what was held out"
            .formatted((best + 1) * Training.EVERY, Numbers.text(looks.get(best)));
  }

  @Override
  public String text() {
    return training.recipe()
        + " → "
        + training.gauge().recent(losses, tenth())
        + " after "
        + losses.size()
        + " steps"
        + ended()
        + "; learnt from "
        + learntFrom();
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
