package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.sfumato.judge.Judging.over;
import static org.sfumato.judge.Judging.sweep;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.psnr;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Draws;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.Results;

/** Twelve small pictures, clean and noisy, and a sweep over the noise. */
final class Toy {
  private Toy() {}

  static final int N = 12;

  static Images noisy(String origin, String text, double noise, long seed) {
    var random = new Random(seed);
    var values = new float[N * 256];
    for (int k = 0; k < values.length; k++) {
      double base = .5 + .3 * Math.sin(k / 256 + k % 16 * .7) * Math.cos(k / 16 % 16 * .5);
      values[k] =
          (float)
              Math.max(
                  0, Math.min(1, base + noise * (1 + .4 * (k / 256 % 3)) * random.nextGaussian()));
    }
    var ids = new ArrayList<ImageId>();
    for (int i = 0; i < N; i++) {
      ids.add(new ImageId(origin, i));
    }
    return Images.of(values, 1, 16, 16, ids, text, Provenance.of("made", text + seed));
  }

  static final Images CLEAN = noisy("toy", "clean", 0, 0);

  /** Adds noise of this strength; another seed gives other noise. */
  record Noisy(double strength, long number) implements Draws {
    @Override
    public Images draw() {
      return noisy("toy", "noisy " + strength, strength, number);
    }

    @Override
    public Noisy seed(long seed) {
      return new Noisy(strength, seed);
    }
  }

  static Results swept() {
    return sweep(over("λ", 0.02, 0.05, 0.1), λ -> new Noisy(λ, 0))
        .seeds(0, 1, 2)
        .score(psnr(CLEAN), mse(CLEAN));
  }

  static String sentence(Executable e) {
    return assertThrows(IllegalArgumentException.class, e).getMessage();
  }
}
