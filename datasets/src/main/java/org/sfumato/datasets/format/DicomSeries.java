package org.sfumato.datasets.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A CT or MR series of DICOM files in one folder as a volume: slices in the order of their
 * positions along the normal, whatever the files are called. Files without DICOM's mark are passed
 * over; a missing, doubled or turned slice is refused.
 */
public final class DicomSeries {
  /** Distances between slices may differ by this share: positions are written with few digits. */
  private static final double EVEN = 0.01;

  private static final double SAME = 1e-3;

  private DicomSeries() {}

  /**
   * Reads a series.
   *
   * @param modality {@code CT} or {@code MR}
   * @throws BadFile if the folder does not hold exactly one whole series of that kind
   */
  public static Volume read(Path folder, String modality) throws IOException {
    var slices = new ArrayList<Dicom>();
    for (var file : files(folder)) {
      var bytes = Files.readAllBytes(file);
      if (Dicom.marked(bytes)) {
        var slice = Dicom.read(bytes, file.toString());
        slices.add(slice);
        check(slices.get(0), slice, modality);
      }
    }
    if (slices.size() < 2) {
      throw new BadFile(
          "%s holds %d DICOM slices; a series has two or more".formatted(folder, slices.size()));
    }
    var normal = normal(slices.get(0));
    slices.sort(Comparator.comparingDouble(s -> along(s, normal)));
    checkEven(slices, normal, folder);
    return volume(folder, slices);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void check(Dicom first, Dicom slice, String modality) {
    if (!slice.modality().equals(modality)) {
      throw new BadFile(
          "%s is a slice of %s where %s should be"
              .formatted(slice.name(), slice.modality(), modality));
    }
    if (!slice.series().equals(first.series())) {
      throw new BadFile(
          "%s and %s belong to two series; leave the files of one in their folder"
              .formatted(first.name(), slice.name()));
    }
    if (slice.rows() != first.rows()
        || slice.columns() != first.columns()
        || differ(slice.across(), first.across())
        || differ(slice.spacing(), first.spacing())) {
      throw new BadFile(
          "%s and %s differ in size, pixel spacing or orientation, so they make no volume"
              .formatted(first.name(), slice.name()));
    }
  }

  private static boolean differ(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > SAME) {
        return true;
      }
    }
    return false;
  }

  private static double[] normal(Dicom s) {
    var d = s.across();
    return new double[] {
      d[1] * d[5] - d[2] * d[4], d[2] * d[3] - d[0] * d[5], d[0] * d[4] - d[1] * d[3]
    };
  }

  private static double along(Dicom s, double[] normal) {
    var p = s.position();
    return p[0] * normal[0] + p[1] * normal[1] + p[2] * normal[2];
  }

  private static void checkEven(List<Dicom> slices, double[] normal, Path folder) {
    int n = slices.size();
    var gaps = new double[n - 1];
    for (int k = 0; k < gaps.length; k++) {
      gaps[k] = along(slices.get(k + 1), normal) - along(slices.get(k), normal);
      if (gaps[k] < SAME) {
        throw new BadFile(
            "%s and %s lie at the same place"
                .formatted(slices.get(k).name(), slices.get(k + 1).name()));
      }
    }
    var sorted = gaps.clone();
    Arrays.sort(sorted);
    double usual = sorted[sorted.length / 2];
    for (int k = 0; k < gaps.length; k++) {
      if (Math.abs(gaps[k] - usual) > EVEN * usual) {
        throw new BadFile(
            "%s lacks a slice or has one too many: %.3f mm lie between %s and %s, elsewhere %.3f mm"
                .formatted(
                    folder,
                    gaps[k],
                    Path.of(slices.get(k).name()).getFileName(),
                    Path.of(slices.get(k + 1).name()).getFileName(),
                    usual));
      }
    }
  }

  private static Volume volume(Path folder, List<Dicom> slices) {
    var first = slices.get(0);
    int plane = first.rows() * first.columns();
    long count = (long) plane * slices.size();
    if (count > Integer.MAX_VALUE / 4) {
      throw new BadFile(
          "%s has %d×%d×%d voxels, more than fit into memory here"
              .formatted(folder, first.columns(), first.rows(), slices.size()));
    }
    var values = new float[(int) count];
    for (int k = 0; k < slices.size(); k++) {
      System.arraycopy(slices.get(k).values(), 0, values, k * plane, plane);
    }
    var last = slices.get(slices.size() - 1);
    var rows = new double[3][4];
    for (int r = 0; r < 3; r++) {
      // DICOM counts to the left and to the back, NIfTI to the right and to the front.
      int sign = r < 2 ? -1 : 1;
      rows[r][0] = sign * first.across()[r] * first.spacing()[1];
      rows[r][1] = sign * first.across()[3 + r] * first.spacing()[0];
      rows[r][2] = sign * (last.position()[r] - first.position()[r]) / (slices.size() - 1);
      rows[r][3] = sign * first.position()[r];
    }
    int[] dims = {first.columns(), first.rows(), slices.size()};
    return new Volume(folder.toString(), dims, i -> values[i], new Affine(rows));
  }
}
