package org.sfumato.judge;

import java.util.Arrays;
import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Provenance;
import org.sfumato.Shown;
import org.sfumato.corruption.Corruptions;

/** What a bench restores, and from what. */
public sealed interface Task extends Shown {
  /** What the restorers are given. */
  Measurements measured();

  /** What their images should be. */
  Images truth();

  /** The same with other masks and other noise. */
  Task seed(long seed);

  /** Where both come from. */
  Provenance provenance();

  /** Images from measurements of themselves. */
  record Restoring(Images x, Corruption a) implements Task {
    public Restoring {
      some(x);
    }

    @Override
    public Measurements measured() {
      return a.apply(x);
    }

    @Override
    public Images truth() {
      return x;
    }

    @Override
    public Restoring seed(long seed) {
      return new Restoring(x, a.seed(seed));
    }

    @Override
    public Provenance provenance() {
      return Provenance.of("corruption", a.text()).within("clean", x.provenance());
    }

    @Override
    public String text() {
      return "bench(" + x.expression() + ", " + a.text() + ")";
    }
  }

  /** Images of one kind from images of another. */
  record Translating(Images source, Images target) implements Task {
    public Translating {
      some(source);
      var given = source.shape();
      var wanted = target.shape();
      if (!Arrays.equals(given, wanted)) {
        throw new IllegalArgumentException(
            "a bench compares image by image, but %s has the shape %s and %s has %s; take as many of each, in one size"
                .formatted(
                    source.expression(),
                    Arrays.toString(given),
                    target.expression(),
                    Arrays.toString(wanted)));
      }
    }

    @Override
    public Measurements measured() {
      return Corruptions.observed(source);
    }

    @Override
    public Images truth() {
      return target;
    }

    @Override
    public Translating seed(long seed) {
      return this;
    }

    @Override
    public Provenance provenance() {
      return Provenance.NONE
          .within("source", source.provenance())
          .within("target", target.provenance());
    }

    @Override
    public String text() {
      return "bench(" + source.expression() + ", " + target.expression() + ")";
    }
  }

  private static void some(Images x) {
    if (x.size() == 0) {
      throw new IllegalArgumentException("there is no image to restore in " + x.expression());
    }
  }
}
