package org.sfumato.datasets.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** Small DICOM slices for tests, written by the standard's definition. */
public final class DicomFile {
  /** The storage class of CT slices; of MR it ends in 4. */
  public static final String CT = "1.2.840.10008.5.1.4.1.1.2";

  public static final String MR = "1.2.840.10008.5.1.4.1.1.4";
  public static final String EXPLICIT = "1.2.840.10008.1.2.1";
  public static final String IMPLICIT = "1.2.840.10008.1.2";

  public static final String JPEG = "1.2.840.10008.1.2.4.50";

  /** Not a type of the standard: pixels of undefined length. */
  private static final String FRAGMENTS = "fragments";

  private record Element(String type, byte[] value) {}

  private final TreeMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);
  private String syntax = EXPLICIT;

  /** A slice of 16-bit values with an identity orientation, pixels of 1 mm and slope 1. */
  public static DicomFile slice(String kind, int rows, int columns, int... values) {
    var pixels = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int v : values) {
      pixels.putShort((short) v);
    }
    return new DicomFile()
        .text(0x0008_0016, "UI", kind)
        .text(0x0020_000E, "UI", "1.2.3")
        .text(0x0020_0032, "DS", "0\\0\\0")
        .text(0x0020_0037, "DS", "1\\0\\0\\0\\1\\0")
        .number(0x0028_0002, 1)
        .text(0x0028_0004, "CS", "MONOCHROME2")
        .number(0x0028_0010, rows)
        .number(0x0028_0011, columns)
        .text(0x0028_0030, "DS", "1\\1")
        .number(0x0028_0100, 16)
        .number(0x0028_0101, 16)
        .number(0x0028_0102, 15)
        .number(0x0028_0103, 1)
        .put(0x7FE0_0010, "OW", pixels.array());
  }

  public DicomFile at(double x, double y, double z) {
    return text(0x0020_0032, "DS", x + "\\" + y + "\\" + z);
  }

  public DicomFile syntax(String uid) {
    syntax = uid;
    return this;
  }

  public DicomFile text(int tag, String type, String text) {
    var even = text.length() % 2 == 0 ? text : text + (type.equals("UI") ? "\0" : " ");
    return put(tag, type, even.getBytes(StandardCharsets.US_ASCII));
  }

  public DicomFile number(int tag, int value) {
    return put(tag, "US", new byte[] {(byte) value, (byte) (value >> 8)});
  }

  public DicomFile put(int tag, String type, byte[] value) {
    elements.put(tag, new Element(type, value));
    return this;
  }

  public DicomFile without(int tag) {
    elements.remove(tag);
    return this;
  }

  /** A sequence of undefined length with one item of undefined and one of known length. */
  public DicomFile nested(int tag) {
    return put(tag, "SQ", null);
  }

  /** Compressed pixels: an empty table of places, then these fragments. */
  public DicomFile fragments(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    head(out, false, 0xFFFE_E000, "", 0);
    for (var part : parts) {
      head(out, false, 0xFFFE_E000, "", part.length);
      out.writeBytes(part);
    }
    head(out, false, 0xFFFE_E0DD, "", 0);
    return put(0x7FE0_0010, FRAGMENTS, out.toByteArray());
  }

  public byte[] bytes() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[128]);
    out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    element(out, true, 0x0002_0010, "UI", padded(syntax));
    boolean explicit = !syntax.equals(IMPLICIT);
    elements.forEach(
        (tag, e) -> {
          if (e.value() == null) {
            sequence(out, explicit, tag);
          } else {
            element(out, explicit, tag, e.type(), e.value());
          }
        });
    return out.toByteArray();
  }

  private static byte[] padded(String uid) {
    return (uid.length() % 2 == 0 ? uid : uid + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  private static void sequence(ByteArrayOutputStream out, boolean explicit, int tag) {
    head(out, explicit, tag, "SQ", -1);
    head(out, false, 0xFFFE_E000, "", -1);
    // An element that would disturb the slice if it were taken for the slice's own.
    element(out, explicit, 0x0028_0010, "US", new byte[] {9, 9});
    head(out, false, 0xFFFE_E00D, "", 0);
    head(out, false, 0xFFFE_E000, "", 6);
    out.writeBytes(new byte[] {1, 2, 3, 4, 5, 6});
    head(out, false, 0xFFFE_E0DD, "", 0);
  }

  private static void element(
      ByteArrayOutputStream out, boolean explicit, int tag, String type, byte[] value) {
    boolean fragments = type.equals(FRAGMENTS);
    head(out, explicit, tag, fragments ? "OB" : type, fragments ? -1 : value.length);
    out.writeBytes(value);
  }

  private static void head(
      ByteArrayOutputStream out, boolean explicit, int tag, String type, int length) {
    var head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    head.putShort((short) (tag >>> 16)).putShort((short) tag);
    if (!explicit) {
      head.putInt(length);
    } else {
      head.put(type.getBytes(StandardCharsets.US_ASCII));
      if (type.matches("O[BW]") || type.equals("SQ") || type.equals("UN")) {
        head.putShort((short) 0).putInt(length);
      } else {
        head.putShort((short) length);
      }
    }
    out.write(head.array(), 0, head.position());
  }
}
