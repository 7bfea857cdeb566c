package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Metric;
import org.sfumato.Term;
import org.sfumato.engine.PerImage;
import org.sfumato.network.JointVectors;

/** What steers a sampler: energies are descended, rewards ascended. */
public final class Guidances {
  private Guidances() {}

  /** Local mutual information with a source of another contrast. */
  public static Lmi lmi(Images source) {
    return Lmi.of(source);
  }

  /** Mutual information with a source over the whole image. */
  public static MutualInformation mutualInformation(Images source) {
    return MutualInformation.of(source);
  }

  /** Mutual information over the whole image as a share of both entropies, 2 I/(H + H). */
  public static NormalisedInformation normalisedMutualInformation(Images source) {
    return NormalisedInformation.of(source);
  }

  /** Normalised cross-correlation with a source, over the whole image or in windows. */
  public static CrossCorrelation crossCorrelation(Images source) {
    return CrossCorrelation.of(source);
  }

  /** The same self-similarities as the source has (MIND), whatever the intensities. */
  public static Mind mind(Images source) {
    return Mind.of(source);
  }

  /** Edges that run the same way as the source's (normalised gradient fields). */
  public static GradientFields gradientFields(Images source) {
    return GradientFields.of(source);
  }

  /** Agreement with a source in what is coarse, ‖Φ(x̂₀) − Φ(y)‖². */
  public static LowPass lowPass(Images source) {
    return LowPass.of(source);
  }

  /** How alike the features of x̂₀ and of a source are; it is descended. */
  public static FeatureCosine featureCosine(Images source, Encoder encoder) {
    return FeatureCosine.of(source, encoder);
  }

  /** Agreement with measurements: ½‖y − A x̂₀‖². */
  public static Consistency consistency(Measurements y) {
    return Consistency.of(y);
  }

  /** Agreement of a prior that looks through masks with itself through {@code masks} others. */
  public static Reconstruction reconstruction(int masks) {
    return new Reconstruction(masks);
  }

  /** Likeness to {@code x} by a metric that has a gradient. */
  public static Term similar(Images x, Metric metric) {
    return Similar.of(x, metric);
  }

  /** Agreement with what a sentence says, by an encoder of pictures and sentences. */
  public static Matching matching(String text, JointVectors encoder) {
    return Matching.of(text, encoder);
  }

  /** Edges where the source has edges, and nothing else: a baseline. */
  public static Term gradientCorrelation(Images source) {
    return new GradientCorrelation(source);
  }

  /**
   * A term of your own to be descended: one value per image from the denoised images and the step.
   */
  public static Term energy(String name, PerImage f) {
    return new Energy(name, f, false);
  }

  /** A term of your own to be ascended. */
  public static Term reward(String name, PerImage f) {
    return new Energy(name, f, true);
  }

  /** The sum of squares of each image, {@code [n, …]} to {@code [n]}. */
  public static NDArray sqNorm(NDArray a) {
    return Energies.sqNorm(a);
  }

  /**
   * The root of the sum of squares of each image, {@code [n, …]} to {@code [n]}; at 0 it reads
   * 1e-6.
   */
  public static NDArray norm(NDArray a) {
    return Energies.norm(a);
  }

  /** The mean of each image, {@code [n, …]} to {@code [n]}. */
  public static NDArray average(NDArray a) {
    return Energies.average(a);
  }

  /** One channel: 0.299 R + 0.587 G + 0.114 B for colour, the array itself if it is gray. */
  public static NDArray gray(NDArray a) {
    return Pictures.gray(a);
  }
}
