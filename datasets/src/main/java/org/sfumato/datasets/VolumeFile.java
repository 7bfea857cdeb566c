package org.sfumato.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Pixels;
import org.sfumato.Provenance;
import org.sfumato.datasets.format.Nifti;

/**
 * A NIfTI file of the reader's own as axial slices, from the feet to the head. Grey is (value −
 * black)/(white − black) clipped to [0, 1], where black is 0, or the least value where values are
 * negative, and white is the 99.8th percentile of the whole volume: a few bright voxels do not
 * darken the rest, and all slices share one scale.
 */
final class VolumeFile {
  private static final double WHITE = 0.998;

  /** The percentile is taken of at most this many voxels, evenly spread. */
  private static final int SAMPLED = 4_000_000;

  private VolumeFile() {}

  static Images read(Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          file + " is a folder; volume reads one .nii or .nii.gz file");
    }
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("there is no readable file " + file);
    }
    try (var in = Files.newInputStream(file)) {
      var volume = Nifti.read(in, file.toString());
      var range = range(volume);
      var text = "volume(\"" + file + "\")";
      var provenance =
          Provenance.of("volume", FileDigest.of(file))
              .with("black", Numbers.text(range[0]))
              .with("white", Numbers.text(range[1]))
              .with("axes", volume.oriented() ? "front up, right on the left" : "as stored")
              .circumstance("file", file.toString());
      return new Images(
          new Slices(volume, range[0], range[1], String.valueOf(file.getFileName())),
          text,
          provenance);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read: " + e.getMessage(), e);
    }
  }

  /** Black and white of a volume; equal if all its values are the same. */
  private static double[] range(Nifti volume) {
    int n = volume.slices() * volume.height() * volume.width();
    int step = Math.max(1, n / SAMPLED);
    var some = new float[(n + step - 1) / step];
    for (int i = 0; i < some.length; i++) {
      some[i] = (float) volume.stored(i * step);
    }
    Arrays.sort(some);
    double black = Math.min(0, some[0]);
    double white = some[(int) Math.min(some.length - 1, Math.round(WHITE * (some.length - 1)))];
    return new double[] {black, white > black ? white : Math.max(black, some[some.length - 1])};
  }

  private record Slices(Nifti volume, double black, double white, String origin) implements Pixels {
    @Override
    public int count() {
      return volume.slices();
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public int height() {
      return volume.height();
    }

    @Override
    public int width() {
      return volume.width();
    }

    @Override
    public void read(int i, float[] into, int at) {
      double scale = white > black ? 1 / (white - black) : 0;
      int k = at;
      for (int row = 0; row < height(); row++) {
        for (int column = 0; column < width(); column++) {
          double grey = (volume.value(i, row, column) - black) * scale;
          into[k++] = (float) Math.max(0, Math.min(1, grey));
        }
      }
    }

    @Override
    public ImageId id(int i) {
      return new ImageId(origin, i);
    }
  }
}
