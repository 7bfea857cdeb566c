package org.sfumato.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.engine.Grad;
import org.sfumato.laws.Bench;
import org.sfumato.laws.Members;

/** What every alignment must do, found by the factories of {@link Losses}. */
class AlignmentLawsTest {
  private static final double STEP = 1e-5;

  static Collection<Alignment> alignments() {
    var found =
        new ArrayList<>(
            new Members()
                .given(int.class, 7)
                .setting(int.class, 2)
                .given(double.class, .3)
                .of(Losses.class, Alignment.class));
    found.add(Losses.ita().plus(Losses.cta().projected()).plus(Losses.cpa(4).times(.5)));
    return found;
  }

  /** The places of an embedding whose gradients reach the towers, and what the loss brings. */
  private static NDList leaves(Alignment loss) {
    var pairs = Vectors.pairs();
    var all = new NDList();
    for (var x : List.of(pairs.image(), pairs.patches(), pairs.report(), pairs.words())) {
      all.add(Grad.leaf(x));
    }
    Vectors.own(loss, Vectors.D).forEach(a -> all.add(Grad.leaf(a)));
    return all;
  }

  private static Embedded pairs(NDList at) {
    var p = Vectors.pairs();
    return new Embedded(
        at.get(0),
        at.get(1),
        p.patchWeight(),
        at.get(2),
        at.get(3),
        p.wordWeight(),
        p.present(),
        p.labels());
  }

  /** The loss with assignments that stay those of here: they have no gradient. */
  private static NDArray value(Alignment loss, NDList at, NDList here) {
    var own = new NDList(at.subList(4, at.size()));
    NDArray sum = null;
    int from = 0;
    for (var share : loss.shares()) {
      int n = share.loss().own(Vectors.D).parameters().size();
      var mine = new NDList(own.subList(from, from + n));
      var value =
          share.loss() instanceof Cpa cpa
              ? held(cpa, pairs(at), pairs(here), mine, here.get(4 + from))
              : share.loss().of(pairs(at), mine);
      sum = sum == null ? value.mul(share.weight()) : sum.add(value.mul(share.weight()));
      from += n;
    }
    return sum;
  }

  private static NDArray held(Cpa cpa, Embedded at, Embedded here, NDList own, NDArray prototypes) {
    var then = new NDList(prototypes);
    return cpa.swapped(
        Cpa.scores(at.image(), own),
        Cpa.scores(at.report(), own),
        cpa.codes(Cpa.scores(here.image(), then)),
        cpa.codes(Cpa.scores(here.report(), then)));
  }

  @ParameterizedTest
  @MethodSource("alignments")
  void should_have_the_gradient_that_differences_give(Alignment loss) {
    Bench.scoped(
        () -> {
          var at = leaves(loss);
          var own = new NDList(at.subList(4, at.size()));
          var gradients = Grad.on(() -> Grad.ofAll(loss.of(pairs(at), own), at));
          double largest = 0;
          for (int k = 0; k < at.size(); k++) {
            var along = Vectors.formula(20 + k, at.get(k).getShape().getShape());
            double slope = gradients.get(k).mul(along).sum().toDoubleArray()[0];
            double up = moved(loss, at, k, along.mul(STEP));
            double down = moved(loss, at, k, along.mul(-STEP));
            assertEquals(
                (up - down) / (2 * STEP), slope, 1e-6 * (1 + Math.abs(slope)), "array " + k);
            largest = Math.max(largest, Math.abs(slope));
          }
          assertTrue(largest > 1e-3, "the gradient is " + largest);
          return null;
        });
  }

  private static double moved(Alignment loss, NDList at, int k, NDArray by) {
    return Grad.off(
        () -> {
          var there = new NDList(at);
          there.set(k, at.get(k).add(by));
          return value(loss, there, at).toDoubleArray()[0];
        });
  }

  @ParameterizedTest
  @MethodSource("alignments")
  void should_be_one_finite_number_that_does_not_know_the_length_of_vectors(Alignment loss) {
    Bench.scoped(
        () -> {
          var own = Vectors.own(loss, Vectors.D);
          var p = Vectors.pairs();
          var value = loss.of(p, own).toDoubleArray();
          assertEquals(1, value.length);
          assertTrue(Double.isFinite(value[0]) && value[0] > 0, "it is " + value[0]);
          var longer =
              new Embedded(
                  p.image().mul(3),
                  p.patches().mul(2),
                  p.patchWeight(),
                  p.report().mul(.5),
                  p.words().mul(7),
                  p.wordWeight(),
                  p.present(),
                  p.labels());
          assertEquals(value[0], loss.of(longer, own).toDoubleArray()[0], 1e-9);
          return null;
        });
  }

  @ParameterizedTest
  @MethodSource("alignments")
  void should_keep_the_number_type_of_the_towers(Alignment loss) {
    Bench.scoped(
        () -> {
          var at = new NDList();
          leaves(loss).forEach(a -> at.add(a.toType(DataType.FLOAT32, true)));
          var p = Vectors.pairs();
          var single =
              new Embedded(
                  at.get(0),
                  at.get(1),
                  p.patchWeight().toType(DataType.FLOAT32, true),
                  at.get(2),
                  at.get(3),
                  p.wordWeight().toType(DataType.FLOAT32, true),
                  p.present().toType(DataType.FLOAT32, true),
                  p.labels().toType(DataType.FLOAT32, true));
          var value = loss.of(single, new NDList(at.subList(4, at.size())));
          assertEquals(DataType.FLOAT32, value.getDataType());
          assertEquals(
              loss.of(p, Vectors.own(loss, Vectors.D)).toDoubleArray()[0],
              value.toFloatArray()[0],
              1e-4);
          return null;
        });
  }

  /** No sum over pairs goes by their order. */
  @ParameterizedTest
  @MethodSource("alignments")
  void should_not_depend_on_the_order_of_the_pairs(Alignment loss) {
    Bench.scoped(
        () -> {
          var own = Vectors.own(loss, Vectors.D);
          var p = Vectors.pairs();
          var other =
              new Embedded(
                  turned(p.image()),
                  turned(p.patches()),
                  turned(p.patchWeight()),
                  turned(p.report()),
                  turned(p.words()),
                  turned(p.wordWeight()),
                  turned(p.present()),
                  turned(p.labels()));
          assertEquals(
              loss.of(p, own).toDoubleArray()[0], loss.of(other, own).toDoubleArray()[0], 1e-9);
          return null;
        });
  }

  private static NDArray turned(NDArray x) {
    return x.get("1:").concat(x.get(":1"), 0);
  }

  @ParameterizedTest
  @MethodSource("alignments")
  void should_print_itself_and_its_equation(Alignment loss) {
    assertTrue(loss.text().matches("[a-z]+[a-zA-Z]*\\(\\d*\\).*"), loss.text());
    assertEquals(loss.text(), loss.toString());
    var latex = loss.latex().orElseThrow();
    for (var pair : List.of("{}", "()", "[]")) {
      assertEquals(
          latex.chars().filter(c -> c == pair.charAt(0)).count(),
          latex.chars().filter(c -> c == pair.charAt(1)).count(),
          latex);
    }
  }

  @Test
  void should_print_each_setting_that_was_changed() {
    var texts = alignments().stream().map(Alignment::text).toList();
    assertEquals(texts.size(), texts.stream().distinct().count(), texts.toString());
    assertTrue(texts.contains("cpa(7).rounds(2)"), texts.toString());
    assertTrue(
        texts.contains("ita().plus(cta().projected()).plus(cpa(4).times(0.5))"), texts.toString());
  }

  @ParameterizedTest
  @MethodSource("alignments")
  void should_name_each_of_its_parameters_once(Alignment loss) {
    var names = loss.own(Vectors.D).parameters().stream().map(p -> p.name()).toList();
    assertEquals(names.size(), names.stream().distinct().count());
    assertEquals(names.size(), loss.own(2 * Vectors.D).parameters().size());
    int parts = loss.shares().stream().mapToInt(s -> s.loss().own(4).parameters().size()).sum();
    assertEquals(parts, names.size());
  }
}
