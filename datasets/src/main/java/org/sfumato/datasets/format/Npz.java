package org.sfumato.datasets.format;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Arrays of whole numbers in a NumPy archive. Nothing in it is executed: arrays of Python objects
 * are refused. Source: NumPy's format description (numpy.lib.format, versions 1 to 3).
 */
public final class Npz implements AutoCloseable {
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");
  private static final int LONGEST_HEADER = 1 << 20;

  private final ZipFile zip;
  private final String name;

  private Npz(ZipFile zip, String name) {
    this.zip = zip;
    this.name = name;
  }

  /**
   * An array.
   *
   * @param shape the length of each dimension, the last runs fastest
   * @param width bytes a number: 1, 2, 4 or 8
   * @param signed whether numbers may be negative
   * @param data all numbers
   */
  public record Array(int[] shape, int width, boolean signed, ByteBuffer data) {
    /** Number {@code i} in the order of the memory. */
    public long at(int i) {
      return switch (width) {
        case 1 -> signed ? data.get(i) : data.get(i) & 0xff;
        case 2 -> signed ? data.getShort(2 * i) : data.getShort(2 * i) & 0xffff;
        case 4 -> signed ? data.getInt(4 * i) : data.getInt(4 * i) & 0xffff_ffffL;
        default -> data.getLong(8 * i);
      };
    }

    /** How many numbers there are. */
    public int count() {
      return data.capacity() / width;
    }
  }

  /**
   * Opens an archive.
   *
   * @throws BadFile if it is no zip archive, or damaged
   */
  public static Npz open(Path file) throws IOException {
    try {
      return new Npz(new ZipFile(file.toFile()), file.toString());
    } catch (ZipException e) {
      throw new BadFile(
          file + " is not an .npz archive, or it is damaged or cut off; download it again", e);
    }
  }

  /** The names of the arrays, without {@code .npy}. */
  public List<String> names() {
    return zip.stream()
        .map(e -> e.getName())
        .filter(n -> n.endsWith(".npy"))
        .map(n -> n.substring(0, n.length() - 4))
        .sorted()
        .toList();
  }

  /**
   * Reads an array.
   *
   * @throws BadFile if there is none of this name, it is not of whole numbers, too large for
   *     memory, damaged or cut off
   */
  public Array array(String array) throws IOException {
    var entry = zip.getEntry(array + ".npy");
    if (entry == null) {
      throw new BadFile(
          "%s has no array \"%s\"; it has %s".formatted(name, array, String.join(", ", names())));
    }
    var called = name + ":" + array;
    try (var in = zip.getInputStream(entry)) {
      return read(in, called);
    } catch (ZipException | EOFException e) {
      throw new BadFile(called + " is damaged or cut off; download it again", e);
    }
  }

  private static Array read(InputStream from, String called) throws IOException {
    var in = new DataInputStream(from);
    var magic = in.readNBytes(8);
    if (magic.length < 8
        || (magic[0] & 0xff) != 0x93
        || !new String(magic, 1, 5, StandardCharsets.US_ASCII).equals("NUMPY")) {
      throw new BadFile(called + " is not a NumPy array: it does not begin with \\x93NUMPY");
    }
    int length =
        magic[6] == 1
            ? Short.reverseBytes(in.readShort()) & 0xffff
            : Integer.reverseBytes(in.readInt());
    if (length < 0 || length > LONGEST_HEADER) {
      throw new BadFile(called + " is damaged: its header has no possible length");
    }
    var bytes = new byte[length];
    in.readFully(bytes);
    var header = new String(bytes, StandardCharsets.UTF_8);
    var type = field(DESCR, header, called);
    if (!type.matches("[<>|=][iub][1248]")) {
      throw new BadFile(
          "%s holds values of type '%s'; whole numbers are read".formatted(called, type));
    }
    if (field(ORDER, header, called).equals("True")) {
      throw new BadFile(called + " is stored column by column; save it in C order");
    }
    int width = type.charAt(2) - '0';
    var shape = shape(field(SHAPE, header, called), width, called);
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    var data = new byte[count * width];
    in.readFully(data);
    var order = type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new Array(shape, width, type.charAt(1) == 'i', ByteBuffer.wrap(data).order(order));
  }

  private static String field(Pattern pattern, String header, String called) {
    var found = pattern.matcher(header);
    if (!found.find()) {
      throw new BadFile(called + " is damaged: its header makes no sense");
    }
    return found.group(1);
  }

  private static int[] shape(String text, int width, String called) {
    var sides = new ArrayList<Integer>();
    long all = width;
    for (var side : text.split(",")) {
      if (!side.isBlank()) {
        var digits = side.strip();
        long n = digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
        all = Math.min(Long.MAX_VALUE / Integer.MAX_VALUE, all * n);
        sides.add((int) n);
      }
    }
    if (all > Integer.MAX_VALUE - 16) {
      throw new BadFile(
          "%s has more than two thousand million bytes, which do not fit into one array; take a smaller size of the set"
              .formatted(called));
    }
    return sides.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
