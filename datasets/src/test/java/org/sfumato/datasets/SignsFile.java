package org.sfumato.datasets;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.sfumato.datasets.report.Sign;
import org.sfumato.datasets.report.Study;

/**
 * Works out anew what every slice of the phantom's reports shows and writes the file that ships.
 * Run it after a change to the phantom's anatomy, and enter the new checksum in SHA256SUMS.
 */
final class SignsFile {
  private SignsFile() {}

  public static void main(String[] args) throws IOException {
    var positions =
        Arrays.stream(Split.values())
            .flatMapToLong(split -> LongStream.of(PhantomReports.positions(split)))
            .toArray();
    try (var out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(Path.of(args[0]))),
            StandardCharsets.UTF_8)) {
      for (long position : positions) {
        out.write(line(position) + "\n");
      }
    }
  }

  static String line(long position) {
    var signs = Study.at(position).signs();
    return signs.isEmpty()
        ? String.valueOf(position)
        : signs.stream().map(Sign::line).collect(Collectors.joining(",", position + ",", ""));
  }
}
