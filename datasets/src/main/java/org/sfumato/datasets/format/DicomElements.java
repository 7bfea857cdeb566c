package org.sfumato.datasets.format;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The data elements of a DICOM file by their tags; sequences are passed over. */
final class DicomElements {
  private static final int PIXELS = 0x7FE0_0010;
  private static final int ITEM = 0xFFFE_E000;
  private static final int ITEM_END = 0xFFFE_E00D;
  private static final int SEQUENCE_END = 0xFFFE_E0DD;
  private static final long UNDEFINED = 0xFFFF_FFFFL;

  /** Their length stands in four bytes after two that are kept free. */
  private static final String LONG = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";

  private final Map<Integer, ByteBuffer> elements = new HashMap<>();
  private final ByteBuffer in;
  private final boolean explicit;
  private final boolean packed;
  private final String name;

  private DicomElements(ByteBuffer in, boolean explicit, boolean packed, String name) {
    this.in = in;
    this.explicit = explicit;
    this.packed = packed;
    this.name = name;
  }

  /** The file meta information, which is explicit whatever follows; the buffer stands behind it. */
  static DicomElements meta(ByteBuffer in, String name) {
    var meta = new DicomElements(in, true, false, name);
    meta.guarded(
        () -> {
          while (in.remaining() >= 8 && in.getShort(in.position()) == 2) {
            meta.element(0);
          }
        });
    return meta;
  }

  /** All elements from here to the pixels, which come last of those that matter. */
  static DicomElements rest(ByteBuffer in, boolean explicit, String name) {
    return rest(in, explicit, false, name);
  }

  /** The same of a file whose pixels are one compressed picture, in one or several fragments. */
  static DicomElements packed(ByteBuffer in, String name) {
    return rest(in, true, true, name);
  }

  private static DicomElements rest(ByteBuffer in, boolean explicit, boolean packed, String name) {
    var rest = new DicomElements(in, explicit, packed, name);
    rest.guarded(
        () -> {
          while (in.hasRemaining() && !rest.elements.containsKey(PIXELS)) {
            rest.element(0);
          }
        });
    return rest;
  }

  private void guarded(Runnable reading) {
    try {
      reading.run();
    } catch (BufferUnderflowException | ArithmeticException | IllegalArgumentException e) {
      if (e instanceof BadFile) {
        throw e;
      }
      throw new BadFile(
          name + " is cut off or damaged: an element does not fit into the file; copy it again", e);
    }
  }

  String name() {
    return name;
  }

  private static int tag(ByteBuffer in) {
    return (in.getShort() & 0xffff) << 16 | in.getShort() & 0xffff;
  }

  /** Reads an element and keeps it unless it lies in a sequence. */
  private void element(int depth) {
    Dicom.checkDepth(depth, name);
    int tag = tag(in);
    var type = "";
    long length;
    if (explicit) {
      type = "" + (char) in.get() + (char) in.get();
      if (!type.matches("[A-Z]{2}")) {
        throw new BadFile(
            "%s is damaged: element (%04x,%04x) has no known type"
                .formatted(name, tag >>> 16, tag & 0xffff));
      }
      if (LONG.contains(type)) {
        in.getShort();
        length = in.getInt() & UNDEFINED;
      } else {
        length = in.getShort() & 0xffff;
      }
    } else {
      length = in.getInt() & UNDEFINED;
    }
    if (length == UNDEFINED) {
      if (tag == PIXELS && packed) {
        elements.put(tag, fragments());
        return;
      }
      if (tag == PIXELS) {
        throw new BadFile(name + " holds compressed pixels; only uncompressed ones are read");
      }
      // What is of unknown type and unknown length is written implicitly (PS3.5, 6.2.2).
      boolean inner = explicit && !type.equals("UN");
      new DicomElements(in, inner, packed, name).items(depth + 1);
      return;
    }
    if (length > in.remaining() && tag == PIXELS) {
      length = in.remaining();
    }
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    elements.put(tag, in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN));
    in.position(in.position() + (int) length);
  }

  /** Passes over the items of a sequence whose length is not given. */
  private void items(int depth) {
    while (true) {
      int tag = tag(in);
      long length = in.getInt() & UNDEFINED;
      if (tag == SEQUENCE_END) {
        return;
      }
      if (tag != ITEM) {
        throw new BadFile(name + " is damaged: a sequence holds something that is no item");
      }
      if (length != UNDEFINED) {
        in.position(Math.toIntExact(in.position() + length));
        continue;
      }
      while (tagAhead() != ITEM_END) {
        element(depth);
      }
      in.position(in.position() + 8);
    }
  }

  /** One after the other, without the table of their places that comes first (PS3.5, A.4). */
  private ByteBuffer fragments() {
    var all = new ByteArrayOutputStream();
    boolean table = true;
    while (true) {
      int tag = tag(in);
      int length = in.getInt();
      if (tag == SEQUENCE_END) {
        return ByteBuffer.wrap(all.toByteArray());
      }
      if (tag != ITEM || length < 0 || length > in.remaining()) {
        throw new BufferUnderflowException();
      }
      var fragment = new byte[length];
      in.get(fragment);
      if (!table) {
        all.writeBytes(fragment);
      }
      table = false;
    }
  }

  private int tagAhead() {
    return tag(in.duplicate().order(ByteOrder.LITTLE_ENDIAN));
  }

  /** A text without the blanks and zeros around it; empty if there is none. */
  String text(int tag) {
    var bytes = elements.get(tag);
    return bytes == null
        ? ""
        : StandardCharsets.ISO_8859_1
            .decode(bytes.duplicate())
            .toString()
            .replace('\0', ' ')
            .strip();
  }

  /** A number of 16 bits, or of digits. */
  int number(int tag, int unless) {
    var bytes = elements.get(tag);
    if (bytes == null || bytes.remaining() == 0) {
      return unless;
    }
    if (tag == 0x0028_0008) {
      var digits = text(tag);
      return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1;
    }
    return bytes.remaining() < 2 ? -1 : bytes.getShort(bytes.position()) & 0xffff;
  }

  /**
   * Decimal numbers.
   *
   * @param unless what to answer if there are none; null to refuse
   */
  double[] decimals(int tag, int count, double[] unless) {
    var text = text(tag);
    if (text.isEmpty() && unless != null) {
      return unless;
    }
    var parts = text.split("\\\\");
    var numbers = new double[count];
    try {
      for (int i = 0; i < count && parts.length == count; i++) {
        numbers[i] = Double.parseDouble(parts[i].strip());
        if (!Double.isFinite(numbers[i])) {
          throw new NumberFormatException();
        }
      }
    } catch (NumberFormatException e) {
      parts = new String[0];
    }
    if (parts.length != count) {
      throw new BadFile(
          "%s should say %d numbers in element (%04x,%04x), but says \"%s\""
              .formatted(name, count, tag >>> 16, tag & 0xffff, text));
    }
    return numbers;
  }

  /** The pixels; null if there are none. */
  ByteBuffer pixels() {
    return elements.get(PIXELS);
  }
}
