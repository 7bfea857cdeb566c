package org.sfumato.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sfumato.Catalogue;

/** Networks. */
public final class Networks {
  private Networks() {}

  /**
   * A U-Net for {@code size}×{@code size} images; 32, 64, 128 channels and one block per level
   * unless said otherwise.
   */
  public static Unet unet(int size, int channels) {
    return new Unet(
        size, channels, channels, List.of(32, 64, 128), 1, List.of(), 1, Optional.empty());
  }

  /**
   * A generator of square images and its critic, for {@code ambientGan(A, net)}; 64 numbers for
   * each image and a width of 32 unless said otherwise.
   */
  public static Dcgan dcgan(int size, int channels) {
    return Dcgan.of(size, channels, 32);
  }

  /**
   * A network from images to images of another kind, for {@code cycleGan(source, target, …)}: 6
   * residual blocks and a width of 32 unless said otherwise.
   */
  public static ResnetGenerator resnetGenerator(int size, int channels) {
    return ResnetGenerator.of(size, channels);
  }

  /**
   * A critic that judges patches of images; three layers that halve and a width of 32 unless said
   * otherwise.
   */
  public static PatchDiscriminator patchDiscriminator(int channels) {
    return PatchDiscriminator.of(channels);
  }

  /**
   * The networks of StyleGAN2 for square images, for {@code styleGan(net)}; a width of 32 at full
   * size, 128 numbers of style and 2 layers of mapping unless said otherwise.
   */
  public static StyleGan styleGan2(int size, int channels) {
    return StyleGan.of(size, channels);
  }

  /**
   * A vision transformer of {@code size}×{@code size} pictures, cut into patches of {@code
   * patch}×{@code patch}; grey pictures, a width of 96, 4 blocks and 4 heads unless said otherwise.
   *
   * @throws IllegalArgumentException if the pictures do not divide into such patches
   */
  public static Vit vit(int size, int patch) {
    return Vit.of(size, patch);
  }

  /**
   * A small residual network of {@code size}×{@code size} pictures as an image encoder; grey
   * pictures, a width of 16 and one block in each of four stages unless said otherwise.
   *
   * @throws IllegalArgumentException if the size is no multiple of 16
   */
  public static Resnet resnet(int size) {
    return Resnet.of(size);
  }

  /**
   * A BERT-style transformer of reports with a vocabulary of at most so many pieces, learnt from
   * the reports it is trained on; a width of 96, 2 blocks, 4 heads and 112 tokens unless said
   * otherwise.
   */
  public static TextTransformer textTransformer(int vocabulary) {
    return TextTransformer.of(vocabulary);
  }

  /**
   * An encoder of pictures and one of reports into a common space, for {@code train(net)}; 128
   * numbers unless said otherwise.
   */
  public static TwoTower twoTower(ImageTower image, TextTransformer text) {
    return TwoTower.of(image, text);
  }

  /**
   * Two trained towers: those that ship, by their name, or what {@code train(twoTower(…))…fit()
   * .save(path)} wrote.
   *
   * @throws IllegalArgumentException if there is neither such a name nor such a file
   */
  public static Aligned aligned(String idOrPath) {
    return Aligned.read(idOrPath, Saved.file(Aligned.KIND, idOrPath));
  }

  /**
   * A published CLIP with a vision transformer, such as ViT-B/32, or one trained on from it: a
   * folder as Hugging Face gives it, or a weights file in OpenAI's names or theirs, with {@code
   * tokenizer.json} beside it.
   *
   * @throws IllegalArgumentException if it is none, or has no tokeniser beside it
   */
  public static Clip clip(String path) {
    return Clip.of(Path.of(path));
  }

  /**
   * A published MedCLIP with a ResNet-50: a folder with {@code pytorch_model.bin} and the tokeniser
   * of Bio_ClinicalBERT, or such a weights file with the tokeniser beside it.
   *
   * @throws IllegalArgumentException if it is none, or has no tokeniser beside it
   */
  public static MedClip medclip(String path) {
    return MedClip.of(Path.of(path));
  }

  /**
   * A published BERT, such as Bio_ClinicalBERT, as an encoder of sentences: a folder as Hugging
   * Face gives it, or its weights with {@code tokenizer.json} or {@code vocab.txt} beside them.
   *
   * @throws IllegalArgumentException if it is none, or has no tokeniser beside it
   */
  public static Bert bert(String path) {
    return Bert.of(Path.of(path));
  }

  /**
   * A trained generator: one that ships, by its name, or what {@code
   * ambientGan(A)…fit().save(path)} wrote.
   *
   * @throws IllegalArgumentException if there is neither such a name nor such a file
   */
  public static Generator generator(String idOrPath) {
    return Generator.read(idOrPath, Saved.file("generator", idOrPath));
  }

  /**
   * A trained classifier of two kinds of images, for {@code egsde(prior, domains)}: one that ships,
   * by its name, or what {@code domainClassifier(source, target)…fit().save(path)} wrote.
   *
   * @throws IllegalArgumentException if there is neither such a name nor such a file
   */
  public static DomainClassifier domainClassifier(String idOrPath) {
    return DomainClassifier.read(idOrPath, Saved.file(DomainClassifier.KIND, idOrPath));
  }

  /**
   * A classifier of findings that {@code train(resnet(64)).on(pairs).fit().save(path)} wrote.
   *
   * @throws IllegalArgumentException if there is none, or the file is damaged
   */
  public static FindingClassifier findingClassifier(String idOrPath) {
    return FindingClassifier.read(idOrPath, Saved.file(FindingClassifier.KIND, idOrPath));
  }

  /** The shipped MobileNetV2 as an encoder: 1280 features, six feature maps. */
  public static Mobilenet mobilenet() {
    return Mobilenet.shipped();
  }

  /**
   * The Inception of FID, with 2048 features and 1008 classes; its weights are not shipped.
   *
   * @throws IllegalArgumentException if its weights have not been fetched; the message says how to
   */
  public static Inception inception() {
    return Inception.of(Catalogue.found().weights("inception-fid"));
  }

  /**
   * The Inception of FID from this file: weights in the names of {@code pytorch-fid}, or NVIDIA's
   * TorchScript program.
   */
  public static Inception inception(String path) {
    return Inception.of(Path.of(path));
  }

  /**
   * A TorchScript program as an encoder. Such a file is a program: take it from those you trust.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Scripted torchScript(String path) {
    return Scripted.of(Path.of(path));
  }

  /**
   * The features of torchvision's AlexNet.
   *
   * @throws IllegalArgumentException if its weights have not been fetched; the message says how to
   */
  public static VisionFeatures alexnet() {
    return VisionFeatures.of(VisionNet.ALEXNET);
  }

  /** The features of AlexNet with torchvision's weights from this file. */
  public static VisionFeatures alexnet(String path) {
    return VisionFeatures.of(VisionNet.ALEXNET, Path.of(path));
  }

  /**
   * The features of torchvision's VGG-16.
   *
   * @throws IllegalArgumentException if its weights have not been fetched; the message says how to
   */
  public static VisionFeatures vgg16() {
    return VisionFeatures.of(VisionNet.VGG16);
  }

  /** The features of VGG-16 with torchvision's weights from this file. */
  public static VisionFeatures vgg16(String path) {
    return VisionFeatures.of(VisionNet.VGG16, Path.of(path));
  }

  /**
   * The features of torchvision's SqueezeNet 1.1.
   *
   * @throws IllegalArgumentException if its weights have not been fetched; the message says how to
   */
  public static VisionFeatures squeezenet() {
    return VisionFeatures.of(VisionNet.SQUEEZENET);
  }

  /** The features of SqueezeNet 1.1 with torchvision's weights from this file. */
  public static VisionFeatures squeezenet(String path) {
    return VisionFeatures.of(VisionNet.SQUEEZENET, Path.of(path));
  }
}
