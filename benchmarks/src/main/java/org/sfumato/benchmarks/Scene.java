package org.sfumato.benchmarks;

import java.util.List;
import java.util.function.Function;
import org.sfumato.Data;
import org.sfumato.Guidance;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.Term;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.NetworkPrior;
import org.sfumato.diffusion.Trained;
import org.sfumato.engine.Torch;
import org.sfumato.guidance.Guidances;
import org.sfumato.network.Networks;
import org.sfumato.network.Weights;
import org.sfumato.sampler.Recipe;
import org.sfumato.sampler.Samplers;

/**
 * What the benchmarks run on: four PD brain slices of 64×64 pixels, which are one chunk on a
 * processor, translated to T1 in 50 steps.
 *
 * @param trained whether the prior that ships was found; else its network has fresh weights, which
 *     cost the same
 */
record Scene(Trained prior, boolean trained, Images source, List<Term> terms) {
  static final int BATCH = 4;
  static final int STEPS = 50;

  /** Guided by local mutual information alone. */
  static Scene brain() {
    return brain(source -> List.of(Guidances.lmi(source).patch(15).bins(16).relative()));
  }

  /** Guided by three terms at once, each likeness of another kind. */
  static Scene threeTerms() {
    return brain(
        source ->
            List.of(
                Guidances.lmi(source).patch(15).bins(16).relative(),
                Guidances.normalisedMutualInformation(source),
                Guidances.crossCorrelation(source).window(9).squared()));
  }

  private static Scene brain(Function<Images, List<Term>> like) {
    Torch.start();
    var source = Data.dataset("brainweb/pd").test().first(BATCH);
    var terms = like.apply(source);
    try {
      return new Scene(Diffusion.prior("brain-t1"), true, source, terms);
    } catch (IllegalArgumentException absent) {
      var net = Networks.unet(64, 1).channels(32, 64, 80, 80).attention(8);
      var fresh =
          new NetworkPrior("untrained", net, Weights.initial(net.plan(), 0), Provenance.NONE);
      return new Scene(fresh, false, source, terms);
    }
  }

  /** The tutorial's translation, with or without its guidance. */
  Recipe recipe(boolean guided) {
    var plain =
        Samplers.sample(prior)
            .along(Diffusion.ve(.01, 40))
            .with(Samplers.ancestral(STEPS).grid(Diffusion.karras(5)))
            .from(Samplers.noised(source, .7))
            .seed(7);
    return guided ? plain.guide(guidance()) : plain;
  }

  private Guidance guidance() {
    var sum = Guidance.NONE;
    for (var term : terms) {
      sum = (Guidance) sum.plus(term.normalised().times(.45));
    }
    return sum;
  }
}
