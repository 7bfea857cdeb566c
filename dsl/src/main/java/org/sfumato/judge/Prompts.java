package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sfumato.JointEncoder;

/**
 * Templates of sentences that say that a finding is there, and of sentences that say that it is
 * not; {@code {}} stands for its name.
 *
 * @param positive such as {@code {}} or {@code there is a {}}
 * @param negative such as {@code no {}}
 */
record Prompts(List<String> positive, List<String> negative) {
  private static final String NAME = "{}";

  /** CheXzero's. */
  static final Prompts USUAL = new Prompts(List.of(NAME), List.of("no " + NAME));

  Prompts {
    positive = List.copyOf(positive);
    negative = List.copyOf(negative);
    if (positive.isEmpty() || negative.isEmpty()) {
      throw new IllegalArgumentException(
          "prompts come in two kinds, those that say that a finding is there and those that say"
              + " that it is not; give both, such as prompts(\"{}\", \"no {}\")");
    }
    for (var template : positive) {
      if (negative.contains(template)) {
        throw new IllegalArgumentException(
            "\"%s\" is said of a finding that is there and of one that is not; the two cannot be told apart"
                .formatted(template));
      }
    }
    var all = new ArrayList<>(positive);
    all.addAll(negative);
    all.stream()
        .filter(t -> !t.contains(NAME))
        .findFirst()
        .ifPresent(
            t -> {
              throw new IllegalArgumentException(
                  "the template \"%s\" has no {} where the finding's name belongs".formatted(t));
            });
  }

  /** Positive and negative templates in turn. */
  static Prompts inTurn(String... templates) {
    if (templates.length % 2 != 0) {
      throw new IllegalArgumentException(
          "prompts come in pairs, one that says a finding and one that denies it, and here are %d; for other numbers give two lists"
              .formatted(templates.length));
    }
    var positive = new ArrayList<String>();
    var negative = new ArrayList<String>();
    for (int k = 0; k < templates.length; k += 2) {
      positive.add(templates[k]);
      negative.add(templates[k + 1]);
    }
    return new Prompts(positive, negative);
  }

  private static List<String> of(List<String> templates, String finding) {
    return templates.stream().map(t -> t.replace(NAME, finding)).toList();
  }

  /**
   * Two vectors of length 1, of the finding and of its absence: templates' vectors are brought to
   * length 1, averaged, and brought to length 1 again.
   */
  double[][] vectors(JointEncoder model, String finding) {
    return new double[][] {mean(model, of(positive, finding)), mean(model, of(negative, finding))};
  }

  private static double[] mean(JointEncoder model, List<String> sentences) {
    var each = model.ofSentences(sentences);
    if (each.length != sentences.size()) {
      throw new IllegalArgumentException(
          "%s made %d vectors of %d sentences"
              .formatted(model.text(), each.length, sentences.size()));
    }
    double[] sum = null;
    for (int k = 0; k < each.length; k++) {
      var unit = Cosines.unit(each[k], model, "\"" + sentences.get(k) + "\"");
      sum = sum == null ? new double[unit.length] : sum;
      for (int d = 0; d < unit.length; d++) {
        sum[d] += unit[d] / each.length;
      }
    }
    return Cosines.unit(sum, model, "the mean of " + quoted(sentences));
  }

  /** Such as {@code "lesion" against "no lesion"}. */
  String asked(String finding) {
    return quoted(of(positive, finding)) + " against " + quoted(of(negative, finding));
  }

  private static String quoted(List<String> sentences) {
    return sentences.stream().map(s -> '"' + s + '"').collect(Collectors.joining(", "));
  }

  /** As arguments of the word that sets them. */
  String arguments() {
    if (positive.size() != negative.size()) {
      return "List.of(%s), List.of(%s)".formatted(quoted(positive), quoted(negative));
    }
    var inTurn = new ArrayList<String>();
    for (int k = 0; k < positive.size(); k++) {
      inTurn.add(positive.get(k));
      inTurn.add(negative.get(k));
    }
    return quoted(inTurn);
  }

  String shown() {
    return quoted(positive) + " against " + quoted(negative);
  }
}
