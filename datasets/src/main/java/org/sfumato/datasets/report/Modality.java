package org.sfumato.datasets.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sfumato.ImageId;
import org.sfumato.Pairs;
import org.sfumato.datasets.phantom.Contrast;
import org.sfumato.datasets.phantom.Finding;
import org.sfumato.datasets.phantom.Slice;
import org.sfumato.random.Noise;

/**
 * A way in which the studies are taken and told of. Every picture has settings of its own, so that
 * how bright it is tells next to nothing of what it shows.
 */
public final class Modality {
  private static final Noise NOISE = new Noise(7);
  private static final int LEVELS = 255;

  private final String name;
  private final String description;
  private final Scanner scanner;
  private final List<Finding> findings;
  private final Reporter reporter;

  /** Makes the contrast of one picture. */
  private interface Scanner {
    /** From numbers even in [0, 1). */
    Contrast contrast(float[] u);
  }

  private Modality(
      String name, String description, Scanner scanner, List<Finding> findings, String words) {
    this.name = name;
    this.description = description;
    this.scanner = scanner;
    this.findings = findings;
    this.reporter = new Reporter(words, findings);
  }

  /**
   * CT, in a window of its own for each picture. Small spots in the white matter do not show on it.
   */
  public static Modality ct() {
    return new Modality(
        "ct",
        "CT, each picture in a window of its own: centre 26–50 HU, width 49–114 HU",
        u -> new Contrast.Tomography(38 + even(u[0], 12), 80 * exponential(u[1], -0.5, 0.35)),
        without(Finding.WHITE_MATTER_HYPERINTENSITIES),
        "reports-ct.txt");
  }

  /** T1-weighted spin echo, with timing and gain of its own for each picture. */
  public static Modality t1() {
    return new Modality(
        "t1",
        "T1-weighted spin echo, each picture with a TR of its own of 312–514 ms, TE 12 ms, white at 0.43–0.70 of the signal of full density",
        u ->
            new Contrast.SpinEcho(
                400 * exponential(u[0], -0.25, 0.25), 12, 0.49 * exponential(u[1], -0.12, 0.35)),
        List.of(Finding.values()),
        "reports-t1.txt");
  }

  private static List<Finding> without(Finding left) {
    return Arrays.stream(Finding.values()).filter(f -> f != left).toList();
  }

  public String name() {
    return name;
  }

  /** How pictures are taken, for the card. */
  public String description() {
    return description
        + ", a tone curve with exponent 0.70–1.42 and noise of 0.012–0.040 of the grey scale";
  }

  /** The names of the labels: {@code lesion}, which is any of several, then every finding. */
  public List<String> names() {
    var names = new ArrayList<String>();
    names.add(Words.LESION);
    findings.forEach(f -> names.add(Words.of(f)));
    return List.copyOf(names);
  }

  /** What counts as a lesion, in words. */
  public String lesions() {
    var names = findings.stream().filter(Words.LESIONS::contains).map(Words::of).toList();
    return String.join(", ", names.subList(0, names.size() - 1))
        + " or "
        + names.get(names.size() - 1);
  }

  /** Grey levels in bytes, row by row, the front of the head first. */
  public byte[] picture(Study study, int side) {
    return taken(study.slice(side), study.id(), side);
  }

  private byte[] taken(Slice slice, ImageId id, int side) {
    var u = new float[5];
    NOISE.uniform(name + " settings", id, 0, u, 0, u.length);
    var grey = scanner.contrast(u).render(slice);
    double gamma = exponential(u[3], -0.35, 0.35);
    double sd = 0.012 + 0.028 * u[4];
    var noise = new float[side * side];
    NOISE.normal(name + " noise", id, 0, noise, 0, noise.length);
    var bytes = new byte[grey.length];
    for (int k = 0; k < bytes.length; k++) {
      double value = StrictMath.pow(grey[k], gamma) + sd * noise[k];
      bytes[k] = (byte) Math.round(LEVELS * Math.max(0, Math.min(1, value)));
    }
    return bytes;
  }

  /** What belongs to a picture, from what its slice shows. */
  public Pairs.Told told(Study study, List<Sign> signs) {
    var labels = new ArrayList<Integer>();
    var there = signs.stream().map(Sign::finding).toList();
    labels.add(
        findings.stream().anyMatch(f -> there.contains(f) && Words.LESIONS.contains(f)) ? 1 : 0);
    findings.forEach(f -> labels.add(there.contains(f) ? 1 : 0));
    return new Pairs.Told(report(study, signs).text(), "P" + study.head(), labels);
  }

  Reporter.Report report(Study study, List<Sign> signs) {
    return reporter.write(signs, study.id().key() ^ name.hashCode());
  }

  private static double even(float u, double reach) {
    return reach * (2 * u - 1);
  }

  private static double exponential(float u, double from, double to) {
    return StrictMath.exp(from + (to - from) * u);
  }
}
