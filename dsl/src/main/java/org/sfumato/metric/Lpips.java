package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import java.util.Optional;
import org.sfumato.Catalogue;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;
import org.sfumato.network.VisionFeatures;
import org.sfumato.network.VisionHeads;
import org.sfumato.network.VisionNet;

/**
 * LPIPS, version 0.1 (Zhang et al. 2018): the squared difference of unit-length features of a
 * classifier, each channel weighted by how much it mattered to people, the mean over places, the
 * sum of the layers. Images are compared at their own size; grey ones are repeated as RGB.
 *
 * @param reference the images to compare with, empty until they are given
 * @param net whose features are compared
 * @param files the network's weights and the heads', if not those that were fetched
 */
public record Lpips(Optional<Images> reference, VisionNet net, Optional<Files> files)
    implements Metric {
  /** Files with the weights of the network and of the heads. */
  public record Files(Path backbone, Path heads) {}

  /** On AlexNet, the default of its authors, with the fetched weights. */
  static Lpips official() {
    return new Lpips(Optional.empty(), VisionNet.ALEXNET, Optional.empty());
  }

  /** On AlexNet. */
  public Lpips alex() {
    return new Lpips(reference, VisionNet.ALEXNET, files);
  }

  /** On VGG-16, as most papers on restoration report it. */
  public Lpips vgg() {
    return new Lpips(reference, VisionNet.VGG16, files);
  }

  /** On SqueezeNet 1.1. */
  public Lpips squeeze() {
    return new Lpips(reference, VisionNet.SQUEEZENET, files);
  }

  /** With weights from these files: torchvision's of the network, and LPIPS's heads. */
  public Lpips from(String backbone, String heads) {
    return new Lpips(reference, net, Optional.of(new Files(Path.of(backbone), Path.of(heads))));
  }

  /**
   * @throws IllegalArgumentException if there is no reference, if images differ in shape or are too
   *     small, or if weights have not been fetched; the message says how to
   */
  @Override
  public NDArray of(NDArray x, Step s) {
    var features = features();
    var y = maps(features, x, s);
    return heads().with(w -> MapDistance.of(features.maps(x), y, w));
  }

  /** Those of the reference. */
  private NDList maps(VisionFeatures features, NDArray x, Step s) {
    return features.maps(Pair.reference("LPIPS", "lpips(images)", x, reference, s));
  }

  @Override
  public Metric settled(Step s) {
    var features = features();
    var heads = heads();
    var kept = maps(features, s.xt(), s);
    return new Settled(this, x -> heads.with(w -> MapDistance.of(features.maps(x), kept, w)));
  }

  private VisionFeatures features() {
    return files
        .map(f -> VisionFeatures.of(net, f.backbone()))
        .orElseGet(() -> VisionFeatures.of(net));
  }

  private VisionHeads heads() {
    return VisionHeads.of(
        net, files.map(Files::heads).orElseGet(() -> Catalogue.found().weights(headsId())));
  }

  private String headsId() {
    return switch (net) {
      case ALEXNET -> "lpips-alex";
      case VGG16 -> "lpips-vgg";
      case SQUEEZENET -> "lpips-squeeze";
    };
  }

  @Override
  public String name() {
    return "LPIPS";
  }

  /** The network, and the weights that make it this one; they are read for it. */
  @Override
  public String variant() {
    return "v0.1, %s, weights %s, heads %s, images' own size, grey repeated as RGB"
        .formatted(net.title(), features().hash(), heads().hash());
  }

  @Override
  public String text() {
    return "LPIPS (v0.1, " + net.title() + ")";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Optional<Images> comparedWith() {
    return reference;
  }

  @Override
  public Lpips against(Images images) {
    return new Lpips(Optional.of(images), net, files);
  }
}
