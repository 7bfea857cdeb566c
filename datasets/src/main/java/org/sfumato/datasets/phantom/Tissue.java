package org.sfumato.datasets.phantom;

/**
 * What a point of the head is made of, with the numbers that make it bright or dark.
 *
 * <p>T1 and T2 in ms and proton density (water = 1) at 1.5 T. CSF, grey, white and muscle are the
 * values of the BrainWeb simulator (Kwan, Evans, Pike, IEEE TMI 18(11), 1999); scalp is its fat
 * with connective tissue mixed in; muscle stands for skin too. Deep grey lies between grey and
 * white (iron shortens its relaxation). Cortical bone gives almost no signal. Lesions are picked
 * within the trends of Bottomley et al., Med. Phys. 14(1), 1987 (oedema, infarct and tumour
 * lengthen T1 and T2); acute blood is deoxyhaemoglobin: T2 short, T1 near grey. CT numbers in
 * Hounsfield units are round textbook values (white 25–32, grey 35–40, CSF 0–15, acute clot 55–80).
 */
public enum Tissue {
  AIR(0, 0, 0, -1000),
  SCALP(390, 70, 0.80, -40),
  MUSCLE(900, 47, 1.00, 52),
  SKULL(700, 12, 0.12, 1100),
  MARROW(450, 55, 0.42, 420),
  CSF(2569, 329, 1.00, 8),
  GREY(833, 83, 0.86, 38),
  WHITE(500, 70, 0.77, 29),
  DEEP_GREY(690, 74, 0.83, 37),
  INFARCT(1080, 138, 0.90, 21),
  OEDEMA(980, 125, 0.88, 20),
  WHITE_MATTER_LESION(880, 122, 0.86, 22),
  TUMOUR(1020, 105, 0.89, 43),
  NECROSIS(1900, 210, 0.96, 14),
  HAEMORRHAGE(760, 52, 0.82, 68),
  SUBDURAL(720, 150, 0.93, 52),
  CALCIFICATION(600, 18, 0.35, 210);

  static final int COUNT = values().length;

  private final double t1;
  private final double t2;
  private final double protonDensity;
  private final double hounsfield;

  Tissue(double t1, double t2, double protonDensity, double hounsfield) {
    this.t1 = t1;
    this.t2 = t2;
    this.protonDensity = protonDensity;
    this.hounsfield = hounsfield;
  }

  /** Longitudinal relaxation time in ms at 1.5 T; 0 for air. */
  public double t1() {
    return t1;
  }

  /** Transverse relaxation time in ms at 1.5 T; 0 for air. */
  public double t2() {
    return t2;
  }

  /** Density of visible protons, water = 1. */
  public double protonDensity() {
    return protonDensity;
  }

  /** CT number in Hounsfield units. */
  public double hounsfield() {
    return hounsfield;
  }
}
