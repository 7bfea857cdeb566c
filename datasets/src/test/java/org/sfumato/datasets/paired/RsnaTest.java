package org.sfumato.datasets.paired;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Data;
import org.sfumato.Pairs;
import org.sfumato.Uncertain;
import org.sfumato.datasets.format.BadFile;
import org.sfumato.datasets.format.DicomFile;

class RsnaTest {
  private static final int PATIENTS = 80;

  @TempDir Path folder;

  @BeforeEach
  void lay() throws IOException {
    var lines = new ArrayList<>(List.of("patientId,x,y,width,height,Target"));
    var images = Files.createDirectories(folder.resolve("stage_2_train_images"));
    for (int i = 0; i < PATIENTS; i++) {
      var patient = "0004cfab-" + i;
      // Two opacities are two lines of one picture.
      lines.add(patient + (i % 4 == 0 ? ",264.0,152.0,213.0,379.0,1" : ",,,,,0"));
      if (i % 4 == 0) {
        lines.add(patient + ",562.0,152.0,256.0,453.0,1");
      }
      var pixels = new byte[64];
      Arrays.fill(pixels, (byte) (2 * i));
      Files.write(
          images.resolve(patient + ".dcm"),
          DicomFile.slice("1.2.840.10008.5.1.4.1.1.7", 8, 8)
              .number(0x0028_0100, 8)
              .number(0x0028_0101, 8)
              .number(0x0028_0103, 0)
              .put(0x7FE0_0010, "OW", pixels)
              .bytes());
    }
    SmallFiles.text(folder.resolve("stage_2_train_labels.csv"), lines.toArray(new String[0]));
  }

  private Pairs read() {
    return Data.pairs(folder.toString(), 8, Uncertain.IGNORED);
  }

  @Test
  void should_have_one_pair_a_patient_and_a_label_if_there_is_any_opacity() {
    var pairs = read();
    assertEquals(PATIENTS, pairs.size());
    assertEquals(List.of("Pneumonia"), pairs.findings());
    assertEquals(PATIENTS / 4, Arrays.stream(pairs.labels()).mapToInt(row -> row[0]).sum());
    assertEquals("", pairs.told(0).report());
    for (int i = 0; i < pairs.size(); i++) {
      int number = Integer.parseInt(pairs.told(i).patient().substring(9));
      assertEquals(number % 4 == 0 ? 1 : 0, pairs.told(i).labels().get(0));
      assertEquals(2 * number / 255., pairs.pictures().get(i).values()[20], 1e-6);
    }
  }

  @Test
  void should_divide_the_patients_for_good() throws IOException {
    var before = read();
    assertTrue(before.train().size() > 40, "train " + before.train().size());
    assertTrue(before.test().size() > 3, "test " + before.test().size());
    var kept = before.test().told(0).patient();
    var lines = Files.readAllLines(folder.resolve("stage_2_train_labels.csv"));
    lines.subList(1, 30).removeIf(line -> !line.startsWith(kept));
    SmallFiles.text(folder.resolve("stage_2_train_labels.csv"), lines.toArray(new String[0]));
    assertEquals(kept, read().test().told(0).patient());
  }

  @Test
  void should_say_what_is_wrong() throws IOException {
    SmallFiles.text(
        folder.resolve("stage_2_train_labels.csv"), "patientId,Target", "0004cfab-0,maybe");
    var e = assertThrows(BadFile.class, this::read);
    assertEquals(
        folder.resolve("stage_2_train_labels.csv")
            + " has the target \"maybe\" in row 1; 0 or 1 is expected",
        e.getMessage());
    SmallFiles.text(folder.resolve("stage_2_train_labels.csv"), "patientId,Target", "0004cfab-0,1");
    var file = folder.resolve("stage_2_train_images/0004cfab-0.dcm");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 200));
    var pictures = read().pictures();
    var damaged = assertThrows(BadFile.class, pictures::values);
    assertTrue(damaged.getMessage().startsWith(file + " is cut off"), damaged.getMessage());
    Files.delete(file);
    assertThrows(BadFile.class, this::read);
    assertArrayEquals(new int[] {1, 1, 8, 8}, pictures.shape());
  }
}
