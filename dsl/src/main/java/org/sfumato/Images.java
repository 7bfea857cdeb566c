package org.sfumato;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An immutable sequence of pictures {@code [C, H, W]}, float32 in [0, 1], on the Java heap, read
 * when needed. Each picture knows which image it is ({@link ImageId}); taking a part keeps that.
 */
public class Images implements Shown {
  private final Pixels pixels;
  private final int[] rows;
  private final String text;
  private final Provenance provenance;
  private final Optional<Cost> cost;

  /** All pictures of a source. {@code text} is the expression that makes them. */
  public Images(Pixels pixels, String text, Provenance provenance) {
    this(pixels, IntStream.range(0, pixels.count()).toArray(), text, provenance, Optional.empty());
  }

  private Images(
      Pixels pixels, int[] rows, String text, Provenance provenance, Optional<Cost> cost) {
    this.pixels = Objects.requireNonNull(pixels, "pixels");
    this.rows = rows;
    this.text = Objects.requireNonNull(text, "text");
    this.provenance = Objects.requireNonNull(provenance, "provenance");
    this.cost = cost;
  }

  /** For kinds of images that know more about themselves. */
  protected Images(Images same) {
    this(same.pixels, same.rows, same.text, same.provenance, same.cost);
  }

  /**
   * Images from values in NCHW order.
   *
   * @throws IllegalArgumentException if a value is NaN or outside [0, 1], or the number of values
   *     does not fit the ids and the shape
   */
  public static Images of(
      float[] values, int c, int h, int w, List<ImageId> ids, String text, Provenance from) {
    return new Images(new FloatPixels(values.clone(), c, h, w, ids), text, from);
  }

  public int size() {
    return rows.length;
  }

  public int channels() {
    return pixels.channels();
  }

  public int height() {
    return pixels.height();
  }

  public int width() {
    return pixels.width();
  }

  /** {@code [N, C, H, W]}. */
  public int[] shape() {
    return new int[] {size(), channels(), height(), width()};
  }

  /** A copy of all values in NCHW order. */
  public float[] values() {
    int size = channels() * height() * width();
    var all = new float[Math.multiplyExact(size(), size)];
    for (int i = 0; i < rows.length; i++) {
      pixels.read(rows[i], all, i * size);
    }
    return all;
  }

  /** Writes image {@code i} as {@code C·H·W} floats to {@code into} from {@code at}. */
  public void read(int i, float[] into, int at) {
    pixels.read(rows[Objects.checkIndex(i, rows.length)], into, at);
  }

  /** Which image stands at place {@code i}. */
  public ImageId id(int i) {
    return pixels.id(rows[Objects.checkIndex(i, rows.length)]);
  }

  public List<ImageId> ids() {
    return IntStream.range(0, size()).mapToObj(this::id).toList();
  }

  /** Image {@code i} alone. */
  public Images get(int i) {
    if (i < 0 || i >= size()) {
      throw new IndexOutOfBoundsException(
          "there is no image " + i + ": " + text + " has " + size());
    }
    return pick(new int[] {i}, text + ".get(" + i + ")");
  }

  /** The first {@code n} images. */
  public Images first(int n) {
    return part(0, n, text + ".first(" + n + ")");
  }

  /** Images {@code a} (included) to {@code b} (excluded). */
  public Images range(int a, int b) {
    return part(a, b, text + ".range(" + a + ", " + b + ")");
  }

  private Images part(int a, int b, String as) {
    if (a < 0 || b < a || b > size()) {
      throw new IndexOutOfBoundsException(
          "images " + a + " to " + b + " do not exist: " + text + " has " + size());
    }
    return pick(IntStream.range(a, b).toArray(), as);
  }

  /** The images at these places, which {@code how} says. */
  Images at(int[] places, String how) {
    return pick(places, text + how);
  }

  private Images pick(int[] places, String as) {
    var picked = IntStream.of(places).map(p -> rows[p]).toArray();
    return new Images(pixels, picked, as, changed("part", as.substring(text.length())), cost);
  }

  /**
   * What was done before stays said: {@code first(8).get(3)} is another image than {@code range(2,
   * 9).get(3)}.
   */
  private Provenance changed(String how, String what) {
    return provenance.with(how, provenance.identity().getOrDefault(how, "") + what);
  }

  /** These images, then those. Both must have the same shape. */
  public Images and(Images more) {
    if (channels() != more.channels() || height() != more.height() || width() != more.width()) {
      throw new IllegalArgumentException(
          "images of shape [%d, %d, %d] and [%d, %d, %d] do not go into one sequence; resize one of them"
              .formatted(
                  channels(), height(), width(), more.channels(), more.height(), more.width()));
    }
    return new Images(
        new JoinedPixels(this, more),
        text + ".and(" + more.text + ")",
        new Provenance(
            java.util.Map.of("first", provenance.hash(), "then", more.provenance.hash()),
            java.util.Map.of()));
  }

  /** The whole sequence {@code times} times over, to give a small set more weight in training. */
  public Images repeated(int times) {
    if (times < 1) {
      throw new IllegalArgumentException("a sequence cannot be repeated " + times + " times");
    }
    var places = IntStream.range(0, times * size()).map(k -> k % size()).toArray();
    return pick(places, text + ".repeated(" + times + ")");
  }

  /**
   * One channel: 0.299 R + 0.587 G + 0.114 B for colour, the images themselves if they are gray.
   */
  public Images toGray() {
    if (channels() == 1) {
      return this;
    }
    if (channels() != 3) {
      throw new IllegalArgumentException("gray is defined for 1 or 3 channels, not " + channels());
    }
    int area = height() * width();
    var all = values();
    var gray = new float[size() * area];
    for (int i = 0; i < size(); i++) {
      for (int k = 0; k < area; k++) {
        int at = i * 3 * area + k;
        gray[i * area + k] = .299f * all[at] + .587f * all[at + area] + .114f * all[at + 2 * area];
      }
    }
    return made(gray, 1, height(), width(), ".toGray()", provenance.with("colour", "BT.601 luma"));
  }

  /**
   * Square images of {@code n}×{@code n} pixels, by area averaging down and linear interpolation
   * up.
   */
  public Images resize(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("cannot resize to " + n + " pixels");
    }
    if (n == height() && n == width()) {
      return this;
    }
    var from = values();
    var to = new float[size() * channels() * n * n];
    Resampling.planes(from, size() * channels(), height(), width(), to, n, n);
    return made(to, channels(), n, n, ".resize(" + n + ")", changed("resize", " area " + n));
  }

  /** Other pixels of the same images. */
  private Images made(float[] values, int c, int h, int w, String how, Provenance from) {
    var made = of(values, c, h, w, ids(), text + how, from);
    return cost.map(made::costing).orElse(made);
  }

  /** The images themselves: values are in [0, 1] already, as construction checks. */
  public Images clipped() {
    return this;
  }

  /** What it took to make these images, if they were made by a run that counted. */
  public Optional<Cost> cost() {
    return cost;
  }

  /** The same pictures, which took this to make. */
  public Images costing(Cost spent) {
    return new Images(pixels, rows, text, provenance, Optional.of(spent));
  }

  public Provenance provenance() {
    return provenance;
  }

  /** The same pictures under a name of your own, for titles and tables. */
  public Images named(String name) {
    return described(name, provenance);
  }

  /**
   * What stands over these images in a picture: the expression, unless there is something shorter.
   */
  public String caption() {
    return text;
  }

  /** The same pictures under another expression and provenance. */
  public Images described(String expression, Provenance from) {
    return new Images(pixels, rows, expression, from, cost);
  }

  @Override
  public String text() {
    return text + "  [" + size() + ", " + channels() + ", " + height() + ", " + width() + "]";
  }

  /** The expression alone, without the shape. */
  public String expression() {
    return text;
  }

  @Override
  public Optional<Picture> picture() {
    return size() == 0 ? Optional.empty() : Optional.of(Drawing.found().grid(this));
  }

  @Override
  public String toString() {
    return text();
  }

  /** Only for tests and tools that compare whole sequences. */
  static List<ImageId> numbered(String origin, int n) {
    var ids = new ArrayList<ImageId>(n);
    for (int i = 0; i < n; i++) {
      ids.add(new ImageId(origin, i));
    }
    return ids;
  }
}
