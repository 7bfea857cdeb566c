package org.sfumato.datasets.paired;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Data;
import org.sfumato.Uncertain;
import org.sfumato.datasets.format.BadFile;

class MimicCxrTest {
  private static final String LABELLED =
      "subject_id,study_id,Atelectasis,Cardiomegaly,Consolidation,Edema,Enlarged Cardiomediastinum,"
          + "Fracture,Lung Lesion,Lung Opacity,No Finding,Pleural Effusion,Pleural Other,Pneumonia,"
          + "Pneumothorax,Support Devices";

  @TempDir Path folder;

  @BeforeEach
  void lay() throws IOException {
    SmallFiles.text(
        folder.resolve("mimic-cxr-2.0.0-split.csv"),
        "dicom_id,study_id,subject_id,split",
        "aa,50,10000032,train",
        "ab,50,10000032,train",
        "ba,51,10000980,validate",
        "ca,52,11000001,test",
        "da,53,11000002,test");
    SmallFiles.text(
        folder.resolve("mimic-cxr-2.0.0-metadata.csv"),
        "dicom_id,subject_id,study_id,ViewPosition",
        "aa,10000032,50,PA",
        "ab,10000032,50,LATERAL",
        "ba,10000980,51,AP",
        "ca,11000001,52,AP",
        "da,11000002,53,PA");
    report(
        "p10/p10000032/s50.txt",
        "                                 FINAL REPORT",
        " INDICATION:  Cough.",
        "",
        " FINDINGS:",
        " The lungs are clear.",
        "  No effusion.",
        "",
        " IMPRESSION:  No acute process.");
    report("p10/p10000980/s51.txt", " COMPARISON:  None.", " IMPRESSION: Small left effusion.");
    report("p11/p11000001/s52.txt", " EXAMINATION: CHEST", " WET READ: No change of the lines.");
    report("p11/p11000002/s53.txt", " IMPRESSION: Normal.");
    for (var picture :
        List.of("p10/p10000032/s50/aa", "p10/p10000980/s51/ba", "p11/p11000001/s52/ca")) {
      SmallFiles.picture(folder.resolve("files/" + picture + ".jpg"), 20, 10, 200);
    }
  }

  private void report(String file, String... lines) throws IOException {
    SmallFiles.text(folder.resolve("files").resolve(file), lines);
  }

  @Test
  void should_read_frontal_views_with_findings_and_impression_in_the_official_parts() {
    var pairs = Data.pairs(folder.toString(), 16, Uncertain.IGNORED);
    assertEquals(
        List.of("The lungs are clear. No effusion. No acute process."), pairs.train().reports());
    assertEquals(List.of("Small left effusion."), pairs.validation().reports());
    assertEquals(List.of("No change of the lines."), pairs.test().reports(), "the last section");
    assertEquals("p10000032", pairs.train().told(0).patient());
    assertEquals(List.of(), pairs.findings());
  }

  @Test
  void should_leave_out_lateral_views_and_reports_of_fewer_than_three_words() {
    assertEquals(3, Data.pairs(folder.toString(), 16, Uncertain.IGNORED).size());
  }

  @Test
  void should_fit_pictures_into_a_black_square() {
    var picture = Data.pairs(folder.toString(), 16, Uncertain.IGNORED).train().pictures();
    assertArrayEquals(new int[] {1, 1, 16, 16}, picture.shape());
    var grey = picture.values();
    assertEquals(0, grey[0]);
    assertEquals(200 / 255., grey[8 * 16 + 8], .02);
  }

  @Test
  void should_take_the_labels_where_they_are_there() throws IOException {
    SmallFiles.text(
        folder.resolve("mimic-cxr-2.0.0-chexpert.csv"),
        LABELLED,
        "10000032,50,-1.0,,,,,,,,1.0,0.0,,,,",
        "10000980,51,,,,,,,,,,1.0,,,,",
        "11000001,52,,,,,,,,,,,,,,1.0");
    var pairs = Data.pairs(folder.toString(), 16, Uncertain.ONES);
    assertEquals(14, pairs.findings().size());
    assertArrayEquals(
        new int[][] {{1, 1, 0}},
        pairs.train().labels("Atelectasis", "No Finding", "Pleural Effusion"));
    assertArrayEquals(new int[][] {{1}}, pairs.test().labels("Support Devices"));
  }

  @Test
  void should_say_what_is_missing_or_wrong() throws IOException {
    Files.delete(folder.resolve("mimic-cxr-2.0.0-metadata.csv"));
    refused(
        folder
            + " has mimic-cxr-2.0.0-split.csv but not mimic-cxr-2.0.0-metadata.csv, which tells frontal views from lateral ones; put it beside");
    lay();
    SmallFiles.text(
        folder.resolve("mimic-cxr-2.0.0-split.csv"),
        "dicom_id,study_id,subject_id,split",
        "aa,50,10000032,tarin");
    refused(
        folder.resolve("mimic-cxr-2.0.0-split.csv")
            + " has the split \"tarin\"; train, validate or test is expected");
    lay();
    Files.delete(folder.resolve("files/p10/p10000032/s50/aa.jpg"));
    Files.delete(folder.resolve("files/p10/p10000980/s51/ba.jpg"));
    assertEquals(1, Data.pairs(folder.toString(), 16, Uncertain.IGNORED).size());
    Files.delete(folder.resolve("files/p11/p11000001/s52/ca.jpg"));
    refused(
        folder
            + " lists 3 pictures, but none of them is there, not even "
            + folder.resolve("files/p10/p10000032/s50/aa.jpg")
            + "; put them beside it");
  }

  private void refused(String sentence) {
    var e = assertThrows(BadFile.class, () -> Data.pairs(folder.toString(), 16, Uncertain.IGNORED));
    assertEquals(sentence, e.getMessage());
  }
}
