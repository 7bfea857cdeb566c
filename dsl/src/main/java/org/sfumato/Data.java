package org.sfumato;

/** Where images come from. */
public final class Data {
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
