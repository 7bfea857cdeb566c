package org.sfumato.datasets.paired;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.sfumato.Pairs;
import org.sfumato.datasets.format.BadFile;
import org.sfumato.datasets.format.Csv;

/**
 * CheXpert: {@code train.csv}, {@code valid.csv} (the official validation set, which tests here as
 * in MGCA) and {@code test.csv} where it is there, frontal views only. Of the training patients one
 * in twenty validates. It has labels and no reports. Source: Irvin et al., AAAI 2019.
 */
final class Chexpert implements Layout {
  static final List<String> FINDINGS =
      List.of(
          "No Finding",
          "Enlarged Cardiomediastinum",
          "Cardiomegaly",
          "Lung Opacity",
          "Lung Lesion",
          "Edema",
          "Consolidation",
          "Pneumonia",
          "Atelectasis",
          "Pneumothorax",
          "Pleural Effusion",
          "Pleural Other",
          "Fracture",
          "Support Devices");

  private static final Pattern PATIENT = Pattern.compile("patient\\d+");
  private static final String PATH = "Path";
  private static final long FILE = 1_000_000_000L;

  @Override
  public String name() {
    return "CheXpert";
  }

  @Override
  public String sign() {
    return "train.csv and valid.csv with a column \"Path\"";
  }

  @Override
  public boolean fits(Path path) {
    return Files.isRegularFile(path.resolve("train.csv"))
        && Files.isRegularFile(path.resolve("valid.csv"));
  }

  @Override
  public Pairs read(Path path, Reading how) throws IOException {
    var listing = new Listing("chexpert", how, FINDINGS);
    long first = 0;
    for (var file : List.of("train.csv", "valid.csv", "test.csv")) {
      if (Files.isRegularFile(path.resolve(file))) {
        list(path, file, first, how, listing);
      }
      first += FILE;
    }
    return listing.pairs(path);
  }

  private static void list(Path path, String file, long first, Reading how, Listing listing)
      throws IOException {
    var name = path.resolve(file).toString();
    var table = Csv.read(path.resolve(file));
    for (int row = 0; row < table.size(); row++) {
      boolean frontal =
          !table.has("Frontal/Lateral") || table.at(row, "Frontal/Lateral").equals("Frontal");
      if (!frontal) {
        continue;
      }
      var named = table.at(row, PATH);
      var patient = PATIENT.matcher(named);
      if (!patient.find()) {
        throw new BadFile(
            "%s does not tell the patient of \"%s\": a path such as CheXpert-v1.0/train/patient00001/… is expected"
                .formatted(name, named));
      }
      var who = patient.group();
      var part =
          file.equals("train.csv") ? Listing.Part.trained("chexpert", who) : Listing.Part.TEST;
      listing.add(
          part,
          picture(path, named),
          first + row,
          new Pairs.Told("", who, labels(table, row, how, name)));
    }
  }

  /** Paths begin with the name of the folder that was unpacked, which may have another name now. */
  private static Path picture(Path folder, String named) {
    var below = named.replaceFirst("^/*[^/]*/", "");
    var inside = folder.resolve(below);
    return Files.isRegularFile(inside) ? inside : folder.resolve(named);
  }

  static List<Integer> labels(Csv table, int row, Reading how, String name) {
    var labels = new ArrayList<Integer>();
    for (var finding : FINDINGS) {
      var cell = table.at(row, finding);
      var label = how.label(cell, finding);
      if (label == null) {
        throw new BadFile(
            "%s has \"%s\" for %s in row %d; 1, 0, -1 (uncertain) or nothing is expected"
                .formatted(name, cell, finding, row + 1));
      }
      labels.add(label);
    }
    return labels;
  }
}
