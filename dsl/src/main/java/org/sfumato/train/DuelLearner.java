package org.sfumato.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.network.Generator;
import org.sfumato.network.GeneratorNet;
import org.sfumato.network.Plan;
import org.sfumato.network.Weights;

/** A generator and its critic in training: what is kept of the two, and what they make. */
interface DuelLearner extends Learner<Generator> {
  /** Images of a glance at what is learnt. */
  int STRIP = 16;

  Trainee generator();

  Trainee critic();

  GeneratorNet network();

  @Override
  default Map<String, Plan> groups() {
    var all = new LinkedHashMap<>(generator().groups());
    all.putAll(critic().groups());
    return all;
  }

  @Override
  default Map<String, Weights> state() {
    var all = new LinkedHashMap<>(generator().state());
    all.putAll(critic().state());
    return all;
  }

  @Override
  default Weights average() {
    return Weights.of(generator().plan(), generator().adam().average());
  }

  @Override
  default Generator model(Weights average, Provenance made) {
    return new Generator("trained", network(), average, made);
  }

  @Override
  default Optional<Images> samples(Provenance made) {
    var model = model(average(), made);
    try {
      return Optional.of(model.draw(STRIP));
    } finally {
      model.free();
    }
  }

  @Override
  default void close() {
    generator().close();
    critic().close();
  }
}
