package org.sfumato.network;

import java.nio.file.Path;
import java.util.List;
import org.sfumato.Provenance;
import org.sfumato.Shown;
import org.sfumato.engine.Op;
import org.sfumato.engine.StateDict;
import org.sfumato.engine.Torch;

/**
 * A published BERT (Devlin et al. 2019), such as Bio_ClinicalBERT (Alsentzer et al. 2019): features
 * of a sentence are its CLS token after the last block, or by {@link #mean} the mean of all its
 * tokens.
 */
public final class Bert implements SentenceEncoder, Shown {
  /** Tokens that MGCA reads of a report. */
  private static final int USUAL = 112;

  private final String path;
  private final Loading loaded;
  private final Tokeniser tokeniser;
  private final boolean isMean;
  private final int length;

  /** What is on the device. */
  private record Loading(TextTransformer net, Op reading, Constants weights) {
    static Loading read(Path file) {
      var names = BertNames.of(StateDict.read(file), file.getFileName().toString());
      var net = names.network();
      var plan = plan(net);
      return new Loading(net, Op.of(plan.source()), new Constants(plan, names.weights(plan)));
    }

    /** {@code (tokens, p)} to CLS and to the mean of all but padding, {@code [n, width]} each. */
    private static Plan plan(TextTransformer net) {
      var d = new Draft(false);
      var layers = net.layers(d, "tokens", "");
      var last = layers.tokens().get(net.depth());
      var mean = TextTransformer.mean(d, "tokens", last);
      return d.plan(
          "bert", List.of("tokens"), List.of(d.let("torch.select(%s, 1, 0)", last), mean));
    }
  }

  private Bert(String path, Loading loaded, Tokeniser tokeniser, boolean isMean, int length) {
    this.path = path;
    this.loaded = loaded;
    this.tokeniser = tokeniser;
    this.isMean = isMean;
    this.length = length;
  }

  static Bert of(Path path) {
    Torch.start();
    var file = PublishedFile.of(path);
    boolean cased = file.says("tokenizer_config.json", "\"do_lower_case\":false");
    var tokeniser = file.tokeniser(cased);
    var loaded = Loaded.of(file.weights(), "bert", Loading.class, Loading::read);
    if (tokeniser.size() > loaded.net.vocabulary()) {
      throw new IllegalArgumentException(
          "%s knows %d tokens, but %s has room for %d; it belongs to another model"
              .formatted(
                  tokeniser.text(),
                  tokeniser.size(),
                  file.weights().getFileName(),
                  loaded.net.vocabulary()));
    }
    return new Bert(
        path.toString(), loaded, tokeniser, false, Math.min(USUAL, loaded.net.length()));
  }

  /** The mean of a sentence's tokens, its marks included, instead of CLS. */
  public Bert mean() {
    return new Bert(path, loaded, tokeniser, true, length);
  }

  /**
   * Reads so many tokens of a sentence, its marks included, 112 unless said otherwise, as MGCA
   * does.
   *
   * @throws IllegalArgumentException if the network has no positions for so many
   */
  public Bert length(int tokens) {
    if (tokens < 3 || tokens > loaded.net.length()) {
      throw new IllegalArgumentException(
          "%s reads 3 to %d tokens, not %d".formatted(text(), loaded.net.length(), tokens));
    }
    return new Bert(path, loaded, tokeniser, isMean, tokens);
  }

  /**
   * @return a row of features for each sentence, as many as the network is wide
   */
  @Override
  public float[][] of(List<String> sentences) {
    var tokens = Tokens.of(tokeniser, sentences, length);
    return Vectors.of(
        tokens.size(),
        "sentences",
        places -> {
          var given = tokens.upload(places).get(0);
          return loaded.weights.with(p -> loaded.reading.all(p, given).get(isMean ? 1 : 0));
        });
  }

  /** How it cuts sentences into pieces. */
  public Tokeniser tokeniser() {
    return tokeniser;
  }

  /** Where its weights come from. */
  public Provenance provenance() {
    return Provenance.of("bert", variant());
  }

  /** What defines its features. */
  public String variant() {
    return "BERT of %d blocks, %s, weights %s, %d tokens at most, %s"
        .formatted(
            loaded.net.depth(),
            tokeniser.text(),
            loaded.weights.hash(),
            length,
            isMean ? "mean of tokens" : "CLS");
  }

  @Override
  public String text() {
    return "bert(\""
        + path
        + "\")"
        + (isMean ? ".mean()" : "")
        + (length == Math.min(USUAL, loaded.net.length()) ? "" : ".length(" + length + ")");
  }

  @Override
  public String toString() {
    return text() + "  " + variant();
  }
}
