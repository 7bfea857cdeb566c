package org.sfumato.datasets.paired;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.sfumato.Pairs;
import org.sfumato.datasets.format.BadFile;
import org.sfumato.datasets.format.Csv;

/**
 * The RSNA pneumonia challenge of 2018: {@code stage_2_train_labels.csv} and the DICOM files of
 * {@code stage_2_train_images}. A patient has one picture and a line for each opacity. No official
 * test labels are public, so 70 % of the patients train, 15 % validate and 15 % test, for good. It
 * has labels and no reports. Source: Shih et al., Radiology: Artificial Intelligence 2019.
 */
final class Rsna implements Layout {
  private static final String LABELS = "stage_2_train_labels.csv";
  private static final String IMAGES = "stage_2_train_images";
  private static final String COLLECTION = "rsna";

  @Override
  public String name() {
    return "RSNA pneumonia";
  }

  @Override
  public String sign() {
    return LABELS + " and the folder " + IMAGES;
  }

  @Override
  public boolean fits(Path path) {
    return Files.isRegularFile(path.resolve(LABELS));
  }

  @Override
  public Pairs read(Path path, Reading how) throws IOException {
    var table = Csv.read(path.resolve(LABELS));
    var targets = new LinkedHashMap<String, Integer>();
    for (int row = 0; row < table.size(); row++) {
      var target = table.at(row, "Target");
      if (!target.matches("[01]")) {
        throw new BadFile(
            "%s has the target \"%s\" in row %d; 0 or 1 is expected"
                .formatted(path.resolve(LABELS), target, row + 1));
      }
      targets.merge(table.at(row, "patientId"), Integer.parseInt(target), Math::max);
    }
    var listing = new Listing(COLLECTION, how, List.of("Pneumonia"));
    long position = 0;
    for (var one : targets.entrySet()) {
      var patient = one.getKey();
      listing.add(
          Listing.Part.of(COLLECTION, patient),
          path.resolve(IMAGES).resolve(patient + ".dcm"),
          position++,
          new Pairs.Told("", patient, List.of(one.getValue())));
    }
    return listing.pairs(path);
  }
}
