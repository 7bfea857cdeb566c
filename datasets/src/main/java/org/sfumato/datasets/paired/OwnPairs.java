package org.sfumato.datasets.paired;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import org.sfumato.Pairs;
import org.sfumato.datasets.format.BadFile;
import org.sfumato.datasets.format.Csv;

/**
 * Pairs of the reader's own: {@code pairs.csv} with the columns {@code image} (a path beside it)
 * and {@code report}; {@code patient} and {@code split} (train, validation or test) if there are
 * any; every other column is a finding with 1, 0, −1 (uncertain) or nothing (unknown). Without a
 * split, 70 % of the patients train, 15 % validate and 15 % test.
 */
final class OwnPairs implements Layout {
  private static final String FILE = "pairs.csv";
  private static final Set<String> NO_FINDINGS = Set.of("image", "report", "patient", "split");

  @Override
  public String name() {
    return "your own pairs";
  }

  @Override
  public String sign() {
    return FILE + " with columns image and report";
  }

  @Override
  public boolean fits(Path path) {
    return Files.isRegularFile(path.resolve(FILE));
  }

  @Override
  public Pairs read(Path path, Reading how) throws IOException {
    var table = Csv.read(path.resolve(FILE));
    var findings = table.columns().stream().filter(c -> !NO_FINDINGS.contains(c)).toList();
    var name = String.valueOf(path.getFileName());
    var listing = new Listing(name, how, findings);
    for (int row = 0; row < table.size(); row++) {
      var image = table.at(row, "image");
      var patient = table.has("patient") ? table.at(row, "patient") : image;
      var labels = new ArrayList<Integer>();
      for (var finding : findings) {
        var cell = table.at(row, finding);
        var label = cell.isEmpty() ? Integer.valueOf(Pairs.UNKNOWN) : how.label(cell, finding);
        if (label == null) {
          throw new BadFile(
              "%s has \"%s\" for %s in row %d; 1, 0, -1 (uncertain) or nothing is expected"
                  .formatted(path.resolve(FILE), cell, finding, row + 1));
        }
        labels.add(label);
      }
      listing.add(
          part(table, row, name, patient, path),
          path.resolve(image),
          row,
          new Pairs.Told(table.at(row, "report"), patient, labels));
    }
    return listing.pairs(path);
  }

  private static Listing.Part part(Csv table, int row, String name, String patient, Path path) {
    if (!table.has("split")) {
      return Listing.Part.of(name, patient);
    }
    var split = table.at(row, "split");
    return switch (split) {
      case "train" -> Listing.Part.TRAIN;
      case "validation" -> Listing.Part.VALIDATION;
      case "test" -> Listing.Part.TEST;
      default ->
          throw new BadFile(
              "%s has the split \"%s\" in row %d; train, validation or test is expected"
                  .formatted(path.resolve(FILE), split, row + 1));
    };
  }
}
