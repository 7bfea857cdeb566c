package org.sfumato.datasets.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files in an uncompressed tar archive, found by reading its headers only: an archive of many
 * gigabytes is not unpacked. Reads POSIX ustar, GNU's long names and pax' path and size; links,
 * folders and devices are passed over. Source: POSIX.1-2017, pax interchange format.
 */
public final class Tar {
  private static final int BLOCK = 512;
  private static final long LONGEST_NAME = 1 << 20;

  private Tar() {}

  /**
   * A file in an archive.
   *
   * @param archive where it lies
   * @param name its path there
   * @param offset of its first byte
   * @param size in bytes
   */
  public record Entry(Path archive, String name, long offset, long size) {
    /** Its content, to be closed by the caller. */
    public InputStream open() throws IOException {
      var channel = FileChannel.open(archive);
      try {
        return new Limited(Channels.newInputStream(channel.position(offset)), size);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  /**
   * The files in an archive, in its order.
   *
   * @throws BadFile if it is no tar archive, is compressed, damaged or cut off
   */
  public static List<Entry> entries(Path archive) throws IOException {
    try (var channel = FileChannel.open(archive)) {
      return new Walk(archive, channel).all();
    }
  }

  private static final class Walk {
    private final Path archive;
    private final FileChannel channel;
    private final ByteBuffer header = ByteBuffer.allocate(BLOCK);
    private final List<Entry> found = new ArrayList<>();
    private long at;
    private String longName = "";
    private long longSize = -1;

    Walk(Path archive, FileChannel channel) {
      this.archive = archive;
      this.channel = channel;
    }

    List<Entry> all() throws IOException {
      while (at < channel.size()) {
        fill(header.clear());
        if (empty()) {
          return found;
        }
        checkSum();
        char kind = (char) header.get(156);
        boolean about = "LKxg".indexOf(kind) >= 0;
        long size = longSize >= 0 && !about ? longSize : number(124, 12);
        long next = at + BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
        if (size < 0 || at + BLOCK + size > channel.size()) {
          throw cutOff();
        }
        take(kind, size);
        at = next;
      }
      if (at == 0) {
        throw new BadFile(archive + " is an empty file, not a tar archive");
      }
      // The two empty blocks at the end may be missing, but not a part of the last file.
      return found;
    }

    private void take(char kind, long size) throws IOException {
      switch (kind) {
        case 'L' -> longName = text(content(size), 0, (int) size);
        case 'x' -> pax(content(size));
        case '0', '\0', '7' -> {
          found.add(new Entry(archive, name(), at + BLOCK, size));
          forget();
        }
        case 'g', 'K' -> {
          // Nothing in them is needed here.
        }
        default -> forget();
      }
    }

    private void forget() {
      longName = "";
      longSize = -1;
    }

    private String name() {
      if (!longName.isEmpty()) {
        return longName;
      }
      var name = text(header.array(), 0, 100);
      var prefix =
          text(header.array(), 257, 5).equals("ustar") && header.get(263) == '0'
              ? text(header.array(), 345, 155)
              : "";
      return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** Lines such as {@code 18 path=some/name\n}; the number counts the bytes of its line. */
    private void pax(byte[] lines) {
      int i = 0;
      while (i < lines.length && lines[i] != 0) {
        int space = i;
        int length = 0;
        while (space < lines.length && lines[space] >= '0' && lines[space] <= '9') {
          length = length * 10 + lines[space++] - '0';
        }
        if (space == i || length < space - i + 2 || i + length > lines.length) {
          throw new BadFile(archive + " is damaged: an extended header makes no sense");
        }
        var line = new String(lines, space + 1, i + length - space - 2, StandardCharsets.UTF_8);
        if (line.startsWith("path=")) {
          longName = line.substring(5);
        } else if (line.startsWith("size=") && line.substring(5).matches("\\d{1,18}")) {
          longSize = Long.parseLong(line.substring(5));
        }
        i += length;
      }
    }

    private byte[] content(long size) throws IOException {
      if (size > LONGEST_NAME) {
        throw new BadFile(archive + " is damaged: a name in it has " + size + " bytes");
      }
      var bytes = ByteBuffer.allocate((int) size);
      at += BLOCK;
      fill(bytes);
      at -= BLOCK;
      return bytes.array();
    }

    private void fill(ByteBuffer into) throws IOException {
      long from = at;
      while (into.hasRemaining()) {
        int n = channel.read(into, from);
        if (n < 0) {
          throw cutOff();
        }
        from += n;
      }
    }

    private boolean empty() {
      for (byte b : header.array()) {
        if (b != 0) {
          return false;
        }
      }
      return true;
    }

    /** The header's own sum, counted as if its field were spaces. */
    private void checkSum() {
      int sum = 0;
      for (int i = 0; i < BLOCK; i++) {
        sum += i >= 148 && i < 156 ? ' ' : header.get(i) & 0xff;
      }
      if (number(148, 8) != sum) {
        boolean packed = at == 0 && (header.get(0) & 0xff) == 0x1f;
        throw new BadFile(
            packed
                ? archive + " is compressed; unpack it with gunzip to a plain .tar first"
                : at == 0
                    ? archive + " is not a tar archive"
                    : archive
                        + " is damaged at byte "
                        + at
                        + ": a header does not match its checksum; download it again");
      }
    }

    /** Octal digits, or GNU's 256-based number for files above 8 GB; −1 if neither. */
    private long number(int from, int length) {
      if ((header.get(from) & 0x80) != 0) {
        return header.getLong(from + length - 8);
      }
      var digits = text(header.array(), from, length).strip();
      return digits.matches("[0-7]{1,20}") ? Long.parseLong(digits, 8) : -1;
    }

    private BadFile cutOff() {
      return new BadFile(
          "%s is cut off: it ends inside a file after %d whole ones; download it again"
              .formatted(archive, found.size()));
    }
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** The next so many bytes of a stream. */
  private static final class Limited extends InputStream {
    private final InputStream in;
    private long left;

    Limited(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      int b = left > 0 ? in.read() : -1;
      left -= b >= 0 ? 1 : 0;
      return b;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int n = in.read(into, from, (int) Math.min(length, left));
      left -= Math.max(0, n);
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
