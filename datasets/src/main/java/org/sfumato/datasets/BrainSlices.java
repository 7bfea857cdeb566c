package org.sfumato.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sfumato.Dataset;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Provenance;

/**
 * Axial slices of one brain volume of 140 slices. Slice i of every volume is the same cut through
 * the same head; images of one family share their identity by slice, so masks and noise pair up.
 *
 * @param family the origin in {@link org.sfumato.ImageId}, such as {@code brainweb}
 * @param contrast such as {@code t1}
 * @param file the shipped volume
 * @param black the stored value shown as 0, the volume's noise floor: the median of its side
 *     columns
 * @param white the stored value shown as 1; with it the white matter of both T1 volumes is near .75
 */
record BrainSlices(String family, String contrast, String file, double black, double white)
    implements NamedSet.Source {
  private static final int SIDE = 64;

  /** Rows of a slice; its 90 columns are padded to as many. */
  private static final int SQUARE = 108;

  private static final int PADDING = 9;

  /**
   * Blocks of slices, the end excluded; neighbours leak, so at least four between blocks are
   * unused.
   */
  private static final int[][] TRAIN = {{0, 28}, {68, 82}, {106, 140}};

  private static final int[][] VALIDATION = {{32, 44}};
  private static final int[][] TEST = {{48, 64}, {86, 102}};

  private static final String SAME_HEAD =
      "BrainWeb and Colin27 are the same head, so neither is an independent test of the other.";
  private static final String BRAINWEB =
      "Simulated MR of one healthy head (BrainWeb), %s-weighted. " + SAME_HEAD;
  private static final String BRAINWEB_LICENCE = "Apache-2.0, as distributed with ITK";
  private static final String BRAINWEB_CREDIT =
      "BrainWeb, McConnell Brain Imaging Centre, MNI, McGill University:"
          + " Cocosco et al. 1997; Kwan, Evans and Pike 1999; Collins et al. 1998";
  private static final String BRAINWEB_ORIGIN =
      "Debian source package insighttoolkit5 5.2.1, test data %s";

  static List<Dataset> sets() {
    return List.of(
        brainweb("t1", "aa0a1e07…", 5, 186),
        brainweb("t2", "d0453207…", 8, 235),
        brainweb("pd", "0b2135e2…", 8, 250),
        new BrainSlices("colin27", "t1", "colin27_t1_z20-159_2x2x1mm.nii.gz", 0, 152)
            .set(
                "Real MR of one healthy head (Colin27), T1-weighted, the mean of 27 scans of one man. "
                    + SAME_HEAD,
                "free to use, copy, modify and distribute with the copyright notice; BSD-3-Clause in Debian",
                "© 1993–2009 Louis Collins, McConnell Brain Imaging Centre, MNI, McGill University;"
                    + " © 2006–2010 Chris Rorden",
                "Debian mricron-data 1.2.20211006, ch2.nii.gz"));
  }

  private static Dataset brainweb(String contrast, String md5, double black, double white) {
    var file = "brainweb_" + contrast + "_z20-159_2x2x1mm.nii.gz";
    return new BrainSlices("brainweb", contrast, file, black, white)
        .set(
            BRAINWEB.formatted(contrast.toUpperCase(java.util.Locale.ROOT)),
            BRAINWEB_LICENCE,
            BRAINWEB_CREDIT,
            BRAINWEB_ORIGIN.formatted(md5));
  }

  private Dataset set(String what, String licence, String credit, String origin) {
    var made =
        ("slices z 20–159 of a 1 mm volume, in-plane means of 2×2; grey = (value − %s)/%s clipped to [0, 1];"
                + " padded to 108×108 (216 mm), area means; front up, the patient's right on the left")
            .formatted(Numbers.text(black), Numbers.text(white - black));
    var splits =
        "blocks of slices, at least 4 between blocks left out: train %s, validation %s, test %s"
            .formatted(words(TRAIN), words(VALIDATION), words(TEST));
    int[] sizes = {slices(TRAIN).length, slices(VALIDATION).length, slices(TEST).length};
    return new NamedSet(
        new Card(id(), what, licence, credit, origin, Shipped.listed(file), made, splits, sizes),
        SIDE,
        this);
  }

  private String id() {
    return family + "/" + contrast;
  }

  @Override
  public Images part(Split split, int side) {
    var blocks =
        switch (split) {
          case TRAIN -> TRAIN;
          case VALIDATION -> VALIDATION;
          case TEST -> TEST;
        };
    var frame = new Frame(0, -PADDING, SQUARE, black, white);
    var all = frame.pictures(ShippedVolume.read(file), side, family);
    var provenance =
        Provenance.of("dataset", id())
            .with("split", split.word())
            .with("blocks", words(blocks))
            .with("side", String.valueOf(side))
            .with("black", Numbers.text(black))
            .with("white", Numbers.text(white))
            .with("sha256", Shipped.sha256(file));
    return new Images(
        new Picked(all, slices(blocks)),
        CardSet.expression(id(), side == SIDE ? 0 : side, split),
        provenance);
  }

  private static int[] slices(int[][] blocks) {
    return Arrays.stream(blocks).flatMapToInt(b -> IntStream.range(b[0], b[1])).toArray();
  }

  private static String words(int[][] blocks) {
    return Stream.of(blocks).map(b -> b[0] + "–" + (b[1] - 1)).collect(Collectors.joining(", "));
  }
}
