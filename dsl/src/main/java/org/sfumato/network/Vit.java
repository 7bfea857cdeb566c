package org.sfumato.network;

/**
 * A vision transformer (Dosovitskiy et al. 2021): square patches become tokens by one linear map, a
 * CLS token before them stands for the whole, positions are learnt, norms stand first, GELU
 * throughout and no dropout. The network sees 2x − 1.
 *
 * @param size height and width of the pictures, a multiple of the patch
 * @param patch height and width of a patch
 * @param channels of the pictures
 * @param width numbers of each token, a multiple of the heads
 * @param depth blocks
 * @param heads of each attention
 */
public record Vit(int size, int patch, int channels, int width, int depth, int heads)
    implements ImageTower {
  private static final Form FORM =
      new Form("a vision transformer", "vit(%d, %d).channels(%d).width(%d).depth(%d).heads(%d)");

  private static final double EPSILON = 1e-6;

  /** Of a uniform law with the usual standard deviation of 0.02. */
  private static final double SMALL = .02 * Math.sqrt(3);

  public Vit {
    if (patch < 1 || size < patch || size % patch != 0) {
      throw new IllegalArgumentException(
          "pictures of %d×%d do not divide into patches of %d×%d; use a patch that divides %d"
              .formatted(size, size, patch, patch, size));
    }
    if (channels < 1 || depth < 1) {
      throw new IllegalArgumentException(
          "a vision transformer needs at least one channel and one block");
    }
  }

  /** Grey pictures, a width of 96, 4 blocks and 4 heads. */
  static Vit of(int size, int patch) {
    return new Vit(size, patch, 1, 96, 4, 4);
  }

  /** For pictures of so many channels, 1 unless said otherwise. */
  public Vit channels(int n) {
    return new Vit(size, patch, n, width, depth, heads);
  }

  /** So many numbers for each token, 96 unless said otherwise. */
  public Vit width(int numbers) {
    return new Vit(size, patch, channels, numbers, depth, heads);
  }

  /** So many blocks, 4 unless said otherwise. */
  public Vit depth(int blocks) {
    return new Vit(size, patch, channels, width, blocks, heads);
  }

  /** So many heads in each attention, 4 unless said otherwise. */
  public Vit heads(int n) {
    return new Vit(size, patch, channels, width, depth, n);
  }

  @Override
  public int features() {
    return width;
  }

  @Override
  public int localFeatures() {
    return width;
  }

  @Override
  public int grid() {
    return size / patch;
  }

  @Override
  public long activations() {
    int places = grid() * grid();
    return blocks().activations(places + 1) + (long) places * (channels * patch * patch + width);
  }

  private Transformer blocks() {
    return new Transformer(width, heads, 4 * width, true, false, EPSILON, depth);
  }

  /**
   * The whole is the CLS token after the last norm, places are the patches; a place's weight is
   * what the last block's CLS attention gives it, the mean of all heads.
   */
  @Override
  public Written written(Draft d, String x, String prefix) {
    TextTransformer.checkHeads(width, heads);
    var seen = d.let("torch.sub(torch.mul(%s, 2.), 1.)", x);
    var maps = d.convolution(d.cast(seen), prefix + "patch", channels, width, patch, patch, true);
    var patches = d.let("torch.transpose(torch.flatten(%s, 2, -1), 1, 2)", maps);
    var cls = d.cast(d.parameter(prefix + "cls", SMALL, 1, 1, width));
    var first = d.let("torch.expand(%s, [torch.size(%s, 0), 1, %d])", cls, x, width);
    int tokens = 1 + grid() * grid();
    var positions = d.cast(d.parameter(prefix + "positions", SMALL, tokens, width));
    var h = d.let("torch.add(torch.cat([%s, %s], 1), %s)", first, patches, positions);
    var last = blocks().write(d, prefix + "vit", h, "None", true);
    var normed = d.layerNorm(last.tokens(), prefix + "norm", width, EPSILON);
    return new Written(
        d.let("torch.select(%s, 1, 0)", normed),
        d.let("torch.slice(%s, 1, 1, None, 1)", normed),
        d.let("torch.slice(%s, 1, 1, None, 1)", last.attention()));
  }

  @Override
  public String text() {
    return FORM.text(size, patch, channels, width, depth, heads);
  }

  /** What was printed by {@link #text()}, read back. */
  static Vit parse(String text) {
    int[] n = FORM.numbers(text);
    return new Vit(n[0], n[1], n[2], n[3], n[4], n[5]);
  }

  @Override
  public String toString() {
    return text();
  }
}
