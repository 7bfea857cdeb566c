package org.sfumato.judge;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import org.tribuo.math.Parameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.Tensor;

/**
 * An optimiser that also pulls the parameters towards zero: it climbs the mean log-likelihood minus
 * penalty/2 times the squared norm of all parameters. Tribuo's own optimisers have no such term.
 */
final class Decayed implements StochasticGradientOptimiser {
  private final StochasticGradientOptimiser inner;
  private final double penalty;
  private Parameters parameters;

  Decayed(StochasticGradientOptimiser inner, double penalty) {
    this.inner = inner;
    this.penalty = penalty;
  }

  @Override
  public void initialise(Parameters of) {
    parameters = of;
    inner.initialise(of);
  }

  @Override
  public Tensor[] step(Tensor[] updates, double weight) {
    var now = parameters.get();
    for (int k = 0; k < updates.length; k++) {
      updates[k].intersectAndAddInPlace(now[k], v -> -penalty * v);
    }
    return inner.step(updates, weight);
  }

  @Override
  public void finalise() {
    inner.finalise();
  }

  @Override
  public void reset() {
    inner.reset();
  }

  @Override
  public StochasticGradientOptimiser copy() {
    return new Decayed(inner.copy(), penalty);
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return inner.getProvenance();
  }
}
