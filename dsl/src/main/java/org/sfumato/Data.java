package org.sfumato;

/** Where images come from. */
public final class Data {
  /** As MGCA and CheXzero take them. */
  private static final int PAIR_PIXELS = 224;

  private Data() {}

  /** A named data set, such as {@code dataset("brainweb/pd")}. */
  public static Dataset dataset(String id) {
    return Catalogue.found().dataset(id);
  }

  /** A PNG or JPEG file, or a folder of them. */
  public static Images images(String path) {
    return Catalogue.found().images(path);
  }

  /** The axial slices of a NIfTI volume. */
  public static Images volume(String path) {
    return Catalogue.found().volume(path);
  }

  /**
   * Pictures of 224×224 pixels with reports or labels; uncertain findings are unknown. See {@link
   * #pairs(String, int, Uncertain)}.
   */
  public static Pairs pairs(String path) {
    return pairs(path, PAIR_PIXELS, Uncertain.IGNORED);
  }

  /**
   * Pictures with reports or labels: a folder of MIMIC-CXR, CheXpert, the RSNA pneumonia challenge
   * or Open-I as it comes, a file of MedMNIST, or a folder with your own {@code pairs.csv}. Divided
   * by patient: as the publisher did, else 70, 15 and 15 in a hundred.
   *
   * @param pixels a side of the pictures, 8 to 1024; the longer side of a picture fills it
   * @param uncertain what becomes of findings that a labeller called uncertain
   * @throws IllegalArgumentException if it is none of these, or damaged; the message lists what is
   *     known
   */
  public static Pairs pairs(String path, int pixels, Uncertain uncertain) {
    return Catalogue.found().pairs(path, pixels, uncertain);
  }

  /** Images from values in [0, 1], in NCHW order. */
  public static Images imagesOf(float[] values, int n, int c, int h, int w) {
    return Images.of(
        values,
        c,
        h,
        w,
        Images.numbered("values", n),
        "imagesOf(…)",
        Provenance.of("values", digest(values)).with("shape", n + "×" + c + "×" + h + "×" + w));
  }

  private static String digest(float[] values) {
    var bytes = java.nio.ByteBuffer.allocate(values.length * 4);
    bytes.asFloatBuffer().put(values);
    return Provenance.digest(bytes.array());
  }
}
