package org.sfumato.network;

/**
 * A small residual network (He et al. 2016): a 3×3 convolution that halves, then four stages of
 * basic blocks at widths of 1, 2, 4 and 8 times the first, each further one halving. It has group
 * norms in place of batch norms, whose running statistics are no parameters and would make a
 * picture's features depend on those beside it. As in MGCA (Wang et al. 2022) the whole is the mean
 * of the last stage and places are those of the third. The network sees 2x − 1.
 *
 * @param size height and width of the pictures, a multiple of 16
 * @param channels of the pictures
 * @param width channels of the first stage, a multiple of 8
 * @param blocks in each stage
 */
public record Resnet(int size, int channels, int width, int blocks) implements ImageTower {
  private static final Form FORM =
      new Form("a residual network", "resnet(%d).channels(%d).width(%d).blocks(%d)");

  private static final int GROUPS = 8;
  private static final int STAGES = 4;

  /** Which stage's places are given, from 0. */
  private static final int LOCAL = 2;

  public Resnet {
    int least = 1 << STAGES;
    if (size < least || size % least != 0) {
      throw new IllegalArgumentException(
          "a residual network halves its pictures %d times, but %d is not a multiple of %d"
              .formatted(STAGES, size, least));
    }
    if (width < GROUPS || width % GROUPS != 0) {
      throw new IllegalArgumentException(
          "a width of %d does not divide into %d groups; use a multiple of %d"
              .formatted(width, GROUPS, GROUPS));
    }
    if (channels < 1 || blocks < 1) {
      throw new IllegalArgumentException(
          "a residual network needs at least one channel and one block");
    }
  }

  /** Grey pictures, a width of 16, one block in each stage. */
  static Resnet of(int size) {
    return new Resnet(size, 1, 16, 1);
  }

  /** For pictures of so many channels, 1 unless said otherwise. */
  public Resnet channels(int n) {
    return new Resnet(size, n, width, blocks);
  }

  /** So many channels in the first stage, 16 unless said otherwise. */
  public Resnet width(int channelsAtFirst) {
    return new Resnet(size, channels, channelsAtFirst, blocks);
  }

  /** So many blocks in each stage, 1 unless said otherwise. */
  public Resnet blocks(int perStage) {
    return new Resnet(size, channels, width, perStage);
  }

  @Override
  public int features() {
    return width << STAGES - 1;
  }

  @Override
  public int localFeatures() {
    return width << LOCAL;
  }

  @Override
  public int grid() {
    return size >> LOCAL + 1;
  }

  /** Three maps of the first convolution, eight of each block. */
  @Override
  public long activations() {
    long half = size / 2;
    long sum = 3L * width * half * half;
    for (int stage = 0; stage < STAGES; stage++) {
      long side = half >> stage;
      sum += 8L * blocks * (width << stage) * side * side;
    }
    return sum;
  }

  /** Each place has the same weight, 1/P. */
  @Override
  public Written written(Draft d, String x, String prefix) {
    var seen = d.cast(d.let("torch.sub(torch.mul(%s, 2.), 1.)", x));
    var h = d.convolution(seen, prefix + "stem", channels, width, 3, 2, false);
    h = active(d, h, prefix + "stem.norm", width);
    var local = "";
    int in = width;
    for (int stage = 0; stage < STAGES; stage++) {
      int out = width << stage;
      for (int b = 0; b < blocks; b++) {
        int stride = b == 0 && stage > 0 ? 2 : 1;
        h = block(d, h, prefix + "stage." + stage + "." + b, in, out, stride);
        in = out;
      }
      local = stage == LOCAL ? h : local;
    }
    var rows = d.let("torch.transpose(torch.flatten(%s, 2, -1), 1, 2)", local);
    int places = grid() * grid();
    return new Written(
        d.let("torch.mean(%s, [2, 3], False)", h),
        rows,
        d.let(
            "torch.full([torch.size(%s, 0), %d], %s, dtype=6, device=%s.device)",
            x, places, 1. / places, x));
  }

  private static String block(Draft d, String x, String name, int in, int out, int stride) {
    var first = d.convolution(x, name + ".conv0", in, out, 3, stride, false);
    var middle = active(d, first, name + ".norm0", out);
    var second = d.convolution(middle, name + ".conv1", out, out, 3, 1, false);
    var normed = d.groupNorm(second, name + ".norm1", out, GROUPS);
    var skip =
        in == out && stride == 1
            ? x
            : d.groupNorm(
                d.convolution(x, name + ".skip", in, out, 1, stride, false),
                name + ".skip.norm",
                out,
                GROUPS);
    return d.let("torch.relu(torch.add(%s, %s))", normed, skip);
  }

  private static String active(Draft d, String x, String name, int channels) {
    return d.let("torch.relu(%s)", d.groupNorm(x, name, channels, GROUPS));
  }

  @Override
  public String text() {
    return FORM.text(size, channels, width, blocks);
  }

  /** What was printed by {@link #text()}, read back. */
  static Resnet parse(String text) {
    int[] n = FORM.numbers(text);
    return new Resnet(n[0], n[1], n[2], n[3]);
  }

  @Override
  public String toString() {
    return text();
  }
}
