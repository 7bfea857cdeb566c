package org.sfumato.datasets;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a reader must know about a data set before using it.
 *
 * @param id such as {@code brainweb/t1}
 * @param what what the pictures show, and what they are not
 * @param licence under which terms it may be passed on
 * @param credit whom to name
 * @param origin where the files come from
 * @param files shipped files by name, each with its SHA-256; empty if the set is computed
 * @param made how pictures are made from the files, with every constant
 * @param splits what the three parts are, in words
 * @param sizes the number of pictures in train, validation and test
 */
record Card(
    String id,
    String what,
    String licence,
    String credit,
    String origin,
    Map<String, String> files,
    String made,
    String splits,
    int[] sizes) {
  Card {
    files = Map.copyOf(files);
    sizes = sizes.clone();
  }

  @Override
  public int[] sizes() {
    return sizes.clone();
  }

  int size(Split split) {
    return sizes[split.ordinal()];
  }

  /** The rows of the card, in reading order; {@code side} is the size of the pictures in pixels. */
  Map<String, String> rows(int side) {
    var rows = new LinkedHashMap<String, String>();
    rows.put("what", what);
    rows.put("pictures", "1×" + side + "×" + side + ", grey levels in [0, 1]");
    rows.put("made", made);
    rows.put(
        "splits",
        "train %d, validation %d, test %d; %s".formatted(sizes[0], sizes[1], sizes[2], splits));
    rows.put("licence", licence);
    rows.put("credit", credit);
    rows.put("origin", origin);
    if (!files.isEmpty()) {
      rows.put(
          "SHA-256",
          files.entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(f -> f.getValue() + " " + f.getKey())
              .collect(Collectors.joining("\n")));
    }
    return rows;
  }
}
