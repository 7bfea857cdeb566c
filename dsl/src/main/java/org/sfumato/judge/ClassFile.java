package org.sfumato.judge;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A class file as far as it tells whether two say the same (The Java Virtual Machine Specification,
 * chapter 4): its bytes with the numbers of a notebook's cells taken out of its names, the classes
 * whose methods it calls, the fields it reads, and the lambdas it makes.
 *
 * @param content the same for the same source, whichever cell it stands in
 * @param lambdas the descriptor of each: what it captures, and the interface that it becomes
 */
record ClassFile(byte[] content, List<String> called, List<FieldRef> fields, List<String> lambdas) {
  private static final int MAGIC = 0xcafebabe;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int INVOKE_DYNAMIC = 18;

  /** A shell names the class of a cell by its number, and its nameless values too. */
  private static final Pattern CELL = Pattern.compile("\\$JShell\\$\\d+[A-Z]*");

  private static final Pattern VALUE = Pattern.compile("\\$\\d+");

  /** A field by the name of its class and its own. */
  record FieldRef(String owner, String name) {}

  /** A name without the numbers that a shell gives. */
  static String plain(String name) {
    return VALUE.matcher(name).matches() ? "$" : CELL.matcher(name).replaceAll("\\$JShell\\$");
  }

  /**
   * Reads the file of a class where it was loaded from.
   *
   * @throws IOException if it cannot be had
   */
  static ClassFile of(Class<?> c) throws IOException {
    var loader = c.getClassLoader();
    try (var in = loader.getResourceAsStream(c.getName().replace('.', '/') + ".class")) {
      if (in == null) {
        throw new IOException("the code of " + c.getName() + " is not kept");
      }
      return parsed(in.readAllBytes());
    }
  }

  static ClassFile parsed(byte[] bytes) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readInt() != MAGIC) {
      throw new IOException("this is no class file");
    }
    var kept = new ByteArrayOutputStream();
    var out = new DataOutputStream(kept);
    out.writeInt(in.readInt());
    int size = in.readUnsignedShort();
    out.writeShort(size);
    var texts = new String[size];
    var links = new int[size][];
    for (int k = 1; k < size; k++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      switch (tag) {
        case 1 -> {
          texts[k] = in.readUTF();
          out.writeUTF(plain(texts[k]));
        }
        case 3, 4 -> out.writeInt(in.readInt());
        case 5, 6 -> {
          out.writeLong(in.readLong());
          k++; // A long takes two places.
        }
        case 7, 8, 16, 19, 20 -> links[k] = copied(in, out, tag, 1);
        case 9, 10, 11, 12, 17, 18 -> links[k] = copied(in, out, tag, 2);
        case 15 -> {
          out.writeByte(in.readUnsignedByte());
          out.writeShort(in.readUnsignedShort());
        }
        default -> throw new IOException("a class file has no constants of kind " + tag);
      }
    }
    out.write(in.readAllBytes());
    return new ClassFile(
        kept.toByteArray(), called(texts, links), fields(texts, links), lambdas(texts, links));
  }

  /** The tag and the places that a constant refers to. */
  private static int[] copied(DataInputStream in, DataOutputStream out, int tag, int places)
      throws IOException {
    var link = new int[places + 1];
    link[0] = tag;
    for (int p = 1; p <= places; p++) {
      link[p] = in.readUnsignedShort();
      out.writeShort(link[p]);
    }
    return link;
  }

  private static List<String> called(String[] texts, int[][] links) {
    return of(links, METHOD, INTERFACE_METHOD)
        .map(link -> texts[links[link[1]][1]])
        .filter(name -> !name.startsWith("["))
        .map(name -> name.replace('/', '.'))
        .distinct()
        .toList();
  }

  private static List<FieldRef> fields(String[] texts, int[][] links) {
    return of(links, FIELD)
        .map(
            link ->
                new FieldRef(texts[links[link[1]][1]].replace('/', '.'), texts[links[link[2]][1]]))
        .toList();
  }

  private static List<String> lambdas(String[] texts, int[][] links) {
    return of(links, INVOKE_DYNAMIC).map(link -> texts[links[link[2]][2]]).toList();
  }

  private static Stream<int[]> of(int[][] links, int... tags) {
    return Stream.of(links)
        .filter(link -> link != null && IntStream.of(tags).anyMatch(t -> t == link[0]));
  }
}
