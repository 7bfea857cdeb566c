package org.sfumato.train;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.loss.Alignment;
import org.sfumato.loss.Losses;
import org.sfumato.loss.Objective;
import org.sfumato.network.Aligned;
import org.sfumato.network.TwoTower;

/** Two towers that learn from pictures with reports. */
record AlignedSubject(TwoTower net) implements Subject<Aligned> {
  AlignedSubject {
    Objects.requireNonNull(net, "net");
  }

  @Override
  public String text(Optional<Objective> loss) {
    return "train(" + net.text() + ")";
  }

  @Override
  public String task() {
    return "train two towers";
  }

  @Override
  public String wanted() {
    return "on(pairs)";
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  public void check(Material given) {
    if (!(given instanceof OfPairs)) {
      throw new IllegalArgumentException(
          "two towers learn from pictures with reports, and %s has none; use on(pairs)"
              .formatted(given.text()));
    }
    var told = ((OfPairs) given).pairs().reports();
    for (int i = 0; i < told.size(); i++) {
      if (told.get(i).isBlank()) {
        throw new IllegalArgumentException(
            "the report of picture %d of %s is empty: there is nothing to align it with; leave such pairs out"
                .formatted(i, given.text()));
      }
    }
    int size = net.image().size();
    int[] wanted = {net.image().channels(), size, size};
    if (!Arrays.equals(wanted, given.imageShape())) {
      throw new IllegalArgumentException(
          "%s sees images of shape %s, but %s has %s; resize or toGray() its pictures, pairs.with(pairs.pictures().resize(%d)), or use another image encoder"
              .formatted(
                  net.image().text(),
                  Arrays.toString(wanted),
                  given.text(),
                  Arrays.toString(given.imageShape()),
                  size));
    }
  }

  @Override
  public void check(Objective wanted) {
    if (!(wanted instanceof Alignment)) {
      throw new IllegalArgumentException(
          "%s is about images alone; two towers minimise ita(), cta(), cpa(k), siglip() or sums of them"
              .formatted(wanted.text()));
    }
  }

  @Override
  public Optional<Objective> usual() {
    return Optional.of(Losses.ita());
  }

  @Override
  public Settings settings() {
    return Settings.USUAL
        .taking(Settings.WARM_UP, Settings.DECAY)
        .usually(Settings.BATCH, 64)
        .usually(Settings.RATE, 5e-4);
  }

  @Override
  public Learner<Aligned> learner(Training<Aligned> training, Material material) {
    if (training.base().isPresent()) {
      throw new IllegalArgumentException(
          "two towers begin with fresh weights; leave from(prior) out");
    }
    var loss = (Alignment) training.loss().orElseThrow();
    return new AlignedLearner(training, net, loss, ((OfPairs) material).pairs());
  }
}
