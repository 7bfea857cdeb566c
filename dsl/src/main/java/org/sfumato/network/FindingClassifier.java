package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;

/**
 * An image encoder with one logistic regression for each finding on its features of the whole
 * picture, all of it learnt from labels: from fresh weights, or from those that an alignment left.
 */
public final class FindingClassifier implements Learnt {
  /** Under which a file's header names the network. */
  public static final String KIND = "findingClassifier";

  /** Before the names of the encoder's parameters, as in two towers. */
  public static final String ENCODER = "image.";

  private static final String FINDINGS = "findings";
  private static final String BETWEEN = "; ";

  private final String name;
  private final ImageTower net;
  private final List<String> findings;
  private final Weights weights;
  private final Provenance provenance;
  private final Op function;
  private final Constants uploaded;

  /**
   * @param name how it is called, or where it was read from
   * @throws IllegalArgumentException if the weights belong to another network, or to other findings
   */
  public FindingClassifier(
      String name, ImageTower net, List<String> findings, Weights weights, Provenance provenance) {
    this.name = Objects.requireNonNull(name, "name");
    this.net = Objects.requireNonNull(net, "net");
    this.findings = List.copyOf(findings);
    this.weights = weights;
    var plan = plan(net, findings.size(), false);
    weights.check(plan, name);
    Torch.start();
    this.function = Op.of(plan.source());
    this.uploaded = new Constants(plan, weights);
    this.provenance =
        provenance
            .with(KIND, net.text())
            .with(FINDINGS, String.join(BETWEEN, findings))
            .with("weights", weights.hash());
  }

  /**
   * The network {@code (x, p)}: pictures {@code [B, C, H, W]} in [0, 1] to logits {@code [B, F]}.
   *
   * @param mixed whether activations are bfloat16; logits are float32 in any case
   */
  public static Plan plan(ImageTower net, int findings, boolean mixed) {
    var d = new Draft(mixed);
    var whole = net.written(d, "x", ENCODER).whole();
    var logits = d.linear(whole, "head", net.features(), findings, 1);
    return d.plan("finding_classifier", List.of("x"), List.of(d.full(logits)));
  }

  /**
   * Reads what {@code fit().save(path)} wrote.
   *
   * @throws IllegalArgumentException if the file is none, or damaged
   */
  static FindingClassifier read(String name, Path file) {
    var saved = Saved.read(file, KIND);
    var listed = saved.provenance().identity().get(FINDINGS);
    if (listed == null) {
      throw new IllegalArgumentException(
          file + " is damaged: its header names no findings; copy or save it again");
    }
    return new FindingClassifier(
        name,
        ImageTower.parse(saved.network()),
        List.of(listed.split(BETWEEN)),
        saved.weights(),
        saved.provenance());
  }

  /** Frees the weights on the device now; this classifier answers no more. */
  public void free() {
    uploaded.free();
  }

  /** The logit of each finding, in their order, for each picture. */
  public float[][] logits(Images x) {
    return Vectors.of(x, this::logits);
  }

  private NDArray logits(NDArray x) {
    var shape = x.getShape();
    long[] own = {net.channels(), net.size(), net.size()};
    if (shape.dimension() != 4 || !Arrays.equals(own, shape.slice(1).getShape())) {
      throw new IllegalArgumentException(
          "%s knows images of shape %s, but was shown %s; resize(%d) or toGray() them, or train one for them"
              .formatted(text(), Arrays.toString(own), shape.slice(1), net.size()));
    }
    return uploaded.with(p -> function.all(p, x).get(0));
  }

  /** How probably each picture has each finding, {@code [n][F]}. */
  public double[][] probabilities(Images x) {
    return Arrays.stream(logits(x)).map(FindingClassifier::shares).toArray(double[][]::new);
  }

  private static double[] shares(float[] logits) {
    var p = new double[logits.length];
    for (int f = 0; f < p.length; f++) {
      p[f] = 1 / (1 + Math.exp(-logits[f]));
    }
    return p;
  }

  /** What it has learnt to tell. */
  public List<String> findings() {
    return findings;
  }

  public ImageTower network() {
    return net;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public FindingClassifier half() {
    var made = provenance.with("precision", "half");
    return new FindingClassifier(name, net, findings, weights.half(), made);
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public String text() {
    return KIND + "(\"" + name + "\")";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of("p_f(x) = \\frac{1}{1 + e^{-w_f \\cdot f_I(x) - b_f}}");
  }

  @Override
  public String toString() {
    return text()
        + "  "
        + net.text()
        + ", weights "
        + uploaded.hash()
        + ", tells "
        + findings.stream().collect(Collectors.joining(", "));
  }
}
