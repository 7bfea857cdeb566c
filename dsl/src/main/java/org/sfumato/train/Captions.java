package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.Numbers;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.diffusion.TextPrior;
import org.sfumato.network.TextTransformer;
import org.sfumato.network.WordPiece;
import org.sfumato.random.Noise;

/**
 * What a network in training is told of each picture: its report, or nothing now and then, so that
 * one network learns both D_c and D_∅ (Ho and Salimans 2022). Which are dropped is keyed by (seed,
 * picture, visit).
 */
final class Captions {
  /** Under which a provenance says how many were dropped. */
  static final String KEY = "captions dropped";

  private final Pairs pairs;
  private final TextTransformer encoder;
  private final WordPiece vocabulary;
  private final double dropped;
  private final boolean retold;
  private final Noise noise;

  /**
   * @param begun what the training begins with; its vocabulary is kept
   */
  Captions(Training<?> t, TextTransformer encoder, Pairs pairs, Optional<Base> begun) {
    this.pairs = pairs;
    this.encoder = encoder;
    this.vocabulary =
        begun
            .flatMap(b -> Optional.ofNullable(b.provenance().identity().get(TextPrior.VOCABULARY)))
            .map(pieces -> WordPiece.of(List.of(pieces.split(" "))))
            .orElseGet(() -> WordPiece.train(pairs.reports(), encoder.vocabulary()));
    this.dropped = t.get(Settings.CAPTION_DROP);
    this.retold = t.get(Settings.AUGMENTED);
    this.noise = new Noise(t.get(Settings.SEED));
  }

  /** Tokens of what the network is told at this visit, {@code [n, L]}. */
  NDArray of(Batch batch) {
    int[] rows = IntStream.range(0, batch.size()).toArray();
    var told = IntStream.of(rows).mapToObj(k -> told(batch, k)).toList();
    return encoder.tokens(vocabulary, told).upload(rows).get(0);
  }

  /** What is said of row {@code k}. */
  String told(Batch batch, int k) {
    var id = batch.ids().get(k);
    if (dropped(id, batch.visit())) {
      return TextPrior.NOTHING;
    }
    var report = pairs.told(batch.places()[k]).report();
    return retold ? new Sentences(noise, id, batch.visit()).told(report) : report;
  }

  private boolean dropped(ImageId id, int visit) {
    var u = new float[1];
    noise.uniform("caption", id, visit, u, 0, 1);
    return u[0] < dropped;
  }

  /** The reports of the first pictures. */
  List<String> first(int n) {
    return pairs.first(Math.min(n, pairs.size())).reports();
  }

  /** With the vocabulary, which belongs to the weights, and how much was dropped. */
  Provenance noted(Provenance made) {
    return made.with(TextPrior.VOCABULARY, String.join(" ", vocabulary.vocabulary()))
        .with(KEY, Numbers.text(dropped));
  }
}
