package org.sfumato.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Pixels;
import org.sfumato.Provenance;
import org.sfumato.datasets.format.Raster;

/**
 * PNG and JPEG files of the reader's own: one, or all of a folder in natural order of their names.
 */
final class PictureFiles {
  private PictureFiles() {}

  static Images read(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalArgumentException("there is no file or folder " + path);
    }
    try {
      var files = Files.isDirectory(path) ? inFolder(path) : List.of(path);
      if (files.isEmpty()) {
        throw new IllegalArgumentException("the folder " + path + " has no PNG or JPEG file");
      }
      var rasters = new ArrayList<Raster>(files.size());
      var digests = new ByteArrayOutputStream();
      for (var file : files) {
        var raster = raster(file);
        rasters.add(raster);
        digests.writeBytes(FileDigest.of(file).getBytes(StandardCharsets.US_ASCII));
        checkSame(files.get(0), rasters.get(0), file, raster);
        checkRoom(path, files.size(), raster);
      }
      var name = String.valueOf(path.getFileName());
      return new Images(
          new Rasters(List.copyOf(rasters), name),
          "images(\"" + path + "\")",
          Provenance.of("images", Provenance.digest(digests.toByteArray()))
              .circumstance("files", path.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(path + " could not be read: " + e.getMessage(), e);
    }
  }

  private static Raster raster(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Raster.read(in, file.toString());
    }
  }

  private static List<Path> inFolder(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(
              f ->
                  f.getFileName()
                      .toString()
                      .toLowerCase(Locale.ROOT)
                      .matches("[^.].*\\.(png|jpe?g)"))
          .sorted(Comparator.comparing(f -> f.getFileName().toString(), PictureFiles::natural))
          .toList();
    }
  }

  private static void checkSame(Path first, Raster a, Path file, Raster b) {
    if (a.height() != b.height() || a.width() != b.width()) {
      throw new IllegalArgumentException(
          "%s has %d×%d pixels but %s has %d×%d; images of one folder need one size"
              .formatted(first, a.width(), a.height(), file, b.width(), b.height()));
    }
    if (a.channels() != b.channels()) {
      throw new IllegalArgumentException(
          "%s is %s but %s is %s; images of one folder must all be gray or all be colour"
              .formatted(first, colour(a), file, colour(b)));
    }
  }

  /** Decoded pictures stay in memory; more than half of it would leave no room to work. */
  private static void checkRoom(Path path, int files, Raster raster) {
    long need = (long) files * raster.levels().length;
    if (need > Runtime.getRuntime().maxMemory() / 2) {
      throw new IllegalArgumentException(
          "%s holds %d pictures of %d×%d, %d MB in all, too many for the memory of this process; use fewer or smaller ones"
              .formatted(path, files, raster.width(), raster.height(), need >> 20));
    }
  }

  private static String colour(Raster raster) {
    return raster.channels() == 1 ? "gray" : "colour";
  }

  /** Numbers inside names count as numbers: a2 stands before a10. */
  static int natural(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      if (Character.isDigit(a.charAt(i)) && Character.isDigit(b.charAt(j))) {
        int endA = end(a, i);
        int endB = end(b, j);
        var left = a.substring(i, endA).replaceFirst("^0+", "");
        var right = b.substring(j, endB).replaceFirst("^0+", "");
        int order =
            left.length() != right.length()
                ? left.length() - right.length()
                : left.compareTo(right);
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      } else if (a.charAt(i) != b.charAt(j)) {
        return a.charAt(i) - b.charAt(j);
      } else {
        i++;
        j++;
      }
    }
    int rest = (a.length() - i) - (b.length() - j);
    return rest != 0 ? rest : a.compareTo(b);
  }

  private static int end(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private record Rasters(List<Raster> rasters, String origin) implements Pixels {
    @Override
    public int count() {
      return rasters.size();
    }

    @Override
    public int channels() {
      return rasters.get(0).channels();
    }

    @Override
    public int height() {
      return rasters.get(0).height();
    }

    @Override
    public int width() {
      return rasters.get(0).width();
    }

    @Override
    public void read(int i, float[] into, int at) {
      rasters.get(i).read(into, at);
    }

    @Override
    public ImageId id(int i) {
      return new ImageId(origin, i);
    }
  }
}
