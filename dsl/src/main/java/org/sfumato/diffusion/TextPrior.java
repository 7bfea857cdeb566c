package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.network.Constants;
import org.sfumato.network.TextTransformer;
import org.sfumato.network.Tokens;
import org.sfumato.network.Unet;
import org.sfumato.network.Weights;
import org.sfumato.network.WordPiece;

/**
 * A trained network that reads as a prior: images under the text that describes them, or under no
 * text. Its vocabulary belongs to it and is kept with its weights.
 */
public final class TextPrior implements Conditional, Trained {
  /** Under which a provenance holds the pieces of the vocabulary, a space between them. */
  public static final String VOCABULARY = "vocabulary";

  /** What stands for no text, in training and after. */
  public static final String NOTHING = "";

  private final String name;
  private final Unet net;
  private final TextTransformer encoder;
  private final Weights weights;
  private final Provenance provenance;
  private final WordPiece vocabulary;
  private final Op reading;
  private final Op painting;
  private final Constants readerWeights;
  private final Constants painterWeights;

  /**
   * @param provenance names the vocabulary
   * @throws IllegalArgumentException if it names none, or the weights belong to another network
   */
  TextPrior(String name, Unet net, Weights weights, Provenance provenance) {
    this.name = name;
    this.net = net;
    this.encoder = net.reader().orElseThrow();
    this.weights = weights;
    this.vocabulary = vocabulary(name, provenance);
    encoder.tokens(vocabulary, List.of());
    var reader = net.readerPlan();
    var painter = net.painterPlan();
    weights.check(reader, name);
    weights.check(painter, name);
    Torch.start();
    this.reading = Op.of(reader.source());
    this.painting = Op.of(painter.source());
    this.readerWeights = new Constants(reader, weights);
    this.painterWeights = new Constants(painter, weights);
    this.provenance = provenance.with("network", net.text()).with("weights", weights.hash());
  }

  private static WordPiece vocabulary(String name, Provenance provenance) {
    var pieces = provenance.identity().get(VOCABULARY);
    if (pieces == null) {
      throw new IllegalArgumentException(
          "prior(\""
              + name
              + "\") reads text and does not say with which vocabulary; save it by fit().save(path)");
    }
    return WordPiece.of(List.of(pieces.split(" ")));
  }

  /** Frees the weights on the device now; this prior denoises no more. */
  @Override
  public void free() {
    readerWeights.free();
    painterWeights.free();
  }

  /** How it reads texts. */
  Tokens tokens(List<String> texts) {
    return encoder.tokens(vocabulary, texts);
  }

  /** Features {@code [n, L, width]} of these texts, and which of their tokens are no padding. */
  NDList read(Tokens tokens, int[] places) {
    var given = tokens.upload(places).get(0);
    return readerWeights.with(p -> reading.all(p, given));
  }

  /**
   * The best guess of the clean images under what was read.
   *
   * @param told of each image, as {@link #read} gives it
   */
  NDArray denoise(NDArray x, double sigma, NDList told) {
    var level = Torch.manager().full(x.getShape().slice(0, 1), (float) sigma);
    return painterWeights.with(
        p ->
            NetworkPrior.denoise(
                (in, c) -> painting.on(p, in, c, told.get(0), told.get(1)), x, level));
  }

  /**
   * The same, with where attention looked.
   *
   * @param steering what {@link Unet#lookingPlan} takes besides, or nothing
   * @param looks receives the maps
   */
  NDArray denoise(NDArray x, double sigma, NDList told, NDList steering, NDList looks) {
    var level = Torch.manager().full(x.getShape().slice(0, 1), (float) sigma);
    var function = Op.of(net.lookingPlan(!steering.isEmpty()).source());
    return painterWeights.with(
        p ->
            NetworkPrior.denoise(
                (in, c) -> {
                  var given = new NDList(in, c);
                  given.addAll(told);
                  given.addAll(steering);
                  var all = function.all(p, given.toArray(new NDArray[0]));
                  looks.addAll(all.subList(1, all.size()));
                  return all.get(0);
                },
                x,
                level));
  }

  /** Which tokens of each text are this word's; an empty list where a text does not have it. */
  int[][] places(List<String> texts, String word) {
    var wanted = vocabulary.words(word);
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("there is no word in «" + word + "»");
    }
    var read = tokens(texts);
    var found = new int[texts.size()][];
    for (int i = 0; i < found.length; i++) {
      var words = vocabulary.words(texts.get(i));
      var at = new TreeSet<Long>();
      for (int k = 0; k + wanted.size() <= words.size(); k++) {
        if (words.subList(k, k + wanted.size()).equals(wanted)) {
          LongStream.rangeClosed(k + 1, k + wanted.size()).forEach(at::add);
        }
      }
      long[] of = read.words()[i];
      found[i] = IntStream.range(0, of.length).filter(t -> at.contains(of[t])).toArray();
    }
    if (Arrays.stream(found).allMatch(f -> f.length == 0)) {
      throw new IllegalArgumentException(
          "«%s» is a word of none of the texts, such as «%s»".formatted(word, texts.get(0)));
    }
    return found;
  }

  /** D_∅. */
  @Override
  public NDArray denoise(NDArray x, double sigma) {
    int n = (int) x.getShape().get(0);
    return denoise(x, sigma, read(tokens(List.of(NOTHING)), new int[n]));
  }

  @Override
  public Prior given(List<String> texts, double scale) {
    return new GivenText(this, texts, scale, Optional.empty());
  }

  /** The same, keeping where this word looks. */
  public GivenText watched(List<String> texts, double scale, String word) {
    return new GivenText(this, texts, scale, Optional.of(new Looks(places(texts, word))));
  }

  /**
   * Images and the same images painted anew, two rows of a run for each.
   *
   * @param texts of source 0, of its edit, of source 1, …
   */
  public EditedText edited(List<String> texts, Control control, double scale) {
    return new EditedText(this, texts, control, scale);
  }

  @Override
  public double sigmaMin() {
    return NetworkPrior.LEAST;
  }

  @Override
  public double sigmaMax() {
    return NetworkPrior.MOST;
  }

  @Override
  public int[] imageShape() {
    return net.imageShape();
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  /** The pieces of words that it knows. */
  public WordPiece vocabulary() {
    return vocabulary;
  }

  @Override
  public TextPrior half() {
    return new TextPrior(name, net, weights.half(), provenance.with("precision", "half"));
  }

  @Override
  public Unet network() {
    return net;
  }

  @Override
  public String text() {
    return "prior(\"" + name + "\")";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "D(x;\\sigma, c) = c_{\\mathrm{skip}}(\\sigma)\\, x + c_{\\mathrm{out}}(\\sigma)\\, F_\\theta\\big(c_{\\mathrm{in}}(\\sigma)\\, x;\\ \\tfrac14 \\ln \\sigma,\\ \\tau_\\theta(c)\\big)");
  }

  @Override
  public String toString() {
    return "%s  %s, %s, %d weights, σ %s–%s"
        .formatted(
            text(),
            net,
            vocabulary.text(),
            weights.size(),
            Numbers.text(sigmaMin()),
            Numbers.text(sigmaMax()));
  }
}
