package org.sfumato.datasets.paired;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfumato.Data;
import org.sfumato.Uncertain;
import org.sfumato.datasets.format.BadFile;

class ChexpertTest {
  private static final int PATIENTS = 60;
  private static final String HEADER =
      "Path,Sex,Age,Frontal/Lateral,AP/PA," + String.join(",", Chexpert.FINDINGS);

  /** No finding is sure; of the five that MGCA uses, and a sixth, all are uncertain. */
  private static final String UNCERTAIN = ",,-1.0,,,-1.0,-1.0,,-1.0,0.0,-1.0,,-1.0,";

  @TempDir Path folder;

  @BeforeEach
  void lay() throws IOException {
    var train = new ArrayList<>(List.of(HEADER));
    for (int i = 1; i <= PATIENTS; i++) {
      var path = "CheXpert-v1.0-small/train/patient%05d/study1/view1_frontal.jpg".formatted(i);
      train.add(path + ",Female,68,Frontal,AP" + "," + UNCERTAIN);
      train.add(path.replace("frontal", "lateral") + ",Female,68,Lateral,,1.0,,,,,,,,,,,,,");
      SmallFiles.picture(folder.resolve(path.substring(path.indexOf('/') + 1)), 9, 12, 100);
    }
    SmallFiles.text(folder.resolve("train.csv"), train.toArray(new String[0]));
    SmallFiles.text(
        folder.resolve("valid.csv"),
        HEADER,
        "CheXpert-v1.0-small/valid/patient64541/study1/view1_frontal.jpg,Male,73,Frontal,AP,0.0,1.0,1.0,1.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0");
    SmallFiles.picture(folder.resolve("valid/patient64541/study1/view1_frontal.jpg"), 12, 12, 50);
  }

  @Test
  void should_test_on_the_official_validation_set_and_hold_out_some_patients() {
    var pairs = Data.pairs(folder.toString(), 16, Uncertain.IGNORED);
    assertEquals(1, pairs.test().size());
    assertEquals("patient64541", pairs.test().told(0).patient());
    assertEquals(PATIENTS, pairs.train().size() + pairs.validation().size());
    assertTrue(pairs.validation().size() > 0 && pairs.validation().size() < 12);
    assertArrayEquals(
        new int[][] {{1, 0}}, pairs.test().labels("Cardiomegaly", "Pleural Effusion"));
    assertEquals(50 / 255., pairs.test().pictures().values()[100], .02);
  }

  @ParameterizedTest
  @CsvSource({
    "ONES, 1, 1, 1, 1, 1, 1",
    "ZEROS, 0, 0, 0, 0, 0, 0",
    "IGNORED, -1, -1, -1, -1, -1, -1",
    "MGCA, 1, 0, 0, 1, 1, -1"
  })
  void should_treat_uncertain_findings_as_named(
      Uncertain policy,
      int atelectasis,
      int heart,
      int consolidation,
      int edema,
      int fluid,
      int other) {
    var labels =
        Data.pairs(folder.toString(), 16, policy)
            .train()
            .labels(
                "Atelectasis",
                "Cardiomegaly",
                "Consolidation",
                "Edema",
                "Pleural Effusion",
                "Fracture",
                "Pneumothorax",
                "No Finding")[0];
    assertArrayEquals(
        new int[] {atelectasis, heart, consolidation, edema, fluid, other, 0, 0}, labels);
  }

  @Test
  void should_print_how_it_was_read() {
    assertEquals(
        "pairs(\"" + folder + "\", 16, Uncertain.MGCA).train()",
        Data.pairs(folder.toString(), 16, Uncertain.MGCA).train().expression());
    assertEquals("pairs(\"" + folder + "\")", Data.pairs(folder.toString()).expression());
    assertArrayEquals(
        new int[] {1, 1, 224, 224}, Data.pairs(folder.toString()).test().pictures().shape());
    assertEquals("U-Ones", Uncertain.ONES.toString());
    var identity =
        Data.pairs(folder.toString(), 16, Uncertain.ZEROS).test().pictures().provenance();
    assertEquals("U-Zeros", identity.identity().get("uncertain"));
  }

  @Test
  void should_say_what_is_wrong() throws IOException {
    SmallFiles.text(
        folder.resolve("valid.csv"), HEADER, "CheXpert/valid/p1.jpg,M,1,Frontal,AP,,,,,,,,,,,,,,");
    refused(
        folder.resolve("valid.csv")
            + " does not tell the patient of \"CheXpert/valid/p1.jpg\": a path such as CheXpert-v1.0/train/patient00001/… is expected");
    SmallFiles.text(
        folder.resolve("valid.csv"),
        HEADER,
        "x/valid/patient1/a.jpg,M,1,Frontal,AP,yes,,,,,,,,,,,,,");
    refused(
        folder.resolve("valid.csv")
            + " has \"yes\" for No Finding in row 1; 1, 0, -1 (uncertain) or nothing is expected");
    SmallFiles.text(folder.resolve("valid.csv"), "Path,Sex", "x/patient1/a.jpg,M");
    refused(folder.resolve("valid.csv") + " has no column \"No Finding\"; it has Path, Sex");
  }

  private void refused(String sentence) {
    var e = assertThrows(BadFile.class, () -> Data.pairs(folder.toString(), 16, Uncertain.IGNORED));
    assertEquals(sentence, e.getMessage());
  }
}
