package org.sfumato.network;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.sfumato.Shown;

/**
 * An image encoder and a text encoder with heads that put both, and their places and words, into
 * one space (Wang et al. 2022, MGCA). The heads are MGCA's, Linear, norm, ReLU, Linear, norm, one
 * each for pictures, patches, reports and words, with layer norms in place of its batch norms: a
 * picture's vector must not depend on those beside it. {@link #linearHeads} are those of CLIP.
 *
 * @param image encoder of pictures
 * @param report encoder of reports
 * @param embedding numbers of a vector in the common space
 * @param hidden numbers between the two layers of each head; 0 for one linear map
 */
public record TwoTower(ImageTower image, TextTransformer report, int embedding, int hidden)
    implements Shown {
  private static final Pattern FORM =
      Pattern.compile(
          "twoTower\\((.+), (textTransformer\\(.+)\\)\\.embedding\\((\\d+)\\)(?:\\.hidden\\((\\d+)\\)|\\.linearHeads\\(\\))");

  private static final double EPSILON = 1e-5;
  private static final String IMAGE = "image.";
  private static final String REPORT = "report.";

  public TwoTower {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(report, "report");
    if (embedding < 2 || hidden < 0) {
      throw new IllegalArgumentException(
          "a common space has at least 2 numbers, not " + (embedding < 2 ? embedding : hidden));
    }
  }

  /** A common space of 128 numbers, 256 within the heads. */
  static TwoTower of(ImageTower image, TextTransformer text) {
    return new TwoTower(image, text, 128, 256);
  }

  /** So many numbers in the common space, 128 unless said otherwise. */
  public TwoTower embedding(int d) {
    return new TwoTower(image, report, d, hidden);
  }

  /** So many numbers between the two layers of each head, 256 unless said otherwise. */
  public TwoTower hidden(int numbers) {
    if (numbers < 1) {
      throw new IllegalArgumentException(
          "heads have at least one number within, not %d; linearHeads() are one linear map"
              .formatted(numbers));
    }
    return new TwoTower(image, report, embedding, numbers);
  }

  /** Each head one linear map without bias, as in CLIP. */
  public TwoTower linearHeads() {
    return new TwoTower(image, report, embedding, 0);
  }

  /**
   * Both towers as one function {@code (x, tokens, words, p)} of pictures {@code [B, C, H, W]} in
   * [0, 1], tokens {@code [B, L]} (0 is padding, CLS comes first) and, for each token, the number
   * of its word from 1 (0 for CLS, SEP and padding), both whole numbers of 64 bits. L is at most
   * the text transformer's length. It gives
   *
   * <ol start="0">
   *   <li>pictures {@code [B, d]}
   *   <li>patches {@code [B, P, d]}
   *   <li>how much the picture looks at each patch {@code [B, P]}: the last block's CLS attention,
   *       mean of heads; 1/P from a ResNet
   *   <li>reports {@code [B, d]}
   *   <li>words {@code [B, W, d]}, W = L − 2; pieces are summed to words before the head
   *   <li>how much the report looks at each word {@code [B, W]}, summed over its pieces
   *   <li>1 for a word and 0 where there is none {@code [B, W]}
   * </ol>
   *
   * Vectors do not have length 1.
   *
   * @param mixed whether activations are bfloat16; results are float32 in any case
   */
  public Plan plan(boolean mixed) {
    var d = new Draft(mixed);
    var seen = pictures(d);
    var read = reports(d);
    return d.plan(
        "two_tower",
        List.of("x", "tokens", "words"),
        List.of(
            seen.whole(),
            seen.places(),
            seen.weight(),
            read.report(),
            read.words(),
            read.weight(),
            read.present()));
  }

  /**
   * The image side alone, {@code (x, p)}: pictures and patches in the common space and the patches'
   * weights, as {@link #plan} gives them, and before the heads the features of the whole {@code [B,
   * f]} and of places {@code [B, P, g]}.
   */
  public Plan imagePlan() {
    var d = new Draft(false);
    var raw = image.written(d, "x", IMAGE);
    var seen = projected(d, raw);
    return d.plan(
        "image_tower",
        List.of("x"),
        List.of(seen.whole(), seen.places(), seen.weight(), raw.whole(), raw.places()));
  }

  /**
   * The text side alone, {@code (tokens, words, p)}: reports, words, their weights and which there
   * are, as {@link #plan} gives them, and before the head the features of reports {@code [B, f]}.
   */
  public Plan reportPlan() {
    var d = new Draft(false);
    var raw = report.written(d, "tokens", "words", REPORT);
    var read = projected(d, raw);
    return d.plan(
        "text_tower",
        List.of("tokens", "words"),
        List.of(read.report(), read.words(), read.weight(), read.present(), raw.report()));
  }

  private ImageTower.Written pictures(Draft d) {
    return projected(d, image.written(d, "x", IMAGE));
  }

  private TextTransformer.Written reports(Draft d) {
    return projected(d, report.written(d, "tokens", "words", REPORT));
  }

  private ImageTower.Written projected(Draft d, ImageTower.Written w) {
    return new ImageTower.Written(
        head(d, w.whole(), "head.image", image.features()),
        head(d, w.places(), "head.patch", image.localFeatures()),
        w.weight());
  }

  private TextTransformer.Written projected(Draft d, TextTransformer.Written w) {
    return new TextTransformer.Written(
        head(d, w.report(), "head.report", report.width()),
        head(d, d.cast(w.words()), "head.word", report.width()),
        w.weight(),
        w.present());
  }

  private String head(Draft d, String x, String name, int features) {
    if (hidden == 0) {
      return d.map(x, name, features, embedding);
    }
    var wide = d.linear(x, name + ".0", features, hidden, 1);
    var active = d.let("torch.relu(%s)", d.layerNorm(wide, name + ".norm", hidden, EPSILON));
    return d.layerNorm(d.linear(active, name + ".1", hidden, embedding, 1), embedding, EPSILON);
  }

  /**
   * Reports as the network reads them, each padded to its length, so that a report's vector does
   * not depend on those beside it.
   *
   * @throws IllegalArgumentException if the tokeniser knows more tokens than the network
   */
  public Tokens tokens(Tokeniser tokeniser, List<String> reports) {
    return report.tokens(tokeniser, reports);
  }

  @Override
  public String text() {
    return "twoTower(%s, %s).embedding(%d)%s"
        .formatted(
            image.text(),
            report.text(),
            embedding,
            hidden == 0 ? ".linearHeads()" : ".hidden(" + hidden + ")");
  }

  /** What was printed by {@link #text()}, read back. */
  public static TwoTower parse(String text) {
    var m = FORM.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("«" + text + "» does not describe two towers");
    }
    return new TwoTower(
        ImageTower.parse(m.group(1)),
        TextTransformer.parse(m.group(2)),
        Integer.parseInt(m.group(3)),
        m.group(4) == null ? 0 : Integer.parseInt(m.group(4)));
  }

  @Override
  public String toString() {
    return text();
  }
}
