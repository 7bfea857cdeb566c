package org.sfumato.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Small tar archives for tests, written by the definition of ustar. */
final class TarFile {
  private TarFile() {}

  static void write(Path file, Map<String, byte[]> entries) throws IOException {
    var out = new ByteArrayOutputStream();
    entries.forEach(
        (name, content) -> {
          var header = new byte[512];
          put(header, 0, name);
          put(header, 100, "0000644\0");
          put(header, 124, "%011o\0".formatted(content.length));
          put(header, 156, "0");
          put(header, 257, "ustar\00000");
          Arrays.fill(header, 148, 156, (byte) ' ');
          int sum = 0;
          for (byte b : header) {
            sum += b & 0xff;
          }
          put(header, 148, "%06o\0 ".formatted(sum));
          out.writeBytes(header);
          out.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
        });
    out.writeBytes(new byte[1024]);
    Files.write(file, out.toByteArray());
  }

  private static void put(byte[] header, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
