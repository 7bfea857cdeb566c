package org.sfumato.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.sfumato.BytePixels;
import org.sfumato.Dataset;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Provenance;
import org.sfumato.Resampling;
import org.sfumato.datasets.format.Nifti;

/**
 * Axial slices of one brain volume of 140 slices. Slice i of every volume is the same cut through
 * the same head; images of one family share their identity by slice, so masks and noise pair up.
 *
 * @param family the origin in {@link org.sfumato.ImageId}, such as {@code brainweb}
 * @param contrast such as {@code t1}
 * @param file the shipped volume
 * @param black the stored value shown as 0, the volume's noise floor: the median of its side columns
 * @param white the stored value shown as 1; everything above is 1 too
 */
record BrainSlices(String family, String contrast, String file, double black, double white) implements NamedSet.Source {
  private static final int SIDE = 64;
  private static final int[][] TRAIN = {{0, 28}, {68, 82}, {106, 140}};
  private static final int[][] VALIDATION = {{32, 44}};
  private static final int[][] TEST = {{48, 64}, {86, 102}};

  private static final String SAME_HEAD =
      "BrainWeb and Colin27 are the same head, so neither is an independent test of the other.";
  private static final String BRAINWEB = "Simulated MR of one healthy head (BrainWeb), %s-weighted. " + SAME_HEAD;
  private static final String BRAINWEB_LICENCE = "Apache-2.0, as distributed with ITK";
  private static final String BRAINWEB_CREDIT =
      "BrainWeb, McConnell Brain Imaging Centre, MNI, McGill University:"
          + " Cocosco et al. 1997; Kwan, Evans and Pike 1999; Collins et al. 1998";
  private static final String BRAINWEB_ORIGIN = "Debian source package insighttoolkit5 5.2.1, test data %s";

  static List<Dataset> sets() {
    return List.of(
        brainweb("t1", "T1", "aa0a1e07…", 5, 186),
        brainweb("t2", "T2", "d0453207…", 8, 235),
        brainweb("pd", "PD", "0b2135e2…", 8, 250),
        new BrainSlices("colin27", "t1", "colin27_t1_z20-159_2x2x1mm.nii.gz", 0, 152)
            .set(
                "Real MR of one healthy head (Colin27), T1-weighted, the mean of 27 scans of one man. " + SAME_HEAD,
                "free to use, copy, modify and distribute with the copyright notice; BSD-3-Clause in Debian",
                "© 1993–2009 Louis Collins, McConnell Brain Imaging Centre, MNI, McGill University;"
                    + " © 2006–2010 Chris Rorden",
                "Debian mricron-data 1.2.20211006, ch2.nii.gz"));
  }

  private static Dataset brainweb(String contrast, String name, String md5, double black, double white) {
    var file = "brainweb_" + contrast + "_z20-159_2x2x1mm.nii.gz";
    return new BrainSlices("brainweb", contrast, file, black, white)
        .set(BRAINWEB.formatted(name), BRAINWEB_LICENCE, BRAINWEB_CREDIT, BRAINWEB_ORIGIN.formatted(md5));
  }

  private Dataset set(String what, String licence, String credit, String origin) {
    var made =
        ("slices z 20–159 of a 1 mm volume, in-plane means of 2×2; grey = (value − %s)/%s clipped to [0, 1], padded to 108×108,"
                + " area means; front up, the patient's right on the left")
            .formatted(Numbers.text(black), Numbers.text(white - black));
    var splits =
        "blocks of slices with gaps of 4 left out: train %s, validation %s, test %s"
            .formatted(words(TRAIN), words(VALIDATION), words(TEST));
    var card =
        new Card(
            family + "/" + contrast,
            what,
            licence,
            credit,
            origin,
            Shipped.listed(file),
            made,
            splits,
            new int[] {count(TRAIN), count(VALIDATION), count(TEST)});
    return new NamedSet(card, SIDE, this);
  }

  @Override
  public Images part(Split split, int side) {
    var blocks =
        switch (split) {
          case TRAIN -> TRAIN;
          case VALIDATION -> VALIDATION;
          case TEST -> TEST;
        };
    var volume = volume();
    Images all = null;
    for (var block : blocks) {
      var images = block(volume, block[0], block[1], side);
      all = all == null ? images : all.and(images);
    }
    var id = family + "/" + contrast;
    var provenance =
        Provenance.of("dataset", id)
            .with("split", split.word())
            .with("blocks", words(blocks))
            .with("side", String.valueOf(side))
            .with("black", Numbers.text(black))
            .with("white", Numbers.text(white))
            .with("sha256", Shipped.sha256(file));
    return all.described("dataset(\"" + id + "\")" + (side == SIDE ? "" : ".at(" + side + ")") + "." + split.word() + "()", provenance);
  }

  private Nifti volume() {
    try {
      return Nifti.read(Shipped.open(file), file);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped volume " + file + " cannot be read", e);
    }
  }

  private Images block(Nifti volume, int from, int to, int side) {
    int h = volume.height();
    int w = volume.width();
    int square = Math.max(h, w);
    int top = (square - h) / 2;
    int left = (square - w) / 2;
    int n = to - from;
    var padded = new float[n * square * square];
    for (int i = 0; i < n; i++) {
      for (int row = 0; row < h; row++) {
        for (int column = 0; column < w; column++) {
          padded[(i * square + top + row) * square + left + column] =
              (float) Math.max(0, Math.min(1, (volume.value(from + i, row, column) - black) / (white - black)));
        }
      }
    }
    var resized = new float[n * side * side];
    Resampling.planes(padded, n, square, square, resized, side, side);
    var bytes = new byte[resized.length];
    for (int k = 0; k < bytes.length; k++) {
      bytes[k] = (byte) Math.round(255 * resized[k]);
    }
    return new Images(new BytePixels(bytes, n, 1, side, side, family, from), file, Provenance.NONE);
  }

  private static int count(int[][] blocks) {
    return IntStream.range(0, blocks.length).map(b -> blocks[b][1] - blocks[b][0]).sum();
  }

  private static String words(int[][] blocks) {
    return String.join(
        ", ", IntStream.range(0, blocks.length).mapToObj(b -> blocks[b][0] + "–" + (blocks[b][1] - 1)).toList());
  }
}
