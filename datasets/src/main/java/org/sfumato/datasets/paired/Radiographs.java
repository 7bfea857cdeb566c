package org.sfumato.datasets.paired;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.sfumato.ImageId;
import org.sfumato.Pixels;
import org.sfumato.Resampling;
import org.sfumato.datasets.format.DicomPicture;
import org.sfumato.datasets.format.Raster;

/**
 * Gray pictures in PNG, JPEG or DICOM files of any size: the longer side becomes the side of the
 * square, the rest is black, as MGCA does. Each is read when asked for and kept as bytes while
 * there is memory.
 */
final class Radiographs implements Pixels {
  /**
   * Where a picture is.
   *
   * @param file its file
   * @param position its number in the list that names it, which is its identity
   */
  record Place(Path file, long position) {}

  private final String origin;
  private final int side;
  private final List<Place> places;
  private final AtomicReferenceArray<SoftReference<byte[]>> kept;

  Radiographs(String origin, int side, List<Place> places) {
    this.origin = origin;
    this.side = side;
    this.places = List.copyOf(places);
    this.kept = new AtomicReferenceArray<>(places.size());
  }

  @Override
  public int count() {
    return places.size();
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public int height() {
    return side;
  }

  @Override
  public int width() {
    return side;
  }

  @Override
  public ImageId id(int i) {
    return new ImageId(origin, places.get(i).position());
  }

  @Override
  public void read(int i, float[] into, int at) {
    var reference = kept.get(i);
    var bytes = reference == null ? null : reference.get();
    if (bytes == null) {
      bytes = square(picture(places.get(i).file()));
      kept.set(i, new SoftReference<>(bytes));
    }
    for (int k = 0; k < bytes.length; k++) {
      into[at + k] = (bytes[k] & 0xff) / 255f;
    }
  }

  private static DicomPicture picture(Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      if (DicomPicture.marked(bytes)) {
        return DicomPicture.read(bytes, file.toString());
      }
      var raster = Raster.read(new ByteArrayInputStream(bytes), file.toString());
      return new DicomPicture(raster.height(), raster.width(), gray(raster));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read: " + e.getMessage(), e);
    }
  }

  private static float[] gray(Raster raster) {
    int area = raster.height() * raster.width();
    var all = new float[raster.channels() * area];
    raster.read(all, 0);
    if (raster.channels() == 1) {
      return all;
    }
    var gray = new float[area];
    for (int k = 0; k < area; k++) {
      gray[k] = .299f * all[k] + .587f * all[area + k] + .114f * all[2 * area + k];
    }
    return gray;
  }

  private byte[] square(DicomPicture picture) {
    int longer = Math.max(picture.height(), picture.width());
    int top = (longer - picture.height()) / 2;
    int left = (longer - picture.width()) / 2;
    var framed = new float[longer * longer];
    for (int row = 0; row < picture.height(); row++) {
      System.arraycopy(
          picture.grey(),
          row * picture.width(),
          framed,
          (row + top) * longer + left,
          picture.width());
    }
    var resized = new float[side * side];
    Resampling.planes(framed, 1, longer, longer, resized, side, side);
    var bytes = new byte[resized.length];
    for (int k = 0; k < bytes.length; k++) {
      bytes[k] = (byte) Math.round(255 * Math.max(0, Math.min(1, resized[k])));
    }
    return bytes;
  }
}
