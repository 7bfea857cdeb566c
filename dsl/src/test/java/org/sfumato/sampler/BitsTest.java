package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Images;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.NetworkPrior;
import org.sfumato.guidance.Guidances;
import org.sfumato.laws.Bench;
import org.sfumato.network.Networks;
import org.sfumato.network.Weights;

/**
 * Image 3 of seed 7 is the same bit for bit in every company, with a real network and real
 * guidance.
 */
class BitsTest {
  private static final Prior PRIOR = network();
  private static final Images SOURCE = Bench.pictures(64, 1, 16, 16, 4);

  static Prior network() {
    var net = Networks.unet(16, 1).channels(16, 32).attention(8);
    return new NetworkPrior("untrained", net, Weights.initial(net.plan(), 5), Provenance.NONE);
  }

  private static Recipe guided(Images source) {
    var y = Corruptions.missing(.5).plus(Corruptions.gaussian(.05)).apply(source);
    return Samplers.sample(PRIOR)
        .along(Diffusion.ve(.01, 40))
        .with(Samplers.ancestral(4).grid(Diffusion.karras(5)))
        .from(Samplers.noised(source, .7))
        .guide(
            Guidances.lmi(source)
                .patch(5)
                .bins(8)
                .relative()
                .normalised()
                .times(.45)
                .during(Diffusion.early(.8))
                .plus(Guidances.consistency(y).whitened()))
        .seed(7);
  }

  @Test
  void should_not_depend_on_how_many_are_drawn_with_it() {
    float[] expected = guided(SOURCE.first(4)).draw().get(3).values();
    for (int n : new int[] {7, 16, 64}) {
      assertArrayEquals(
          expected, guided(SOURCE.first(n)).draw().get(3).values(), "in a draw of " + n);
    }
  }

  @Test
  void should_not_depend_on_how_many_are_drawn_with_it_from_noise() {
    var recipe =
        Samplers.sample(PRIOR).along(Diffusion.ve(.01, 20)).with(Samplers.heun(3).churn(1)).seed(7);
    float[] expected = recipe.draw(4).get(3).values();
    for (int n : new int[] {7, 16, 64}) {
      assertArrayEquals(expected, recipe.draw(n).get(3).values(), "in a draw of " + n);
    }
    assertEquals(
        List.of("draw[3]"), recipe.draw(4).get(3).ids().stream().map(Object::toString).toList());
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void should_not_depend_on_how_many_are_drawn_with_it_by_any_sampler(Sampler sampler) {
    var net = Networks.unet(8, 1).channels(8, 16);
    var prior = new NetworkPrior("small", net, Weights.initial(net.plan(), 5), Provenance.NONE);
    var recipe = Samplers.sample(prior).along(Diffusion.ve(.01, 20)).with(sampler).seed(7);
    float[] expected = recipe.draw(4).get(3).values();
    for (int n : new int[] {7, 16, 64}) {
      assertArrayEquals(expected, recipe.draw(n).get(3).values(), "in a draw of " + n);
    }
  }

  static List<Sampler> samplers() {
    return SamplerLawsTest.samplers(3);
  }

  /**
   * Image 5 stands in row 1 of its chunk always; whether the chunk is padded makes no difference.
   */
  @Test
  void should_not_depend_on_padding() {
    float[] expected = guided(SOURCE.first(8)).draw().get(5).values();
    assertArrayEquals(expected, guided(SOURCE.first(6)).draw().get(5).values());
  }

  /**
   * Alone it stands in row 0 of its chunk instead of row 3: the same image, and close, not always
   * the same bits.
   */
  @Test
  void should_stay_the_same_image_when_its_source_is_alone() {
    float[] together = guided(SOURCE.first(4)).draw().get(3).values();
    assertArrayEquals(together, guided(SOURCE.get(3)).draw().values(), 1e-4f);
  }
}
