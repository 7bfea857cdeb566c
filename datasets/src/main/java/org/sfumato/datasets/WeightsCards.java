package org.sfumato.datasets;

import java.util.List;

/** The networks whose weights can be named. One more is one entry here. */
final class WeightsCards {
  private static final long MEGABYTE = 1_000_000;
  private static final String TORCH = "https://download.pytorch.org/models/";
  private static final String LPIPS =
      "https://raw.githubusercontent.com/richzhang/PerceptualSimilarity/master/lpips/weights/v0.1/";
  private static final String TORCHVISION =
      "BSD-3-Clause (torchvision); trained on ImageNet, whose own terms are for research";
  private static final String LPIPS_LICENCE =
      "BSD-2-Clause © 2018 Richard Zhang, Phillip Isola, Alexei A. Efros, Eli Shechtman, Oliver Wang";
  private static final String IN_NAME =
      "the publisher puts its first eight digits into the file's name";
  private static final String HEAD = "computed from the file in the publisher's repository";

  static final List<WeightsCard> ALL =
      List.of(
          new WeightsCard(
              "mobilenet-v2",
              "MobileNetV2 of nsfwjs without its classifier, for frechet and perceptual; tuned for content filtering after ImageNet, so a number made with it is never FID or LPIPS",
              List.of("mobilenet_v2_backbone.json", "mobilenet_v2_backbone.u8.bin"),
              "",
              2_293_570,
              Shipped.sha256("mobilenet_v2_backbone.u8.bin"),
              "shipped; SHA-256 of the .u8.bin",
              "MIT © 2019 Infinite Red, Inc."),
          new WeightsCard(
              "inception-fid",
              "the Inception-v3 of 2015-12-05 for fid, kid and inceptionScore, as ported by pytorch-fid",
              List.of("pt_inception-2015-12-05-6726825d.pth"),
              "https://github.com/mseitzer/pytorch-fid/releases/download/fid_weights/pt_inception-2015-12-05-6726825d.pth",
              96 * MEGABYTE,
              "6726825d",
              IN_NAME,
              "Apache-2.0 (pytorch-fid, and TensorFlow's models, of which it is a port)"),
          new WeightsCard(
              "vgg16",
              "VGG-16 for lpips().vgg()",
              List.of("vgg16-397923af.pth"),
              TORCH + "vgg16-397923af.pth",
              553 * MEGABYTE,
              "397923af",
              IN_NAME,
              TORCHVISION),
          new WeightsCard(
              "alexnet",
              "AlexNet for lpips()",
              List.of("alexnet-owt-7be5be79.pth"),
              TORCH + "alexnet-owt-7be5be79.pth",
              244 * MEGABYTE,
              "7be5be79",
              IN_NAME,
              TORCHVISION),
          new WeightsCard(
              "squeezenet1_1",
              "SqueezeNet 1.1 for lpips().squeeze()",
              List.of("squeezenet1_1-b8a52dc0.pth"),
              TORCH + "squeezenet1_1-b8a52dc0.pth",
              5 * MEGABYTE,
              "b8a52dc0",
              IN_NAME,
              TORCHVISION),
          head("alex", 6_009, "df73285e35b22355a2df87cdb6b70b343713b667eddbda73e1977e0c860835c0"),
          head("vgg", 7_289, "a78928a0af1e5f0fcb1f3b9e8f8c3a2a5a3de244d830ad5c1feddc79b8432868"),
          head(
              "squeeze",
              10_811,
              "4a5350f23600cb79923ce65bb07cbf57dca461329894153e05a1346bd531cf76"));

  private WeightsCards() {}

  private static WeightsCard head(String net, long bytes, String sha256) {
    return new WeightsCard(
        "lpips-" + net,
        "the linear heads of LPIPS 0.1 on " + net,
        List.of("lpips-v0.1-" + net + ".pth"),
        LPIPS + net + ".pth",
        bytes,
        sha256,
        HEAD,
        LPIPS_LICENCE);
  }
}
