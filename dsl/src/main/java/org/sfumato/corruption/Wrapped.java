package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.NoiseLaw;
import org.sfumato.Step;

/**
 * A corruption that acts as another one does, but for what it overrides: all that is known of the
 * inner one holds of it.
 */
interface Wrapped extends Structured {
  /** The corruption that acts. */
  Structured inner();

  /** The step as the inner corruption is to see it. */
  default Step seenBy(Step s) {
    return s;
  }

  @Override
  default NDArray of(NDArray x, Step s) {
    return inner().of(x, seenBy(s));
  }

  @Override
  default boolean linear() {
    return inner().linear();
  }

  @Override
  default NDArray adjoint(NDArray y, Step s) {
    return inner().adjoint(y, seenBy(s));
  }

  @Override
  default Optional<NDArray> variance(NDArray v, Step s) {
    return inner().variance(v, seenBy(s));
  }

  @Override
  default Optional<Svd> svd() {
    return inner().svd().map(svd -> new SvdView(svd, this::seenBy));
  }

  @Override
  default NDArray solve(NDArray b, double ridge, Step s) {
    return inner().solve(b, ridge, seenBy(s));
  }

  @Override
  default NDArray solveMeasured(NDArray r, double ridge, Step s) {
    return inner().solveMeasured(r, ridge, seenBy(s));
  }

  @Override
  default NDArray dagger(NDArray y, Step s) {
    return inner().dagger(y, seenBy(s));
  }

  @Override
  default NDArray visibility(NDArray like, Step s) {
    return inner().visibility(like, seenBy(s));
  }

  @Override
  default NDArray measured(NDArray y, Step s) {
    return inner().measured(y, seenBy(s));
  }

  @Override
  default Optional<String> blind() {
    return inner().blind();
  }

  @Override
  default Optional<String> blind(int h, int w) {
    return inner().blind(h, w);
  }

  @Override
  default Optional<NoiseLaw> noise() {
    return inner().noise();
  }

  @Override
  default NDArray entries(NDArray y, NDArray u) {
    return inner().entries(y, u);
  }

  @Override
  default NDArray shown(NDArray y, Step s) {
    return inner().shown(y, seenBy(s));
  }

  @Override
  default String shownAs() {
    return inner().shownAs();
  }

  @Override
  default double noiseLevel() {
    return inner().noiseLevel();
  }

  @Override
  default long seed() {
    return inner().seed();
  }

  @Override
  default String equation(String x) {
    return inner().equation(x);
  }

  @Override
  default Optional<String> latex() {
    return inner().latex();
  }

  @Override
  default String text() {
    return inner().text();
  }
}
