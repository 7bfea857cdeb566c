package org.sfumato.datasets;

import java.nio.file.Path;

/**
 * Pictures with reports or labels whose files the reader of these lines must get.
 *
 * @param id such as {@code chexpert}
 * @param folder below the data folder
 * @param side usual pixels a side
 * @param what what the pictures show, and what is told of them
 * @param splits what the three parts are
 * @param licence under which terms, and how one comes to them
 * @param credit whom to name
 * @param origin where to get it
 * @param put what to put into the folder, or which file it is
 */
record PairCard(
    String id,
    String folder,
    int side,
    String what,
    String splits,
    String licence,
    String credit,
    String origin,
    String put) {
  /** The folder, or the file in the data folder. */
  Path path() {
    return DataFolder.usual().resolve(folder);
  }

  /** What to say if it is not there. */
  String absent() {
    return "%s is not on this machine: put %s (or name another folder than %s by SFUMATO_DATA); get it from %s"
        .formatted(id, put.formatted(path()), DataFolder.usual(), origin);
  }
}
