package org.sfumato.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.sfumato.datasets.format.Volume;

/**
 * One contrast of one patient, not read yet.
 *
 * @param name its file or folder, as errors and checksums of the listing call it
 * @param bytes its size, which tells another version of the file
 * @param reader reads it
 */
record Scan(String name, long bytes, Reader reader) {
  /** Reads a volume. */
  interface Reader {
    Volume read() throws IOException;
  }

  Volume volume() {
    try {
      return reader.read();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " could not be read: " + e.getMessage(), e);
    }
  }
}
