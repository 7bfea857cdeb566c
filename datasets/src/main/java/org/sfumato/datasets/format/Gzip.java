package org.sfumato.datasets.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

/** Files that may or may not be compressed. */
final class Gzip {
  private static final int BUFFER = 1 << 16;

  private Gzip() {}

  /** The content of a stream, unpacked if it begins like a gzip file. */
  static InputStream opened(BufferedInputStream in) throws IOException {
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    return first == 0x1f && second == 0x8b ? new GZIPInputStream(in, BUFFER) : in;
  }

  /** Reads on to the end, where a compressed file keeps the checksum of its content. */
  static void finish(InputStream in) throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  static BadFile broken(String name, IOException why) {
    return new BadFile(
        name + " is damaged: its compressed data makes no sense; copy or download it again", why);
  }

  static BadFile cutOff(String name, IOException why) {
    return new BadFile(
        name + " is cut off: its compressed data ends early; copy or download it again", why);
  }
}
