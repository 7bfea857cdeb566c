package org.sfumato.datasets.paired;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sfumato.Pairs;
import org.sfumato.datasets.format.BadFile;
import org.sfumato.datasets.format.Csv;

/**
 * MIMIC-CXR-JPG with its reports: the official split, frontal views (PA and AP), reports of three
 * words and more, labels of CheXpert's labeller where its file is there. Pictures and reports lie
 * below {@code files}, as they come. Source: Johnson et al., Scientific Data 2019; the choice of
 * views and reports is MGCA's.
 */
final class MimicCxr implements Layout {
  private static final String SPLIT = "mimic-cxr-2.0.0-split.csv";
  private static final String METADATA = "mimic-cxr-2.0.0-metadata.csv";
  private static final String LABELS = "mimic-cxr-2.0.0-chexpert.csv";
  private static final String STUDY = "study_id";
  private static final String SUBJECT = "subject_id";
  private static final int FEWEST_WORDS = 3;

  @Override
  public String name() {
    return "MIMIC-CXR";
  }

  @Override
  public String sign() {
    return SPLIT + ", " + METADATA + " (or .csv.gz) and the folder files";
  }

  @Override
  public boolean fits(Path path) {
    return table(path, SPLIT).isPresent();
  }

  /** As it comes, or unpacked. */
  private static Optional<Path> table(Path folder, String file) {
    var plain = folder.resolve(file);
    var packed = folder.resolve(file + ".gz");
    return Files.isRegularFile(plain)
        ? Optional.of(plain)
        : Optional.of(packed).filter(Files::isRegularFile);
  }

  @Override
  public Pairs read(Path path, Reading how) throws IOException {
    var splits = Csv.read(table(path, SPLIT).orElseThrow());
    var views = views(path);
    var labels = labels(path, how);
    var listing = new Listing("mimic-cxr", how, labels.isPresent() ? Chexpert.FINDINGS : List.of());
    var reports = new HashMap<String, String>();
    for (int row = 0; row < splits.size(); row++) {
      var picture = splits.at(row, "dicom_id");
      if (!views.getOrDefault(picture, "").matches("PA|AP")) {
        continue;
      }
      var subject = splits.at(row, SUBJECT);
      var study = splits.at(row, STUDY);
      var folder =
          path.resolve("files")
              .resolve("p" + subject.substring(0, Math.min(2, subject.length())))
              .resolve("p" + subject);
      var report = reports.computeIfAbsent(study, s -> report(folder.resolve("s" + s + ".txt")));
      if (report.split("\\s+").length < FEWEST_WORDS) {
        continue;
      }
      var known = labels.map(l -> l.get(study));
      if (known.isEmpty() && labels.isPresent()) {
        continue;
      }
      listing.add(
          part(splits.at(row, "split"), path),
          folder.resolve("s" + study).resolve(picture + ".jpg"),
          row,
          new Pairs.Told(report, "p" + subject, known.orElse(List.of())));
    }
    return listing.pairs(path);
  }

  private static Listing.Part part(String split, Path path) {
    return switch (split) {
      case "train" -> Listing.Part.TRAIN;
      case "validate" -> Listing.Part.VALIDATION;
      case "test" -> Listing.Part.TEST;
      default ->
          throw new BadFile(
              "%s has the split \"%s\"; train, validate or test is expected"
                  .formatted(path.resolve(SPLIT), split));
    };
  }

  private static Map<String, String> views(Path path) throws IOException {
    var file =
        table(path, METADATA)
            .orElseThrow(
                () ->
                    new BadFile(
                        "%s has %s but not %s, which tells frontal views from lateral ones; put it beside"
                            .formatted(path, SPLIT, METADATA)));
    var table = Csv.read(file);
    var views = new HashMap<String, String>();
    for (int row = 0; row < table.size(); row++) {
      views.put(table.at(row, "dicom_id"), table.at(row, "ViewPosition"));
    }
    return views;
  }

  /** By study; empty if the labels are not there. */
  private static Optional<Map<String, List<Integer>>> labels(Path path, Reading how)
      throws IOException {
    var file = table(path, LABELS);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    var table = Csv.read(file.get());
    var labels = new HashMap<String, List<Integer>>();
    for (int row = 0; row < table.size(); row++) {
      labels.put(table.at(row, STUDY), Chexpert.labels(table, row, how, file.get().toString()));
    }
    return Optional.of(labels);
  }

  /** Findings and impression; empty if the report is not there. */
  private static String report(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Sections.told(Files.readString(file, StandardCharsets.UTF_8))
          : "";
    } catch (IOException e) {
      throw new BadFile(file + " could not be read as text: " + e.getMessage(), e);
    }
  }
}
