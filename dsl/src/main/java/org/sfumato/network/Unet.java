package org.sfumato.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
 * @param attention resolutions at which attention follows each block; where it reads text and none
 *     are named, those of at most 16×16
 * @param patch side of the patches that are one pixel to it, 1 unless said otherwise
 * @param reader encoder of the text that it is told, trained together with it
 */
public record Unet(
    int size,
    int inChannels,
    int outChannels,
    List<Integer> widths,
    int depth,
    List<Integer> attention,
    int patch,
    Optional<TextTransformer> reader)
    implements Shown {
  /** Groups of every group norm. */
  static final int GROUPS = 8;

  /** Where attention is not named: dear above, and of little use there. */
  private static final int COARSE = 16;

  private static final Pattern FORM =
      Pattern.compile(
          "unet\\((\\d+), (\\d+)\\)\\.channels\\(([\\d, ]+)\\)\\.blocks\\((\\d+)\\)"
              + "(?:\\.patches\\((\\d+)\\))?(?:\\.attention\\(([\\d, ]+)\\))?"
              + "(?:\\.text\\((textTransformer[\\w.()]+?)\\))?(\\.maskChannel\\(\\)|\\.mapChannels\\(\\))?");

  public Unet {
    widths = List.copyOf(widths);
    attention = List.copyOf(attention);
    if (widths.isEmpty() || depth < 1 || inChannels < 1 || outChannels < 1) {
      throw new IllegalArgumentException(
          "a U-Net needs at least one level, one block and one channel");
    }
    if (patch < 1) {
      throw new IllegalArgumentException("a patch has a side of at least one pixel, not " + patch);
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
    int factor = patch << (widths.size() - 1);
    if (size < factor || size % factor != 0) {
      throw new IllegalArgumentException(
          "a U-Net of %d levels%s halves its images %d times, but %d is not divisible by %d"
              .formatted(
                  widths.size(),
                  patch == 1 ? "" : " and patches of " + patch,
                  widths.size() - 1,
                  size,
                  factor));
    }
    for (int a : attention) {
      if (!resolutions().contains(a)) {
        throw new IllegalArgumentException(
            "there is no level of %d×%d for attention; a U-Net of %d×%d with %d levels has %s"
                .formatted(a, a, size, size, widths.size(), join(resolutions())));
      }
    }
    if (reader.isPresent() && attended().isEmpty()) {
      throw new IllegalArgumentException(
          "a U-Net asks its text at levels of at most %d×%d, and this one has %s; name one of them, attention(%d), or use one more level"
              .formatted(
                  COARSE, COARSE, join(resolutions()), resolutions().get(widths.size() - 1)));
    }
  }

  /** Channels of each level, finest first. */
  public Unet channels(int... perLevel) {
    return with(inChannels, Arrays.stream(perLevel).boxed().toList(), depth, attention);
  }

  /** Residual blocks per level. */
  public Unet blocks(int perLevel) {
    return with(inChannels, widths, perLevel, attention);
  }

  /** One more channel that it sees and does not return: which pixels are seen. */
  public Unet maskChannel() {
    return with(outChannels + 1, widths, depth, attention);
  }

  /** Whether it has a channel that says which pixels are seen. */
  public boolean masked() {
    return inChannels == outChannels + 1;
  }

  /** Two more channels that it sees and does not return: maps that tell it about a source. */
  public Unet mapChannels() {
    return with(outChannels + 2, widths, depth, attention);
  }

  /** Whether it has channels for maps that tell it about a source. */
  public boolean mapped() {
    return inChannels == outChannels + 2;
  }

  /**
   * Self-attention at these resolutions, such as 8 for 8×8; of one that reads, attention to text
   * too.
   */
  public Unet attention(int... resolutions) {
    return with(inChannels, widths, depth, Arrays.stream(resolutions).boxed().toList());
  }

  /**
   * Patches of {@code side}×{@code side} pixels are one pixel to it, with so many times the
   * channels: about side² times as fast, and fine texture is coarser for it.
   */
  public Unet patches(int side) {
    return new Unet(size, inChannels, outChannels, widths, depth, attention, side, reader);
  }

  /**
   * It reads: this encoder, trained together with it, tells it what to draw. Where it has
   * attention, each place asks the text's tokens (Rombach et al. 2022), and what CLS says of the
   * whole is added to the noise embedding.
   */
  public Unet text(TextTransformer encoder) {
    return new Unet(
        size, inChannels, outChannels, widths, depth, attention, patch, Optional.of(encoder));
  }

  private Unet with(int in, List<Integer> channels, int blocks, List<Integer> looking) {
    return new Unet(size, in, outChannels, channels, blocks, looking, patch, reader);
  }

  /** The resolutions at which it has attention. */
  List<Integer> attended() {
    return reader.isEmpty() || !attention.isEmpty()
        ? attention
        : resolutions().stream().filter(r -> r <= COARSE).toList();
  }

  /**
   * The plan of this network: its weights and its source. One that reads is a function {@code (x,
   * c, tokens, p)}, with tokens {@code [n, L]}; the text encoder is part of it.
   */
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
   * The text encoder alone, {@code (tokens, p)}: features {@code [n, L, width]} and which tokens
   * are no padding {@code [n, L]}.
   */
  public Plan readerPlan() {
    return new UnetPlan(this, false).reader();
  }

  /** All but the text encoder, {@code (x, c, features, seen, p)} of what that gave. */
  public Plan painterPlan() {
    check();
    return new UnetPlan(this, false).painter();
  }

  /**
   * The painter's function, with where its attention looked. It gives a list: the image, and in
   * turn each self-attention {@code [n, places, places]} and cross-attention {@code [n, heads,
   * places, L]}.
   *
   * @param steered whether it takes before p which row is each row's source {@code [n]}, the
   *     source's tokens mapped to the row's {@code [n, L, L]}, for each token how much is taken
   *     from there and by how much it counts {@code [n, L]} each, and whether the source's
   *     self-attention is taken {@code [n]}
   */
  public Plan lookingPlan(boolean steered) {
    check();
    var use = steered ? UnetAttention.Use.STEERED : UnetAttention.Use.SHOWN;
    return new UnetPlan(this, false, use).painter();
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
    return "unet(%d, %d).channels(%s).blocks(%d)%s%s%s%s"
        .formatted(
            size,
            outChannels,
            join(widths),
            depth,
            patch == 1 ? "" : ".patches(" + patch + ")",
            attention.isEmpty() ? "" : ".attention(" + join(attention) + ")",
            reader.map(r -> ".text(" + r.text() + ")").orElse(""),
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
    var m = FORM.matcher(text);
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
            m.group(6) == null ? List.of() : numbers(m.group(6)),
            m.group(5) == null ? 1 : Integer.parseInt(m.group(5)),
            Optional.ofNullable(m.group(7)).map(TextTransformer::parse));
    return m.group(8) == null
        ? net
        : m.group(8).startsWith(".mask") ? net.maskChannel() : net.mapChannels();
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
    return IntStream.range(0, widths.size()).map(l -> size / patch >> l).boxed().toList();
  }
}
