package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.view.Overlay;

/**
 * Two trained towers: pictures and sentences become vectors of length 1 in one space. Its
 * vocabulary belongs to it and is kept with its weights.
 */
public final class Aligned implements JointVectors, Learnt {
  /** Under which a file's header names the network. */
  public static final String KIND = "aligned";

  private static final String VOCABULARY = "vocabulary";
  private static final String CASED = "cased vocabulary";

  private final String name;
  private final TwoTower net;
  private final WordPiece vocabulary;
  private final Weights weights;
  private final Provenance provenance;
  private final Op seeing;
  private final Op reading;
  private final Constants imageWeights;
  private final Constants reportWeights;

  /**
   * @param name how it is called, or where it was read from
   * @throws IllegalArgumentException if the weights belong to another network, or the vocabulary
   *     has no room in it
   */
  public Aligned(
      String name, TwoTower net, WordPiece vocabulary, Weights weights, Provenance provenance) {
    this.name = Objects.requireNonNull(name, "name");
    this.net = Objects.requireNonNull(net, "net");
    this.vocabulary = Objects.requireNonNull(vocabulary, "vocabulary");
    this.weights = weights;
    var image = net.imagePlan();
    var report = net.reportPlan();
    weights.check(image, name);
    weights.check(report, name);
    net.tokens(vocabulary, List.of());
    Torch.start();
    this.seeing = Op.of(image.source());
    this.reading = Op.of(report.source());
    this.imageWeights = new Constants(image, weights);
    this.reportWeights = new Constants(report, weights);
    this.provenance =
        provenance
            .with(KIND, net.text())
            .with("weights", weights.hash())
            .with(
                vocabulary.isCased() ? CASED : VOCABULARY,
                String.join(" ", vocabulary.vocabulary()));
  }

  /**
   * Reads what {@code fit().save(path)} wrote.
   *
   * @throws IllegalArgumentException if the file is none, or damaged
   */
  static Aligned read(String name, Path file) {
    var saved = Saved.read(file, KIND);
    var identity = saved.provenance().identity();
    boolean cased = identity.containsKey(CASED);
    var pieces = identity.get(cased ? CASED : VOCABULARY);
    if (pieces == null) {
      throw new IllegalArgumentException(
          file + " is damaged: its header has no vocabulary; copy or save it again");
    }
    var known = WordPiece.of(List.of(pieces.split(" ")));
    return new Aligned(
        name,
        TwoTower.parse(saved.network()),
        cased ? known.cased() : known,
        saved.weights(),
        saved.provenance());
  }

  /** Frees the weights on the device now; these towers answer no more. */
  public void free() {
    imageWeights.free();
    reportWeights.free();
  }

  @Override
  public float[][] ofPictures(Images x) {
    return Vectors.of(x, this::vectors);
  }

  @Override
  public float[][] ofSentences(List<String> sentences) {
    var tokens = net.tokens(vocabulary, sentences);
    return Vectors.of(
        tokens.size(), "sentences", places -> Vectors.unit(read(tokens, places).get(0)));
  }

  @Override
  public NDArray vectors(NDArray x) {
    return Vectors.unit(see(x).get(0));
  }

  /**
   * Where a word looks in each picture, as MGCA's cross-attention has it: the softmax over patches
   * of the cosine of word and patch divided by 0.1, so that each map sums to 1.
   *
   * @param word one or several words
   * @throws IllegalArgumentException if there is no word in it
   */
  public Overlay attention(Images x, String word) {
    return attention(x, word, word);
  }

  /**
   * The same for words within a sentence, which give them their meaning.
   *
   * @throws IllegalArgumentException if the sentence does not have these words side by side
   */
  public Overlay attention(Images x, String sentence, String word) {
    return new WordMaps(this, sentence, word).of(x);
  }

  /** All that {@link TwoTower#imagePlan} gives. */
  NDList see(NDArray x) {
    var shape = x.getShape();
    var image = net.image();
    if (shape.dimension() != 4
        || shape.get(1) != image.channels()
        || shape.get(2) != image.size()
        || shape.get(3) != image.size()) {
      throw new IllegalArgumentException(
          "%s knows images of shape [%d, %d, %d], but was shown %s; resize(%d) or toGray() them, or train one for them"
              .formatted(
                  text(),
                  image.channels(),
                  image.size(),
                  image.size(),
                  shape.slice(1),
                  image.size()));
    }
    return imageWeights.with(p -> seeing.all(p, x));
  }

  /** All that {@link TwoTower#reportPlan} gives for the reports at these places. */
  NDList read(Tokens tokens, int[] places) {
    var given = tokens.upload(places);
    return reportWeights.with(p -> reading.all(p, given.get(0), given.get(1)));
  }

  /**
   * The image encoder before its head, as linear probes take it: features {@code [n, f]} of whole
   * pictures, and as places maps {@code [n, g, h, w]}.
   */
  public Encoder image() {
    return new AlignedFeatures(this);
  }

  /** The text encoder before its head. */
  public SentenceEncoder report() {
    return sentences -> {
      var tokens = net.tokens(vocabulary, sentences);
      return Vectors.of(tokens.size(), "sentences", places -> read(tokens, places).get(4));
    };
  }

  public TwoTower network() {
    return net;
  }

  public WordPiece vocabulary() {
    return vocabulary;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public Aligned half() {
    return new Aligned(name, net, vocabulary, weights.half(), provenance.with("precision", "half"));
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public String variant() {
    return "%s, %s, weights %s"
        .formatted(net.text(), vocabulary.text(), weights.hash().substring(0, 12));
  }

  @Override
  public String text() {
    return KIND + "(\"" + name + "\")";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "v = \\frac{h_I(f_I(x))}{\\lVert h_I(f_I(x)) \\rVert},\\quad t = \\frac{h_T(f_T(r))}{\\lVert h_T(f_T(r)) \\rVert},\\quad \\cos(x, r) = v \\cdot t");
  }

  @Override
  public String toString() {
    var from = Optional.ofNullable(provenance.identity().get("learnt from"));
    return text() + "  " + variant() + from.map(f -> ", learnt from " + f).orElse("");
  }
}
