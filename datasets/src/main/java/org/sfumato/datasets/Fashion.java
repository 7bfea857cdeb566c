package org.sfumato.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.sfumato.BytePixels;
import org.sfumato.Dataset;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.datasets.format.Idx;
import org.sfumato.datasets.report.Captions;

/**
 * Fashion-MNIST: 600 training and 100 test pictures of each of ten kinds of clothing, 28×28 on a
 * black frame of 32×32. Positions 0–5999 are the training file, 6000–6999 the test file.
 */
public final class Fashion {
  private static final String ID = "fashion";
  private static final int SIDE = 32;
  private static final int CLASSES = 10;
  private static final int TRAIN_OF_CLASS = 500;
  private static final int FIRST_TEST = 6000;
  private static final String TRAIN = "fashion_train6k";
  private static final String TEST = "fashion_test1k";
  private static final String IMAGES = "-images-idx3-ubyte.gz";
  private static final String LABELS = "-labels-idx1-ubyte.gz";
  private static final List<String> NAMES =
      List.of(
          "T-shirt",
          "trousers",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle boot");

  private static final Map<String, byte[]> KEPT_LABELS = new ConcurrentHashMap<>();

  private Fashion() {}

  /**
   * What a picture of this set shows: 0 to 9, in the order of {@link #classes}.
   *
   * @throws IllegalArgumentException if the picture is not of this set
   */
  public static int label(ImageId id) {
    if (!id.origin().equals(ID) || id.position() < 0 || id.position() >= FIRST_TEST + 1000) {
      throw new IllegalArgumentException(
          "only images of the set fashion have its labels, and " + id + " is not one");
    }
    int at = (int) id.position();
    return at < FIRST_TEST ? labels(TRAIN)[at] : labels(TEST)[at - FIRST_TEST];
  }

  /** The ten kinds of clothing. */
  public static List<String> classes() {
    return NAMES;
  }

  static List<Dataset> sets() {
    var card =
        new Card(
            ID,
            "Photographs of clothing, ten kinds, real: a subset of Fashion-MNIST. Not medical; for quick experiments.",
            "MIT",
            "© 2017 Zalando SE; Xiao, Rasul and Vollgraf 2017",
            "Debian dataset-fashion-mnist: the first 600 training and 100 test images of each kind",
            Shipped.listed(TRAIN + IMAGES, TRAIN + LABELS, TEST + IMAGES, TEST + LABELS),
            "28×28 on a black frame of 32×32; grey = value/255; withReports() gives each a caption written from its kind and from its brightness, evenness and outline, with varied words",
            "of each kind the first 500 train, the last 100 validate; the publisher's test file tests",
            new int[] {5000, 1000, 1000});
    var classes = new NamedSet.Classes(NAMES, Fashion::label);
    return List.of(
        new NamedSet(
            card, SIDE, Fashion::part, Optional.of(classes), Optional.of(new Captioned())));
  }

  private static Images part(Split split, int side) {
    var stem = split == Split.TEST ? TEST : TRAIN;
    var idx = idx(stem + IMAGES);
    int margin = (SIDE - idx.side(1)) / 2;
    var all = new Frame(-margin, -margin, SIDE, 0, 255).pictures(new Stack(idx), side, ID);
    var provenance =
        Provenance.of("dataset", ID)
            .with("split", split.word())
            .with("side", String.valueOf(side))
            .with("sha256", Shipped.sha256(stem + IMAGES));
    var placed =
        new BytePixels(
            all.bytes(), all.count(), 1, side, side, ID, split == Split.TEST ? FIRST_TEST : 0);
    return new Images(
        new Picked(placed, rows(split)),
        CardSet.expression(ID, side == SIDE ? 0 : side, split),
        provenance);
  }

  /** Places in the file, in its order, with the same number of each kind. */
  private static int[] rows(Split split) {
    if (split == Split.TEST) {
      return IntStream.range(0, 1000).toArray();
    }
    var labels = labels(TRAIN);
    var seen = new int[CLASSES];
    return IntStream.range(0, labels.length)
        .filter(i -> (seen[labels[i]]++ < TRAIN_OF_CLASS) == (split == Split.TRAIN))
        .toArray();
  }

  private static byte[] labels(String stem) {
    return KEPT_LABELS.computeIfAbsent(stem, s -> idx(s + LABELS).values());
  }

  private static Idx idx(String file) {
    try (var in = Shipped.open(file)) {
      return Idx.read(in, file);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped file " + file + " could not be read", e);
    }
  }

  /**
   * A caption for each picture, and a label for each kind; every picture is a patient of its own.
   */
  private record Captioned() implements NamedSet.Reports {
    @Override
    public List<Pairs.Told> of(Images x) {
      var captions = new Captions();
      return IntStream.range(0, x.size()).mapToObj(i -> told(captions, x, i)).toList();
    }

    private static Pairs.Told told(Captions captions, Images x, int i) {
      int label = label(x.id(i));
      var labels = IntStream.range(0, CLASSES).mapToObj(k -> k == label ? 1 : 0).toList();
      return new Pairs.Told(captions.of(x, i, NAMES.get(label)), x.id(i).toString(), labels);
    }

    @Override
    public List<String> findings() {
      return NAMES;
    }
  }

  private record Stack(Idx idx) implements Frame.Stack {
    @Override
    public int slices() {
      return idx.side(0);
    }

    @Override
    public int height() {
      return idx.side(1);
    }

    @Override
    public int width() {
      return idx.side(2);
    }

    @Override
    public double value(int slice, int row, int column) {
      return idx.values()[(slice * height() + row) * width() + column] & 0xff;
    }
  }
}
