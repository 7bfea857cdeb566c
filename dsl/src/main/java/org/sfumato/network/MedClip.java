package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.List;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.engine.Op;
import org.sfumato.engine.StateDict;
import org.sfumato.engine.Torch;

/**
 * The published MedCLIP (Wang et al. 2022) with a ResNet-50 and Bio_ClinicalBERT: pictures and
 * sentences in one space. Pictures are padded with black to a square; grey ones are shown as RGB. A
 * sentence is the mean over its tokens of the layers 1, 2 and last; the official code counts the
 * padding of a batch in, so that a sentence depends on those beside it, which is left out here.
 */
public final class MedClip implements JointVectors {
  /** What our plan calls the text side's last map. */
  static final String PROJECTION = "project.weight";

  private static final String IMAGE = "vision_model.model.";
  private static final String SWIN = IMAGE + "embeddings.patch_embeddings.projection.weight";

  /** Tokens of a sentence at most, as the official code has it. */
  private static final int LENGTH = 77;

  private final String path;
  private final Towers towers;
  private final Tokeniser tokeniser;

  /** What is on the device. */
  private record Towers(
      TextTransformer net, Op seeing, Op reading, Constants image, Constants text) {
    static Towers read(Path file) {
      var name = file.getFileName().toString();
      var stored = StateDict.read(file);
      if (stored.names().contains(SWIN)) {
        throw new IllegalArgumentException(
            name
                + " is MedCLIP with a Swin transformer, which is not known here; take the one with a ResNet-50, medclip-pretrained.zip");
      }
      if (!stored.names().contains(IMAGE + "conv1.weight")) {
        throw new IllegalArgumentException(
            name + " is no MedCLIP: it has no «" + IMAGE + "conv1.weight»");
      }
      var bert = BertNames.of(stored, name);
      var image = Bottlenecks.of(stored, IMAGE);
      var net = bert.network();
      var seeing = seeing(image);
      var reading = reading(net, image.out());
      return new Towers(
          net,
          Op.of(seeing.source()),
          Op.of(reading.source()),
          new Constants(seeing, image.weights(seeing)),
          new Constants(reading, bert.weights(reading)));
    }

    /** {@code (x, p)} of pictures {@code [n, 1 or 3, H, W]} in [0, 1] to {@code [n, d]}. */
    private static Plan seeing(Bottlenecks image) {
      var d = new Draft(false);
      var side = d.let("ops.prim.max(torch.size(x, 2), torch.size(x, 3))");
      var high = d.let("torch.sub(%s, torch.size(x, 2))", side);
      var wide = d.let("torch.sub(%s, torch.size(x, 3))", side);
      var top = d.let("torch.floordiv(%s, 2)", high);
      var left = d.let("torch.floordiv(%s, 2)", wide);
      var square =
          d.let(
              "torch.constant_pad_nd(torch.contiguous(torch.expand(x, [-1, 3, -1, -1])), [%s, torch.sub(%s, %s), %s, torch.sub(%s, %s)], 0)",
              left, wide, left, top, high, top);
      var resized = d.let("torch._upsample_bicubic2d_aa(%s, [224, 224], False, None)", square);
      var seen =
          d.let(
              "torch.div(torch.sub(torch.clamp(%s, 0., 1.), 0.5862785803043838), 0.27950088968644304)",
              resized);
      return d.plan("medclip_image", List.of("x"), List.of(image.written(d, seen)));
    }

    /** {@code (tokens, p)} to {@code [n, d]}. */
    private static Plan reading(TextTransformer net, int out) {
      var d = new Draft(false);
      var layers = net.layers(d, "tokens", "").tokens();
      var sum =
          d.let(
              "torch.div(torch.add(torch.add(%s, %s), %s), 3.)",
              layers.get(1), layers.get(Math.min(2, net.depth())), layers.get(net.depth()));
      var mean = TextTransformer.mean(d, "tokens", sum);
      var name = PROJECTION.substring(0, PROJECTION.length() - ".weight".length());
      return d.plan(
          "medclip_text", List.of("tokens"), List.of(d.map(mean, name, net.width(), out)));
    }
  }

  private MedClip(String path, Towers towers, Tokeniser tokeniser) {
    this.path = path;
    this.towers = towers;
    this.tokeniser = tokeniser;
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException if it is none, or has no tokeniser beside it
   */
  static MedClip of(Path path) {
    Torch.start();
    var file = PublishedFile.of(path);
    var tokeniser = file.tokeniser(false);
    var towers = Loaded.of(file.weights(), "medclip", Towers.class, Towers::read);
    if (tokeniser.size() > towers.net.vocabulary()) {
      throw new IllegalArgumentException(
          "%s knows %d tokens, but %s has room for %d; it belongs to another model"
              .formatted(
                  tokeniser.text(),
                  tokeniser.size(),
                  file.weights().getFileName(),
                  towers.net.vocabulary()));
    }
    return new MedClip(path.toString(), towers, tokeniser);
  }

  @Override
  public NDArray vectors(NDArray x) {
    var shape = x.getShape();
    if (shape.dimension() != 4 || shape.get(1) != 1 && shape.get(1) != 3) {
      throw new IllegalArgumentException(
          "medclip sees images of one or three channels, [n, 1, H, W] or [n, 3, H, W], not "
              + shape);
    }
    return towers.image.with(p -> Vectors.unit(towers.seeing.on(p, x)));
  }

  @Override
  public float[][] ofPictures(Images x) {
    return Vectors.of(x, this::vectors);
  }

  @Override
  public float[][] ofSentences(List<String> sentences) {
    var tokens = Tokens.of(tokeniser, sentences, Math.min(LENGTH, towers.net.length()));
    return Vectors.of(
        tokens.size(),
        "sentences",
        places -> {
          var given = tokens.upload(places).get(0);
          return towers.text.with(p -> Vectors.unit(towers.reading.on(p, given)));
        });
  }

  @Override
  public Provenance provenance() {
    return Provenance.of("medclip", variant());
  }

  @Override
  public String variant() {
    return "MedCLIP with a ResNet, weights %s and %s, %s, black to a square, antialiased bicubic to 224×224"
        .formatted(towers.image.hash(), towers.text.hash(), tokeniser.text());
  }

  @Override
  public String text() {
    return "medclip(\"" + path + "\")";
  }

  @Override
  public String toString() {
    return text() + "  " + variant();
  }
}
