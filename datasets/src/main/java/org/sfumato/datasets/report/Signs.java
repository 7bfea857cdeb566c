package org.sfumato.datasets.report;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sfumato.datasets.phantom.Finding;
import org.sfumato.datasets.phantom.Head;
import org.sfumato.datasets.phantom.Slice;
import org.sfumato.datasets.phantom.Tissue;

/**
 * Which findings a slice shows, from its tissue alone and whatever the contrast: a finding is there
 * if the slice of the same head without it differs in at least {@value #LEAST} pixels' worth of
 * tissue, of 64×64 in a frame of 217 mm. What another finding covers, or what lies at another level
 * only, is not in the slice.
 */
final class Signs {
  static final double LEAST = 3;

  private static final int SIDE = 64;
  private static final double FRAME = 217;

  private final List<Sign> found = new ArrayList<>();
  private final double level;

  private Signs(double level) {
    this.level = level;
  }

  /**
   * What a slice shows.
   *
   * @param head a healthy head
   * @param findings what it has at this level
   * @param level height in [0, 1]
   */
  static List<Sign> of(Head head, Set<Finding> findings, double level) {
    var signs = new Signs(level);
    if (!findings.isEmpty()) {
      var with = slice(head, findings, level);
      for (var finding : findings) {
        var others = EnumSet.copyOf(findings);
        others.remove(finding);
        signs.compare(finding, with, slice(head, others, level));
      }
    }
    return List.copyOf(signs.found);
  }

  private static Slice slice(Head head, Set<Finding> findings, double level) {
    return head.with(findings.toArray(new Finding[0])).slice(level, SIDE);
  }

  private void compare(Finding finding, Slice with, Slice without) {
    double area = 0;
    double right = 0;
    double x = 0;
    double y = 0;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double share = 0;
        for (var tissue : Tissue.values()) {
          share +=
              Math.abs(with.fraction(tissue, row, column) - without.fraction(tissue, row, column));
        }
        share /= 2;
        area += share;
        right += column < SIDE / 2 ? share : 0;
        x += share * Math.abs(across(column));
        y -= share * across(row);
      }
    }
    if (area < LEAST) {
      return;
    }
    double part = right / area;
    var side = part > 0.75 ? Side.RIGHT : part < 0.25 ? Side.LEFT : Side.BOTH;
    var place =
        finding == Finding.FRACTURE
            ? Place.ofSkull(y / area, level)
            : Place.inBrain(x / area, y / area, level);
    int millimetres = (int) Math.round(2 * Math.sqrt(area / Math.PI) * FRAME / SIDE);
    found.add(
        new Sign(
            finding,
            finding == Finding.MIDLINE_SHIFT ? pushed(with, without) : side,
            place,
            millimetres));
  }

  /** The side to which the fluid near the midline has moved. */
  private static Side pushed(Slice with, Slice without) {
    return middle(with) < middle(without) ? Side.RIGHT : Side.LEFT;
  }

  private static double middle(Slice slice) {
    double sum = 0;
    double moment = 0;
    for (int row = SIDE / 5; row < SIDE - SIDE / 5; row++) {
      for (int column = SIDE / 3; column < SIDE - SIDE / 3; column++) {
        double fluid = slice.fraction(Tissue.CSF, row, column);
        sum += fluid;
        moment += fluid * across(column);
      }
    }
    return sum == 0 ? 0 : moment / sum;
  }

  private static double across(int pixel) {
    return 2 * (pixel + 0.5) / SIDE - 1;
  }
}
