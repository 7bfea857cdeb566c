package org.sfumato.network;

import org.sfumato.Shown;

/**
 * A BERT-style transformer of reports (Devlin et al. 2019): a CLS token first, learnt positions,
 * norms after the sums, GELU, no dropout; padding is never looked at. BERT's second embedding,
 * which tells two sentences apart, has one value here and is part of the positions.
 *
 * @param vocabulary how many different tokens there may be
 * @param width numbers of each token, a multiple of the heads
 * @param depth blocks
 * @param heads of each attention
 * @param length tokens of a report, CLS and SEP included; longer ones are cut
 */
public record TextTransformer(int vocabulary, int width, int depth, int heads, int length)
    implements Shown {
  private static final Form FORM =
      new Form(
          "a text transformer", "textTransformer(%d).width(%d).depth(%d).heads(%d).length(%d)");

  private static final double EPSILON = 1e-12;
  private static final double SMALL = .02 * Math.sqrt(3);

  /** CLS, SEP and a word. */
  private static final int SHORTEST = 3;

  public TextTransformer {
    if (vocabulary <= WordPiece.SPECIAL.size()) {
      throw new IllegalArgumentException(
          "a vocabulary of %d has no words beside %s; use at least %d"
              .formatted(vocabulary, WordPiece.SPECIAL, WordPiece.SPECIAL.size() + 1));
    }
    if (depth < 1 || length < SHORTEST) {
      throw new IllegalArgumentException(
          "a text transformer needs at least one block and %d tokens".formatted(SHORTEST));
    }
  }

  /** A width of 96, 2 blocks, 4 heads, 112 tokens. */
  static TextTransformer of(int vocabulary) {
    return new TextTransformer(vocabulary, 96, 2, 4, 112);
  }

  /** So many numbers for each token, 96 unless said otherwise. */
  public TextTransformer width(int numbers) {
    return new TextTransformer(vocabulary, numbers, depth, heads, length);
  }

  /** So many blocks, 2 unless said otherwise. */
  public TextTransformer depth(int blocks) {
    return new TextTransformer(vocabulary, width, blocks, heads, length);
  }

  /** So many heads in each attention, 4 unless said otherwise. */
  public TextTransformer heads(int n) {
    return new TextTransformer(vocabulary, width, depth, n, length);
  }

  /** So many tokens of a report, CLS and SEP included, 112 unless said otherwise. */
  public TextTransformer length(int tokens) {
    return new TextTransformer(vocabulary, width, depth, heads, tokens);
  }

  /**
   * Texts as it reads them, each padded to its length.
   *
   * @throws IllegalArgumentException if the tokeniser knows more tokens than it has room for
   */
  public Tokens tokens(Tokeniser tokeniser, java.util.List<String> texts) {
    if (tokeniser.size() > vocabulary) {
      throw new IllegalArgumentException(
          "%s knows %d tokens, but %s has room for %d; use textTransformer(%d)"
              .formatted(tokeniser.text(), tokeniser.size(), text(), vocabulary, tokeniser.size()));
    }
    return Tokens.of(tokeniser, texts, length);
  }

  static void checkHeads(int width, int heads) {
    if (heads < 1 || width < heads || width % heads != 0) {
      throw new IllegalArgumentException(
          "a width of %d does not divide into %d heads; use a multiple of %d"
              .formatted(width, heads, heads));
    }
  }

  /**
   * The variables of what it gives.
   *
   * @param report the CLS token {@code [B, width]}
   * @param words the pieces of each word summed {@code [B, W, width]} in float32; W is two less
   *     than the tokens, so many words there can be
   * @param weight the last block's CLS attention, mean of heads, summed over a word's pieces {@code
   *     [B, W]}
   * @param present 1 for a word, 0 where there is none {@code [B, W]}
   */
  record Written(String report, String words, String weight, String present) {}

  /** Every layer's tokens, and where CLS looks in the last one. */
  record Layers(java.util.List<String> tokens, String attention) {}

  /** About how many numbers a report of so many tokens leaves behind, which its gradient needs. */
  public long activations(int tokens) {
    return block().activations(tokens) + 3L * tokens * width + (long) tokens * tokens;
  }

  private Transformer block() {
    return new Transformer(width, heads, 4 * width, false, false, EPSILON, depth);
  }

  /** The tokens after the embedding and after each block, {@code [B, L, width]} each. */
  Layers layers(Draft d, String tokens, String prefix) {
    checkHeads(width, heads);
    var embedding = d.parameter(prefix + "words", SMALL, vocabulary, width);
    var positions = d.parameter(prefix + "positions", SMALL, length, width);
    var sum =
        d.let(
            "torch.add(torch.embedding(%s, %s), torch.slice(%s, 0, 0, torch.size(%s, 1), 1))",
            embedding, tokens, positions, tokens);
    var h = d.layerNorm(d.cast(sum), prefix + "norm", width, EPSILON);
    var mask = d.let("torch.unsqueeze(torch.unsqueeze(torch.ne(%s, 0), 1), 1)", tokens);
    var block = block();
    var all = new java.util.ArrayList<String>();
    all.add(h);
    var attention = "";
    for (int k = 0; k < depth; k++) {
      var name = prefix + "bert.block." + k;
      var made = block.block(d, name, h, mask, k == depth - 1);
      h = made.tokens();
      all.add(h);
      attention = made.attention();
    }
    return new Layers(all, attention);
  }

  /** The mean of what is no padding, {@code [B, L, width]} to {@code [B, width]}. */
  static String mean(Draft d, String tokens, String rows) {
    var kept = d.let("torch.unsqueeze(torch.to(torch.ne(%s, 0), 6), 2)", tokens);
    return d.let(
        "torch.div(torch.sum(torch.mul(%s, %s), [1], False), torch.sum(%s, [1], False))",
        rows, kept, kept);
  }

  /** Writes the network for tokens and word numbers {@code [B, L]}. */
  Written written(Draft d, String tokens, String words, String prefix) {
    var layers = layers(d, tokens, prefix);
    var h = layers.tokens().get(depth);
    var numbers =
        d.let(
            "torch.arange(1, torch.sub(torch.size(%s, 1), 1), dtype=4, device=%s.device)",
            words, words);
    var belongs =
        d.let(
            "torch.to(torch.eq(torch.unsqueeze(%s, 1), torch.unsqueeze(torch.unsqueeze(%s, 0), 2)), 6)",
            words, numbers);
    var attention = layers.attention();
    return new Written(
        d.let("torch.select(%s, 1, 0)", h),
        d.let("torch.bmm(%s, %s)", belongs, d.full(h)),
        d.let("torch.squeeze(torch.bmm(%s, torch.unsqueeze(%s, 2)), 2)", belongs, attention),
        d.let("torch.amax(%s, [2], False)", belongs));
  }

  @Override
  public String text() {
    return FORM.text(vocabulary, width, depth, heads, length);
  }

  /** What was printed by {@link #text()}, read back. */
  static TextTransformer parse(String text) {
    int[] n = FORM.numbers(text);
    return new TextTransformer(n[0], n[1], n[2], n[3], n[4]);
  }

  @Override
  public String toString() {
    return text();
  }
}
