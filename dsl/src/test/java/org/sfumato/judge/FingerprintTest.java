package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.Weight;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.NetworkPrior;
import org.sfumato.guidance.Guidances;
import org.sfumato.laws.Bench;
import org.sfumato.network.Networks;
import org.sfumato.network.Weights;
import org.sfumato.sampler.Samplers;

/** The hash of what decides a result: the same for the same, another for whatever changes it. */
class FingerprintTest {
  private static final Images X = Bench.pictures(2, 1, 8, 8, 1);
  private static double variable = 1;

  private static String of(Object value) {
    return new Fingerprint().of(value);
  }

  @Test
  void should_be_the_same_for_the_same_recipe_made_twice() {
    assertEquals(of(recipe(7, .45)), of(recipe(7, .45)));
    assertNotEquals(of(recipe(7, .45)), of(recipe(8, .45)));
    assertNotEquals(of(recipe(7, .45)), of(recipe(7, .46)));
    assertNotEquals(
        of(recipe(7, .45)), of(recipe(7, .45).with(Samplers.euler(3).grid(Diffusion.karras(5)))));
  }

  private static Object seeded(long seed) {
    var net = Networks.unet(8, 1).channels(8);
    return new NetworkPrior("p", net, Weights.initial(net.plan(), seed), Provenance.NONE);
  }

  private static org.sfumato.sampler.Recipe recipe(long seed, double weight) {
    return Samplers.sample(Diffusion.gaussianPrior(.5, .2).shape(1, 8, 8))
        .along(Diffusion.ve(.01, 4))
        .with(Samplers.euler(3))
        .guide(
            Guidances.lmi(X)
                .patch(4)
                .normalised()
                .times(weight)
                .times(Diffusion.ramp(1, .5))
                .during(Diffusion.early(.5)))
        .seed(seed);
  }

  @Test
  void should_read_pixels_measurements_and_weights_and_not_their_names() {
    var same = Images.of(X.values(), 1, 8, 8, X.ids(), "another name", Provenance.NONE);
    assertEquals(of(X), of(same));
    var values = X.values();
    values[5] += 1e-6f;
    assertNotEquals(of(X), of(Images.of(values, 1, 8, 8, X.ids(), X.expression(), X.provenance())));
    assertNotEquals(
        of(Corruptions.missing(.5).apply(X)), of(Corruptions.missing(.5).seed(1).apply(X)));
    assertEquals(of(seeded(1)), of(seeded(1)));
    assertNotEquals(of(seeded(1)), of(seeded(2)));
  }

  @Test
  void should_tell_lists_optionals_arrays_and_numbers_apart() {
    assertNotEquals(of(List.of(1, 2)), of(List.of(2, 1)));
    assertNotEquals(of(List.of(List.of(1), 2)), of(List.of(List.of(1, 2))));
    assertNotEquals(of(Optional.empty()), of(Optional.of(1)));
    assertNotEquals(of(new double[] {1, 2}), of(new double[] {1, 3}));
    assertNotEquals(of(1), of(1L));
    assertNotEquals(of(Map.of("a", 1)), of(Map.of("a", 2)));
  }

  @Test
  void should_know_a_lambda_by_its_code_its_captures_and_the_variables_it_reads() {
    assertEquals(of(scaled(2)), of(scaled(2)));
    assertNotEquals(of(scaled(2)), of(scaled(3)));
    variable = 1;
    var one = of(reading());
    assertEquals(one, of(reading()));
    variable = 2;
    assertNotEquals(one, of(reading()));
    assertNotEquals(of(First.weight()), of(Second.weight()));
  }

  private static Weight scaled(int by) {
    return s -> by * s.sigma();
  }

  private static Weight reading() {
    return s -> variable;
  }

  /** The same lambda but for a sign. */
  private static final class First {
    static Weight weight() {
      return s -> s.sigma() + 1;
    }
  }

  private static final class Second {
    static Weight weight() {
      return s -> s.sigma() - 1;
    }
  }

  @Test
  void should_know_a_record_and_a_class_of_ones_own() {
    record Half(double by) implements Weight {
      @Override
      public double at(org.sfumato.Step s) {
        return by / 2;
      }
    }
    assertEquals(of(new Half(1)), of(new Half(1)));
    assertNotEquals(of(new Half(1)), of(new Half(2)));
    assertNotEquals(of(new Half(1)), of(scaled(1)));
  }

  @Test
  void should_have_no_hash_for_what_cannot_be_looked_into() {
    assertEquals(
        "a value of the type Object",
        assertThrows(Fingerprint.Opaque.class, () -> of(List.of(new Object()))).getMessage());
    assertEquals(
        "a value of the type Random",
        assertThrows(Fingerprint.Opaque.class, () -> of(new java.util.Random(1))).getMessage());
  }

  @Test
  void should_not_depend_on_the_number_of_a_cell() {
    assertEquals("REPL/$JShell$$Sketch", ClassFile.plain("REPL/$JShell$12B$Sketch"));
    assertEquals(ClassFile.plain("REPL/$JShell$7"), ClassFile.plain("REPL/$JShell$123"));
    assertEquals("$", ClassFile.plain("$14"));
    assertEquals("a$14", ClassFile.plain("a$14"));
  }
}
