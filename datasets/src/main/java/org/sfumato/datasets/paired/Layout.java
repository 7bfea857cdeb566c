package org.sfumato.datasets.paired;

import java.io.IOException;
import java.nio.file.Path;
import org.sfumato.Pairs;

/** A way in which pictures and reports lie in files. */
interface Layout {
  /** Such as {@code MIMIC-CXR}. */
  String name();

  /** What a folder or file of this kind is recognised by, in words. */
  String sign();

  /** Whether this path looks like one. Looks at names only. */
  boolean fits(Path path) throws IOException;

  /**
   * Reads lists and reports; pictures are read when they are asked for.
   *
   * @throws org.sfumato.datasets.format.BadFile if a file is not what it should be
   */
  Pairs read(Path path, Reading how) throws IOException;
}
