package org.sfumato.datasets.paired;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Data;
import org.sfumato.Pairs;
import org.sfumato.Uncertain;
import org.sfumato.datasets.format.BadFile;

class OpenITest {
  @TempDir Path folder;

  private Pairs read() {
    return Data.pairs(folder.toString(), 8, Uncertain.IGNORED);
  }

  private void report(int number, String findings, String impression, String... majors)
      throws IOException {
    var mesh = new StringBuilder();
    for (var major : majors) {
      mesh.append("<major>").append(major).append("</major>");
    }
    var images = new StringBuilder();
    for (int view = 1; view <= 2; view++) {
      var id = "CXR%d_1_IM-0001-%d001".formatted(number, view + 2);
      images
          .append("<parentImage id=\"")
          .append(id)
          .append("\"><figureId>F1</figureId></parentImage>");
      SmallFiles.picture(folder.resolve("NLMCXR_png/" + id + ".png"), 6, 8, 10 * number + view);
    }
    SmallFiles.text(
        folder.resolve("ecgen-radiology/" + number + ".xml"),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
        "<eCitation><meta type=\"rr\"/><uId id=\"CXR" + number + "\"/>",
        "<MedlineCitation><Article><Abstract>",
        "<AbstractText Label=\"COMPARISON\">None.</AbstractText>",
        "<AbstractText Label=\"FINDINGS\">" + findings + "</AbstractText>",
        "<AbstractText Label=\"IMPRESSION\">" + impression + "</AbstractText>",
        "</Abstract></Article></MedlineCitation>",
        "<MeSH>" + mesh + "</MeSH>",
        images + "</eCitation>");
  }

  @Test
  void should_read_findings_impression_headings_and_both_views() throws IOException {
    report(
        1,
        "The heart is\n large &amp; wide.",
        "Cardiomegaly.",
        "Cardiomegaly/mild",
        "Opacity/lung");
    report(2, "", "No acute disease.", "normal");
    report(3, "Something.", "");
    var pairs = read();
    assertEquals(6, pairs.size());
    assertEquals(
        Set.of("The heart is large & wide. Cardiomegaly.", "No acute disease.", "Something."),
        Set.copyOf(pairs.reports()));
    for (int i = 0; i < 6; i++) {
      int number = Integer.parseInt(pairs.told(i).patient().substring(3));
      var row = pairs.range(i, i + 1).labels("normal", "Cardiomegaly", "Opacity", "Nodule");
      var expected =
          List.of(new int[] {0, 1, 1, 0}, new int[] {1, 0, 0, 0}, new int[] {-1, -1, -1, -1});
      assertArrayEquals(expected.get(number - 1), row[0]);
      assertEquals(10 * number / 255., pairs.pictures().get(i).values()[28], 3 / 255.);
    }
    assertEquals(Set.of(), pairs.train().patientsIn(pairs.test()));
  }

  @Test
  void should_say_what_is_wrong_with_a_report() throws IOException {
    report(1, "Clear.", "Normal.", "normal");
    var file = folder.resolve("ecgen-radiology/1.xml");
    var text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() / 2));
    var cut = assertThrows(BadFile.class, this::read);
    assertEquals(
        file + " is damaged or cut off: it is no XML at line 6; copy it again",
        cut.getMessage().replaceAll("line \\d+", "line 6"));
    Files.writeString(file, "<eCitation></eCitation>");
    assertEquals(
        file + " is not a report of Open-I: it has no uId",
        assertThrows(BadFile.class, this::read).getMessage());
  }

  @Test
  void should_never_follow_what_a_file_asks_to_fetch() throws IOException {
    var secret = SmallFiles.text(folder.resolve("secret.txt"), "hidden");
    SmallFiles.text(
        folder.resolve("1.xml"),
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>",
        "<eCitation><uId id=\"CXR1\"/><AbstractText Label=\"FINDINGS\">&e;</AbstractText></eCitation>");
    assertThrows(BadFile.class, this::read);
  }
}
