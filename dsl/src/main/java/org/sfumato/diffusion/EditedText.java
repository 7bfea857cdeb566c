package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.Step;
import org.sfumato.Window;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Torch;
import org.sfumato.network.Tokens;

/**
 * Images and the same images painted anew, side by side: row 2i of a run is source i under its
 * text, row 2i + 1 the same under the new text, with its attention {@linkplain Control controlled}.
 * Both begin with the same noise, and take the same noise where a sampler adds some.
 */
public final class EditedText implements Prior {
  private final TextPrior prior;
  private final List<String> texts;
  private final Control control;
  private final double scale;
  private final Tokens tokens;
  private final Tokens nothing;
  private final TokenMap[] maps;
  private final float[][] scales;
  private final Optional<Looks> looks;

  /**
   * @param texts of source 0, of its edit, of source 1, …
   * @param scale w of classifier-free guidance
   */
  EditedText(TextPrior prior, List<String> texts, Control control, double scale) {
    this.prior = prior;
    this.texts = List.copyOf(texts);
    this.control = control;
    this.scale = scale;
    this.tokens = prior.tokens(texts);
    this.nothing = prior.tokens(List.of(TextPrior.NOTHING));
    int length = tokens.tokens()[0].length;
    this.maps = new TokenMap[texts.size()];
    this.scales = new float[texts.size()][length];
    for (int i = 0; i < maps.length; i++) {
      Arrays.fill(scales[i], 1);
      maps[i] = i % 2 == 0 ? TokenMap.none(length) : map(i);
    }
    control.scales().forEach(this::weigh);
    this.looks = control.blended().map(word -> new Looks(prior.places(texts, word)));
  }

  private TokenMap map(int i) {
    var t = tokens.tokens();
    var w = tokens.words();
    return control.kind() == Control.Kind.REPLACE
        ? TokenMap.replaced(t[i - 1], w[i - 1], t[i], w[i])
        : TokenMap.refined(t[i - 1], t[i]);
  }

  private void weigh(String word, double c) {
    int[][] places = prior.places(texts, word);
    for (int i = 1; i < places.length; i += 2) {
      for (int k : places[i]) {
        scales[i][k] = (float) c;
      }
    }
  }

  @Override
  public NDArray denoise(NDArray x, double sigma) {
    throw new IllegalStateException(
        text() + " paints the images of a run anew, whose sources it knows; use it in sample(…)");
  }

  @Override
  public NDArray denoise(NDArray x, double sigma, Step s) {
    if (!(s instanceof ChunkStep chunk) || chunk.runSize() != texts.size()) {
      throw new IllegalArgumentException(
          "there are %d texts, and not as many images".formatted(texts.size()));
    }
    int[] rows = chunk.places();
    int n = rows.length;
    boolean guided = scale != 1;
    var told = prior.read(tokens, rows);
    var seen = new NDList();
    NDArray result;
    if (!guided) {
      result = prior.denoise(x, sigma, told, steering(rows, s, 0), seen);
    } else {
      var none = prior.read(nothing, new int[n]);
      var both = new NDList(none.get(0).concat(told.get(0), 0), none.get(1).concat(told.get(1), 0));
      var pair = prior.denoise(x.concat(x, 0), sigma, both, steering(rows, s, n), seen).split(2, 0);
      result = pair.get(0).add(pair.get(1).sub(pair.get(0)).mul(scale));
    }
    looks.ifPresent(l -> l.add(seen, rows, guided ? n : 0));
    return result;
  }

  /**
   * @param free rows before those of the run that look for themselves
   */
  private NDList steering(int[] rows, Step s, int free) {
    int length = tokens.tokens()[0].length;
    int n = free + rows.length;
    boolean cross = control.cross().contains(s);
    boolean self = control.self().map((Window w) -> w.contains(s)).orElse(false);
    var source = new long[n];
    var mapper = new float[n * length * length];
    var taken = new float[n * length];
    var scale = new float[n * length];
    var gate = new float[n];
    Arrays.fill(scale, 1);
    for (int k = 0; k < n; k++) {
      source[k] = k;
      if (k >= free && rows[k - free] % 2 == 1) {
        int row = rows[k - free];
        source[k] = free + first(rows, row - 1);
        System.arraycopy(scales[row], 0, scale, k * length, length);
        if (cross) {
          System.arraycopy(maps[row].mapper(), 0, mapper, k * length * length, length * length);
          System.arraycopy(maps[row].taken(), 0, taken, k * length, length);
        }
        gate[k] = self ? 1 : 0;
      }
    }
    var m = Torch.manager();
    return new NDList(
        m.create(source, new Shape(n)),
        m.create(mapper, new Shape(n, length, length)),
        m.create(taken, new Shape(n, length)),
        m.create(scale, new Shape(n, length)),
        m.create(gate, new Shape(n)));
  }

  /** Where a row of the run stands in a chunk; sources and edits are never apart. */
  static int first(int[] rows, int row) {
    for (int k = 0; k < rows.length; k++) {
      if (rows[k] == row) {
        return k;
      }
    }
    throw new IllegalStateException("a source and its edit are in two chunks");
  }

  /**
   * The state where only that changes which the control's word is about; as it is if no word was
   * named.
   */
  public NDArray blended(NDArray x, Step s) {
    return looks.map(l -> l.blended(x, ((ChunkStep) s).places(), s.progress())).orElse(x);
  }

  /** Of a run's rows; an edited image takes those of its source too. */
  @Override
  public int evaluations() {
    return scale == 1 ? 1 : 2;
  }

  @Override
  public double sigmaMin() {
    return prior.sigmaMin();
  }

  @Override
  public double sigmaMax() {
    return prior.sigmaMax();
  }

  @Override
  public int[] imageShape() {
    return prior.imageShape();
  }

  @Override
  public Provenance provenance() {
    return prior
        .provenance()
        .with("texts", Provenance.digest(String.join("\n", texts)))
        .with("control", control.text())
        .with("cfg", Numbers.text(scale));
  }

  @Override
  public String text() {
    return prior.text();
  }

  @Override
  public String toString() {
    return text();
  }
}
