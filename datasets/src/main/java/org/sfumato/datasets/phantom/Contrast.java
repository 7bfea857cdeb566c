package org.sfumato.datasets.phantom;

/**
 * A way of turning tissue into grey levels. Scaling is fixed per contrast (a reference signal shown
 * as white), never per picture, so equal tissue has an equal grey level in every head.
 */
public sealed interface Contrast
    permits Contrast.SpinEcho, Contrast.InversionRecovery, Contrast.Tomography {

  /** The grey level of a voxel full of one tissue, before clipping; may be negative. */
  double level(double t1, double t2, double protonDensity, double hounsfield);

  /** Whether the receiver coil shades the picture. */
  boolean shaded();

  /** The slice as size·size grey levels in [0, 1], row by row, front of the head first. */
  default float[] render(Slice slice) {
    return slice.render(this);
  }

  /**
   * S = PD (1 − exp(−TR/T1)) exp(−TE/T2), divided by {@code white}.
   *
   * @param repetition TR in ms
   * @param echo TE in ms
   * @param white the signal shown as 1
   */
  record SpinEcho(double repetition, double echo, double white) implements Contrast {
    public SpinEcho {
      positive("TR", repetition);
      positive("TE", echo);
      positive("the white level", white);
    }

    @Override
    public double level(double t1, double t2, double protonDensity, double hounsfield) {
      return protonDensity == 0
          ? 0
          : protonDensity
              * (1 - StrictMath.exp(-repetition / t1))
              * StrictMath.exp(-echo / t2)
              / white;
    }

    @Override
    public boolean shaded() {
      return true;
    }
  }

  /**
   * Magnitude of S = PD (1 − 2 exp(−TI/T1) + exp(−TR/T1)) exp(−TE/T2), divided by {@code white}.
   *
   * @param repetition TR in ms
   * @param echo TE in ms
   * @param inversion TI in ms
   * @param white the signal shown as 1
   */
  record InversionRecovery(double repetition, double echo, double inversion, double white)
      implements Contrast {
    public InversionRecovery {
      positive("TR", repetition);
      positive("TE", echo);
      positive("TI", inversion);
      positive("the white level", white);
    }

    @Override
    public double level(double t1, double t2, double protonDensity, double hounsfield) {
      return protonDensity == 0
          ? 0
          : protonDensity
              * (1 - 2 * StrictMath.exp(-inversion / t1) + StrictMath.exp(-repetition / t1))
              * StrictMath.exp(-echo / t2)
              / white;
    }

    @Override
    public boolean shaded() {
      return true;
    }
  }

  /**
   * CT numbers in a window: (HU − centre) / width + ½.
   *
   * @param centre the Hounsfield number shown as mid-grey
   * @param width the range of Hounsfield numbers from black to white
   */
  record Tomography(double centre, double width) implements Contrast {
    public Tomography {
      positive("the window's width", width);
    }

    @Override
    public double level(double t1, double t2, double protonDensity, double hounsfield) {
      return (hounsfield - centre) / width + 0.5;
    }

    @Override
    public boolean shaded() {
      return false;
    }
  }

  /** T1-weighted spin echo, TR 400 ms, TE 12 ms: white .73, grey .58, CSF .28; fat near 1. */
  static Contrast t1() {
    return new SpinEcho(400, 12, 0.49);
  }

  /** T2-weighted spin echo, TR 3500 ms, TE 90 ms: CSF .94, grey .48, white .36. */
  static Contrast t2() {
    return new SpinEcho(3500, 90, 0.60);
  }

  /** Proton-density spin echo, TR 3300 ms, TE 35 ms (BrainWeb's): CSF .9, grey .77, white .65. */
  static Contrast pd() {
    return new SpinEcho(3300, 35, 0.72);
  }

  /** FLAIR, TR 9000 ms, TE 110 ms, TI such that CSF gives no signal (about 1700 ms). */
  static Contrast flair() {
    double repetition = 9000;
    double t1 = Tissue.CSF.t1();
    double inversion =
        t1 * (StrictMath.log(2) - StrictMath.log1p(StrictMath.exp(-repetition / t1)));
    return new InversionRecovery(repetition, 110, inversion, 0.34);
  }

  /** CT in the brain window, centre 40 HU, width 80 HU: fat and air black, bone white. */
  static Contrast ct() {
    return new Tomography(40, 80);
  }

  private static void positive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " must be positive and finite, but is " + value);
    }
  }
}
