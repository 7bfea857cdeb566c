package org.sfumato.datasets;

import java.lang.ref.SoftReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.sfumato.ImageId;
import org.sfumato.Pixels;
import org.sfumato.Resampling;
import org.sfumato.datasets.format.Volume;

/**
 * Slices of patients in one contrast, on the grid of the reference contrast. A patient's volumes
 * are read when the first of its slices is wanted; the slices are kept as bytes while there is
 * memory for them.
 */
final class PatientPixels implements Pixels {
  private final Cohort cohort;
  private final String contrast;
  private final int side;
  private final List<Patient> patients;
  private final AtomicReferenceArray<SoftReference<byte[]>> kept;

  PatientPixels(Cohort cohort, String contrast, int side, List<Patient> patients) {
    this.cohort = cohort;
    this.contrast = contrast;
    this.side = side;
    this.patients = List.copyOf(patients);
    this.kept = new AtomicReferenceArray<>(patients.size());
  }

  @Override
  public int count() {
    return patients.size() * cohort.levels().count();
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
    int count = cohort.levels().count();
    return new ImageId(
        cohort.family(), patients.get(i / count).number() * Patient.PLACES + i % count);
  }

  @Override
  public void read(int i, float[] into, int at) {
    int count = cohort.levels().count();
    int patient = i / count;
    var reference = kept.get(patient);
    var bytes = reference == null ? null : reference.get();
    if (bytes == null) {
      bytes = slices(patients.get(patient));
      kept.set(patient, new SoftReference<>(bytes));
    }
    int from = i % count * side * side;
    for (int k = 0; k < side * side; k++) {
      into[at + k] = (bytes[from + k] & 0xff) / 255f;
    }
  }

  private byte[] slices(Patient patient) {
    var grid = patient.scans().get(cohort.reference()).volume();
    var ends = cohort.window(cohort.reference()).of(grid);
    var cut = cohort.levels().of(grid, ends[0], ends[1]);
    boolean own = contrast.equals(cohort.reference());
    var shown = own ? grid : patient.scans().get(contrast).volume();
    var window = cohort.window(contrast);
    if (!own) {
      ends = window.of(shown);
    }
    var bytes = new byte[cut.slices().length * side * side];
    var framed = new float[cut.height() * cut.width()];
    var resized = new float[side * side];
    for (int s = 0; s < cut.slices().length; s++) {
      for (int k = 0; k < framed.length; k++) {
        int row = cut.top() + k / cut.width();
        int column = cut.left() + k % cut.width();
        double value = value(grid, shown, cut.slices()[s], row, column, window.outside());
        double grey = (value - ends[0]) / (ends[1] - ends[0]);
        framed[k] = (float) Math.max(0, Math.min(1, grey));
      }
      Resampling.planes(framed, 1, cut.height(), cut.width(), resized, side, side);
      for (int k = 0; k < resized.length; k++) {
        bytes[s * resized.length + k] = (byte) Math.round(255 * resized[k]);
      }
    }
    return bytes;
  }

  /** The grid ends where the reference does: beyond it, no contrast is shown. */
  private static double value(
      Volume grid, Volume shown, int slice, int row, int column, double outside) {
    if (row < 0 || column < 0 || row >= grid.height() || column >= grid.width()) {
      return outside;
    }
    return shown == grid
        ? grid.value(slice, row, column)
        : shown.at(grid.place(slice, row, column), outside);
  }
}
