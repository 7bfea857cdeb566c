package org.sfumato.datasets;

import org.sfumato.datasets.format.BadFile;
import org.sfumato.datasets.format.Volume;

/**
 * Which axial slices of a patient are shown, and which square of them: measured on the reference
 * volume, so every contrast shows the same. Tissue is what is brighter than a tenth of white.
 *
 * @param count slices of a patient, at most 16
 * @param depth mm from the uppermost slice with a head down to the first shown; negative for bodies
 *     without an end in the volume, of which slices are spread over the middle four fifths
 * @param step mm between slices shown; unused without a depth
 * @param square mm across and down
 */
record Levels(int count, double depth, double step, double square) {
  private static final double TISSUE = 0.1;

  /** A slice with less tissue than this share of the square is above the head. */
  private static final double LEAST = 0.03;

  private static final double MARGIN = 0.1;

  /** Slices of a head, from a depth below its top. */
  static Levels head(int count, double depth, double step, double square) {
    return new Levels(count, depth, step, square);
  }

  /** Slices of a trunk, spread over a volume. */
  static Levels trunk(int count, double square) {
    return new Levels(count, -1, 0, square);
  }

  /**
   * The slices of a volume and the corner of the square, in its rows and columns.
   *
   * @param slices from the lowest to the highest
   */
  record Cut(int[] slices, int top, int left, int height, int width) {}

  Cut of(Volume volume, double black, double white) {
    var slices = depth < 0 ? spread(volume) : belowTop(volume, black + TISSUE * (white - black));
    double level = black + TISSUE * (white - black);
    int[] box = {volume.height(), -1, volume.width(), -1};
    for (int slice : slices) {
      grow(box, volume, slice, level);
    }
    if (box[1] < 0) {
      throw new BadFile(volume.name() + " is empty where the patient should be");
    }
    int height = (int) Math.max(1, Math.round(square / volume.rowStep()));
    int width = (int) Math.max(1, Math.round(square / volume.columnStep()));
    return new Cut(
        slices,
        Math.floorDiv(box[0] + box[1] + 1 - height, 2),
        Math.floorDiv(box[2] + box[3] + 1 - width, 2),
        height,
        width);
  }

  private int[] spread(Volume volume) {
    int n = volume.slices();
    if (n < count) {
      throw new BadFile(
          "%s has %d slices; at least %d are wanted".formatted(volume.name(), n, count));
    }
    var slices = new int[count];
    for (int i = 0; i < count; i++) {
      double share = MARGIN + (1 - 2 * MARGIN) * (i + .5) / count;
      slices[i] = (int) Math.min(n - 1, Math.floor(share * n));
    }
    return slices;
  }

  private int[] belowTop(Volume volume, double level) {
    int top = volume.slices() - 1;
    while (top >= 0 && !holdsHead(volume, top, level)) {
      top--;
    }
    var slices = new int[count];
    for (int i = 0; i < count; i++) {
      double down = depth + step * (count - 1 - i);
      slices[i] = (int) Math.round(top - down / volume.sliceStep());
    }
    if (top < 0 || slices[0] < 0) {
      throw new BadFile(
          "%s does not show a head down to %.0f mm below its top"
              .formatted(volume.name(), depth + step * (count - 1)));
    }
    return slices;
  }

  /** Whether there is tissue in a slice, and more than the noise of a few voxels. */
  private boolean holdsHead(Volume volume, int slice, double level) {
    long tissue = 0;
    for (int row = 0; row < volume.height(); row++) {
      for (int column = 0; column < volume.width(); column++) {
        tissue += volume.value(slice, row, column) > level ? 1 : 0;
      }
    }
    return tissue * volume.rowStep() * volume.columnStep() > LEAST * square * square;
  }

  /** A row or column belongs to the patient if a twentieth of it is tissue. */
  private static void grow(int[] box, Volume volume, int slice, double level) {
    var rows = new int[volume.height()];
    var columns = new int[volume.width()];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        if (volume.value(slice, row, column) > level) {
          rows[row]++;
          columns[column]++;
        }
      }
    }
    extend(box, 0, rows, columns.length / 20);
    extend(box, 2, columns, rows.length / 20);
  }

  private static void extend(int[] box, int at, int[] tissue, int least) {
    for (int i = 0; i < tissue.length; i++) {
      if (tissue[i] > least) {
        box[at] = Math.min(box[at], i);
        box[at + 1] = Math.max(box[at + 1], i);
      }
    }
  }

  String text() {
    var which =
        depth < 0
            ? "%d axial slices spread over the middle four fifths of the volume".formatted(count)
            : "%d axial slices, the highest %.0f mm below the top of the head, then every %.0f mm down"
                .formatted(count, depth, step);
    return "%s; a square of %.0f mm about the patient, area means; front up, the patient's right on the left"
        .formatted(which, square);
  }
}
