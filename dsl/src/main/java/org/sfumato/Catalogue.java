package org.sfumato;

import java.util.List;
import java.util.ServiceLoader;

/** Finds data sets, files and priors by name; provided by the {@code datasets} module. */
public interface Catalogue {
  /**
   * @throws IllegalArgumentException if there is no such data set; the message lists those there
   *     are
   */
  Dataset dataset(String id);

  List<String> datasets();

  /** Reads a PNG or JPEG file, or all of a folder in the order of their names. */
  Images images(String path);

  /** Reads a NIfTI volume ({@code .nii}, {@code .nii.gz}) as a sequence of axial slices. */
  Images volume(String path);

  /**
   * Reads pictures with reports or labels: MIMIC-CXR, CheXpert, RSNA pneumonia, Open-I, a file of
   * MedMNIST, or a folder with {@code pairs.csv}.
   *
   * @param pixels a side of the pictures, 8 to 1024
   * @param uncertain what becomes of findings that a labeller called uncertain
   * @throws IllegalArgumentException if it is none of these, or damaged
   */
  Pairs pairs(String path, int pixels, Uncertain uncertain);

  /** The checkpoint of a named prior, as a file in the local cache or on the class path. */
  java.nio.file.Path checkpoint(String id);

  List<String> priors();

  /**
   * Trained weights of another kind than priors, as a file in the local cache or on the class path.
   *
   * @param kind {@code generator}, {@code translator}, {@code domainClassifier} or {@code aligned}
   * @throws IllegalArgumentException if there are none of this name; the message lists those there
   *     are
   */
  java.nio.file.Path trained(String kind, String id);

  /** Those of a kind that ship. */
  List<String> trained(String kind);

  /**
   * The file with the weights of a known network: shipped, or fetched before.
   *
   * @throws IllegalArgumentException if there is no such network, or if its weights are not here;
   *     the message says how to get them
   */
  java.nio.file.Path weights(String id);

  /** The networks whose weights are known, whether they are here or not. */
  List<String> weights();

  static Catalogue found() {
    return Found.CATALOGUE;
  }

  /** Loaded once. */
  final class Found {
    private static final Catalogue CATALOGUE =
        ServiceLoader.load(Catalogue.class, Catalogue.class.getClassLoader())
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no data catalogue on the class path; add the sfumato-datasets jar"));

    private Found() {}
  }
}
