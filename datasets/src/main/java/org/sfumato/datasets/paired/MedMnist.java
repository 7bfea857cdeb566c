package org.sfumato.datasets.paired;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sfumato.BytePixels;
import org.sfumato.Images;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.datasets.format.BadFile;
import org.sfumato.datasets.format.Npz;

/**
 * A set of MedMNIST: {@code .npz} with pictures and labels of three parts. Labels of several
 * columns are findings of their own; one column is a class, or, of two classes, a finding. The sets
 * do not say who is a patient: every picture counts as one. It has labels and no reports. Source:
 * Yang et al., MedMNIST v2, Scientific Data 2023.
 */
final class MedMnist implements Layout {
  /** What class 1 of the sets of two classes means, and the columns of the one with several. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "pneumoniamnist", List.of("pneumonia"),
          "breastmnist", List.of("normal or benign"),
          "chestmnist",
              List.of(
                  "atelectasis",
                  "cardiomegaly",
                  "effusion",
                  "infiltration",
                  "mass",
                  "nodule",
                  "pneumonia",
                  "pneumothorax",
                  "consolidation",
                  "edema",
                  "emphysema",
                  "fibrosis",
                  "pleural",
                  "hernia"));

  @Override
  public String name() {
    return "MedMNIST";
  }

  @Override
  public String sign() {
    return "an .npz file";
  }

  @Override
  public boolean fits(Path path) {
    return Files.isRegularFile(path)
        && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  @Override
  public Pairs read(Path path, Reading how) throws IOException {
    try (var npz = Npz.open(path)) {
      var parts = new HashMap<String, Npz.Array>();
      int classes = 0;
      for (var part : List.of("train", "val", "test")) {
        var labels = npz.array(part + "_labels");
        parts.put(part, labels);
        for (int i = 0; i < labels.count(); i++) {
          classes = (int) Math.max(classes, Math.min(1000, labels.at(i)) + 1);
        }
      }
      var findings = findings(path, columns(parts.get("train")), classes);
      var three = new ArrayList<Pairs>();
      for (var part : List.of("train", "val", "test")) {
        three.add(part(path, part, npz.array(part + "_images"), parts.get(part), findings, how));
      }
      return Pairs.of(three.get(0), three.get(1), three.get(2)).described(how.expression());
    }
  }

  private static int columns(Npz.Array labels) {
    return labels.shape().length == 2 ? labels.shape()[1] : 1;
  }

  private static List<String> findings(Path path, int columns, int classes) {
    var stem = path.getFileName().toString().toLowerCase(Locale.ROOT).split("[_.]")[0];
    var known = NAMES.getOrDefault(stem, List.of());
    if (known.size() == columns) {
      return known;
    }
    int n = columns > 1 ? columns : classes;
    var names = new ArrayList<String>();
    for (int k = 0; k < n; k++) {
      names.add((columns > 1 ? "finding " : "class ") + k);
    }
    return List.copyOf(names);
  }

  private static Pairs part(
      Path path,
      String part,
      Npz.Array pictures,
      Npz.Array labels,
      List<String> names,
      Reading how) {
    var shape = pictures.shape();
    boolean colour = shape.length == 4 && shape[3] == 3;
    int n = shape[0];
    if (pictures.width() != 1 || shape.length != 3 && !colour) {
      throw new BadFile(
          "%s:%s_images has shape %s of %d bytes; [N, H, W] or [N, H, W, 3] of one byte is read"
              .formatted(path, part, Arrays.toString(shape), pictures.width()));
    }
    int columns = columns(labels);
    if (labels.count() != n * columns) {
      throw new BadFile(
          "%s has %d pictures but %d rows of labels in its part %s"
              .formatted(path, n, labels.count() / columns, part));
    }
    var origin = path.getFileName().toString().replaceAll("\\.npz$", "") + "/" + part;
    var told = new ArrayList<Pairs.Told>();
    for (int i = 0; i < n; i++) {
      told.add(new Pairs.Told("", origin + " " + i, row(labels, i, columns, names.size())));
    }
    var bytes = planes(pictures, colour ? 3 : 1, n, shape[1], shape[2]);
    var word = part.equals("val") ? "validation" : part;
    var x =
        new Images(
            new BytePixels(bytes, n, colour ? 3 : 1, shape[1], shape[2], origin, 0),
            "%s.%s().pictures()".formatted(how.expression(), word),
            Provenance.of("pairs", origin).with("pictures", Provenance.digest(bytes)));
    boolean asWanted = shape[1] == how.pixels() && shape[2] == how.pixels();
    return Pairs.of(asWanted ? x : x.resize(how.pixels()), told, names);
  }

  private static List<Integer> row(Npz.Array labels, int i, int columns, int names) {
    var row = new ArrayList<Integer>();
    for (int k = 0; k < names; k++) {
      // Several columns, one of two classes, or one of many.
      long value = labels.at(columns > 1 ? i * columns + k : i);
      row.add(columns > 1 || names == 1 ? (value > 0 ? 1 : 0) : value == k ? 1 : 0);
    }
    return row;
  }

  /** Colours lie side by side in the file, and one after the other here. */
  private static byte[] planes(Npz.Array pictures, int channels, int n, int h, int w) {
    var bytes = new byte[n * channels * h * w];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < h * w; k++) {
        for (int c = 0; c < channels; c++) {
          bytes[(i * channels + c) * h * w + k] =
              (byte) pictures.at((i * h * w + k) * channels + c);
        }
      }
    }
    return bytes;
  }
}
