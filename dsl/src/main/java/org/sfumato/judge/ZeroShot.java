package org.sfumato.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sfumato.JointEncoder;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.Results;
import org.sfumato.Score;
import org.sfumato.Shown;

/**
 * Finds what it was never taught to find, by asking in words (CheXzero; Tiu et al., Nature
 * Biomedical Engineering 2022). With v the picture's vector and t⁺, t⁻ those of the sentences that
 * say and that deny a finding, all of length 1 (templates averaged, then brought to length 1
 * again),
 *
 * <pre>  p = exp(v·t⁺) / (exp(v·t⁺) + exp(v·t⁻))</pre>
 *
 * without the logit scale of training; of several models the mean of their p. So p stays within
 * 0.12 and 0.88 and says an order, not a risk: {@link #calibration} shows how far. An AUC depends
 * on the order alone.
 */
public final class ZeroShot implements Shown {
  private static final String HOW =
      "p = softmax of the cosines with the two prompts, without logit scale%s; prompts %s";

  private final List<JointEncoder> models;
  private final Pairs pairs;
  private final List<String> classes;
  private final Prompts prompts;
  private final String name;

  /** By class, then by picture; computed at the first question, the same for all others. */
  private double[][] known;

  private ZeroShot(
      List<JointEncoder> models, Pairs pairs, List<String> classes, Prompts prompts, String name) {
    this.models = List.copyOf(models);
    this.pairs = pairs;
    this.classes = List.copyOf(classes);
    this.prompts = prompts;
    this.name = name;
  }

  static ZeroShot of(JointEncoder model, Pairs pairs) {
    if (pairs.size() == 0) {
      throw new IllegalArgumentException("there is no picture in " + pairs.expression());
    }
    return new ZeroShot(List.of(model), pairs, pairs.findings(), Prompts.USUAL, "");
  }

  /**
   * Which findings to look for; all that are labelled if this is not said.
   *
   * @throws IllegalArgumentException if one is not labelled in these pairs, or named twice
   */
  public ZeroShot classes(String... names) {
    var wanted = List.of(names);
    if (wanted.isEmpty() || wanted.stream().distinct().count() < wanted.size()) {
      throw new IllegalArgumentException(
          wanted.isEmpty()
              ? "classes() names no finding; these pairs have " + pairs.findings()
              : "a finding is named twice: " + wanted);
    }
    pairs.labels(names);
    return new ZeroShot(models, pairs, wanted, prompts, name);
  }

  /**
   * Templates in turn, one that says a finding and one that denies it; {@code {}} is its name. Of
   * several, the mean of their vectors is asked: {@code prompts("{}", "no {}", "signs of {}", "{}
   * is absent")}. If this is not said, {@code prompts("{}", "no {}")}.
   */
  public ZeroShot prompts(String... templates) {
    return new ZeroShot(models, pairs, classes, Prompts.inTurn(templates), name);
  }

  /** Templates that say a finding, and templates, perhaps more or fewer, that deny it. */
  public ZeroShot prompts(List<String> positive, List<String> negative) {
    return new ZeroShot(models, pairs, classes, new Prompts(positive, negative), name);
  }

  /** With these models too: the mean of all models' probabilities. */
  public ZeroShot ensemble(JointEncoder... more) {
    var all = Stream.concat(models.stream(), Arrays.stream(more)).toList();
    return new ZeroShot(all, pairs, classes, prompts, name);
  }

  /** The same under a name of your own, for its row in tables. */
  public ZeroShot named(String own) {
    return new ZeroShot(models, pairs, classes, prompts, own);
  }

  /** The probability of each class, in their order, for each picture. */
  public double[][] probabilities() {
    var byClass = asked();
    var p = new double[pairs.size()][classes.size()];
    for (int f = 0; f < classes.size(); f++) {
      for (int i = 0; i < p.length; i++) {
        p[i][f] = byClass[f][i];
      }
    }
    return p;
  }

  private synchronized double[][] asked() {
    if (known == null) {
      var p = new double[classes.size()][pairs.size()];
      for (var model : models) {
        var pictures = Cosines.pictures(model, pairs.pictures());
        for (int f = 0; f < p.length; f++) {
          var said = prompts.vectors(model, classes.get(f));
          for (int i = 0; i < pictures.length; i++) {
            double p1 = p(Cosines.dot(pictures[i], said[0]), Cosines.dot(pictures[i], said[1]));
            p[f][i] += p1 / models.size();
          }
        }
      }
      known = p;
    }
    return known;
  }

  /** CheXzero's probability of two cosines. */
  static double p(double positive, double negative) {
    return 1 / (1 + Math.exp(negative - positive));
  }

  /**
   * One row: the AUC of every class and their macro mean, with intervals over patients. Rows of
   * other models on the same pictures come by {@code and}, their paired differences by {@code
   * versus}.
   */
  public Results auc() {
    var areas = Areas.of(pairs, classes);
    var row =
        areas.row(
            name.isBlank() ? usual() : name,
            HOW.formatted(
                models.size() > 1 ? ", mean of " + models.size() + " models" : "", prompts.shown()),
            areas.findings().stream().map(prompts::asked).toList(),
            List.of(0L),
            new double[][][] {scores(areas)});
    var basis = new Basis(pairs.pictures().ids(), areas.units(), Optional.of(areas));
    return new ScoreTable(
        areas.columns(), List.of(row), basis, "", "", Inference.USUAL, provenance());
  }

  /**
   * What this model is better by than the other's on the same pictures, with intervals over
   * patients.
   *
   * @throws IllegalArgumentException if the other has other pictures or findings
   */
  public Results versus(ZeroShot other) {
    var baseline = other.name.isBlank() ? other.usual() : other.name;
    var row = (name.isBlank() ? usual() : name) + " − " + baseline;
    return Between.of((ScoreTable) auc(), (ScoreTable) other.auc(), List.of(row), baseline, false);
  }

  private double[][] scores(Areas areas) {
    return areas.findings().stream().map(f -> asked()[classes.indexOf(f)]).toArray(double[][]::new);
  }

  /**
   * ROC curves of all classes. Their AUCs have the intervals of {@link #auc}, over patients; the
   * bands take each picture for a patient, and where some have several the title says so.
   */
  public Roc roc() {
    var areas = Areas.of(pairs, classes);
    var scores = scores(areas);
    var curves = new ArrayList<Roc.Curve>();
    for (int f = 0; f < scores.length; f++) {
      var finding = areas.findings().get(f);
      var cases = areas.cases(f, scores[f]);
      curves.add(
          areas.units().count() < pairs.size()
              ? new Roc.Curve(finding, cases, c -> area(finding, c), true)
              : new Roc.Curve(finding, cases));
    }
    return new Roc(curves, Inference.USUAL.confidence());
  }

  private Score area(String finding, double confidence) {
    return auc().ci(confidence).cell(name.isBlank() ? usual() : name, "AUC " + finding);
  }

  /**
   * Whether the probabilities of this class mean what they say, in 10 bins over all of [0, 1].
   *
   * @throws IllegalArgumentException if it is none of the classes
   */
  public Calibration calibration(String finding) {
    if (!classes.contains(finding)) {
      throw new IllegalArgumentException(
          "%s is not asked for; the classes are %s".formatted(finding, classes));
    }
    var areas = Areas.of(pairs, List.of(finding));
    return new Calibration(areas.cases(0, scores(areas)[0]), 10);
  }

  private Provenance provenance() {
    var from = Provenance.of("zeroShot", text()).within("pairs", pairs.provenance());
    for (int m = 0; m < models.size(); m++) {
      from = from.within("model " + m, models.get(m).provenance());
    }
    return from;
  }

  private String usual() {
    return models.stream().map(JointEncoder::text).collect(Collectors.joining(" + "));
  }

  @Override
  public String text() {
    var more =
        models.size() == 1
            ? ""
            : models.stream()
                .skip(1)
                .map(JointEncoder::text)
                .collect(Collectors.joining(", ", ".ensemble(", ")"));
    return "zeroShot(%s, %s)%s.classes(%s).prompts(%s)%s"
        .formatted(
            models.get(0).text(),
            pairs.expression(),
            more,
            classes.stream().map(c -> '"' + c + '"').collect(Collectors.joining(", ")),
            prompts.arguments(),
            name.isBlank() ? "" : ".named(\"" + name + "\")");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "p = \\frac{\\exp(v\\cdot t^{+})}{\\exp(v\\cdot t^{+}) + \\exp(v\\cdot t^{-})}");
  }

  @Override
  public String toString() {
    return text();
  }
}
