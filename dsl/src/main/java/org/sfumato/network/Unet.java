package org.sfumato.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sfumato.Shown;

/**
 * A U-Net for square images: residual blocks of group norm, SiLU and 3×3 convolutions, a
 * noise-level embedding added in each block, self-attention at coarse levels, skip connections
 * between levels of equal size (Ronneberger et al. 2015; Ho et al. 2020). It is one compiled
 * function with {@link Weights}.
 *
 * @param size height and width of the images, divisible by 2 at each level
 * @param inChannels channels it sees
 * @param outChannels channels it returns
 * @param widths channels of each level, finest first; each divisible by 8
 * @param depth residual blocks per level
 * @param attention resolutions at which self-attention follows each block
 */
public record Unet(
    int size,
    int inChannels,
    int outChannels,
    List<Integer> widths,
    int depth,
    List<Integer> attention)
    implements Shown {
  /** Groups of every group norm. */
  static final int GROUPS = 8;

  public Unet {
    widths = List.copyOf(widths);
    attention = List.copyOf(attention);
    if (widths.isEmpty() || depth < 1 || inChannels < 1 || outChannels < 1) {
      throw new IllegalArgumentException(
          "a U-Net needs at least one level, one block and one channel");
    }
    for (int w : widths) {
      if (w < GROUPS || w % GROUPS != 0) {
        throw new IllegalArgumentException(
            "unet channels "
                + w
                + " do not divide into "
                + GROUPS
                + " groups; use a multiple of "
                + GROUPS);
      }
    }
  }

  /**
   * Settings may come in any order, so what they must agree on is looked at when they are all
   * there.
   */
  private void check() {
    int factor = 1 << (widths.size() - 1);
    if (size < factor || size % factor != 0) {
      throw new IllegalArgumentException(
          "a U-Net of %d levels halves its images %d times, but %d is not divisible by %d"
              .formatted(widths.size(), widths.size() - 1, size, factor));
    }
    for (int a : attention) {
      if (!resolutions().contains(a)) {
        throw new IllegalArgumentException(
            "there is no level of %d×%d for attention; a U-Net of %d×%d with %d levels has %s"
                .formatted(a, a, size, size, widths.size(), join(resolutions())));
      }
    }
  }

  /** Channels of each level, finest first. */
  public Unet channels(int... perLevel) {
    return new Unet(
        size, inChannels, outChannels, Arrays.stream(perLevel).boxed().toList(), depth, attention);
  }

  /** Residual blocks per level. */
  public Unet blocks(int perLevel) {
    return new Unet(size, inChannels, outChannels, widths, perLevel, attention);
  }

  /** One more channel that it sees and does not return: which pixels are seen. */
  public Unet maskChannel() {
    return new Unet(size, outChannels + 1, outChannels, widths, depth, attention);
  }

  /** Whether it has a channel that says which pixels are seen. */
  public boolean masked() {
    return inChannels == outChannels + 1;
  }

  /** Two more channels that it sees and does not return: maps that tell it about a source. */
  public Unet mapChannels() {
    return new Unet(size, outChannels + 2, outChannels, widths, depth, attention);
  }

  /** Whether it has channels for maps that tell it about a source. */
  public boolean mapped() {
    return inChannels == outChannels + 2;
  }

  /** Self-attention at these resolutions, such as 8 for 8×8. */
  public Unet attention(int... resolutions) {
    return new Unet(
        size, inChannels, outChannels, widths, depth, Arrays.stream(resolutions).boxed().toList());
  }

  /** The plan of this network: its weights and its source. */
  public Plan plan() {
    check();
    return new UnetPlan(this, false).plan();
  }

  /**
   * The same network with activations in bfloat16: about twice as fast where the processor has it.
   */
  public Plan halfPlan() {
    check();
    return new UnetPlan(this, true).plan();
  }

  /**
   * The half of this network that goes down, as a classifier of two kinds of noisy images: the
   * function {@code (x, c, p)} of images and noise embedding input gives features {@code [n, w, h,
   * h]} at the coarsest level, of w channels, and logits {@code [n]} of the second kind.
   *
   * @param half whether activations are bfloat16
   */
  public Plan classifierPlan(boolean half) {
    check();
    return new UnetPlan(this, half).classifier();
  }

  /** {@code [C, H, W]} of the images. */
  public int[] imageShape() {
    return new int[] {outChannels, size, size};
  }

  @Override
  public String text() {
    return "unet(%d, %d).channels(%s).blocks(%d)%s%s"
        .formatted(
            size,
            outChannels,
            join(widths),
            depth,
            attention.isEmpty() ? "" : ".attention(" + join(attention) + ")",
            masked() ? ".maskChannel()" : mapped() ? ".mapChannels()" : "");
  }

  @Override
  public String toString() {
    return text();
  }

  private static String join(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** What was printed by {@link #text()}, read back. */
  public static Unet parse(String text) {
    var m =
        java.util.regex.Pattern.compile(
                "unet\\((\\d+), (\\d+)\\)\\.channels\\(([\\d, ]+)\\)\\.blocks\\((\\d+)\\)(?:\\.attention\\(([\\d, ]+)\\))?(\\.maskChannel\\(\\)|\\.mapChannels\\(\\))?")
            .matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("«" + text + "» does not describe a U-Net");
    }
    int c = Integer.parseInt(m.group(2));
    var net =
        new Unet(
            Integer.parseInt(m.group(1)),
            c,
            c,
            numbers(m.group(3)),
            Integer.parseInt(m.group(4)),
            m.group(5) == null ? List.of() : numbers(m.group(5)));
    return m.group(6) == null
        ? net
        : m.group(6).startsWith(".mask") ? net.maskChannel() : net.mapChannels();
  }

  private static List<Integer> numbers(String list) {
    var all = new ArrayList<Integer>();
    for (var n : list.split(",")) {
      all.add(Integer.parseInt(n.trim()));
    }
    return all;
  }

  /** The resolutions of the levels, finest first. */
  List<Integer> resolutions() {
    return IntStream.range(0, widths.size()).map(l -> size >> l).boxed().toList();
  }
}
