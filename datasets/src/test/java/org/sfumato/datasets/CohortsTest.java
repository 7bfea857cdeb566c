package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Dataset;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.datasets.format.BadFile;
import org.sfumato.datasets.format.DicomFile;

/** Small files of the formats that the cohorts come in. */
class CohortsTest {
  @TempDir Path home;

  @BeforeEach
  void name() {
    System.setProperty("sfumato.data", home.toString());
  }

  @AfterEach
  void forget() {
    System.clearProperty("sfumato.data");
  }

  private static Dataset set(String id) {
    return new Shelf().dataset(id);
  }

  @Test
  void should_bring_pd_to_the_grid_of_t1_through_both_affines() throws IOException {
    var archives = folder("ixi");
    TarFile.write(
        archives.resolve("IXI-T1.tar"), Map.of("IXI002-Guys-0828-T1.nii.gz", SmallHead.t1(false)));
    TarFile.write(
        archives.resolve("IXI-PD.tar"), Map.of("IXI002-Guys-0828-PD.nii.gz", SmallHead.pd()));
    var t1 = any(set("ixi/t1"));
    var pd = any(set("ixi/pd"));
    assertArrayEquals(new int[] {12, 1, 64, 64}, pd.shape());
    assertEquals(t1.ids(), pd.ids());
    assertEquals("ixi[64]", pd.id(0).toString());
    SmallHead.assertPlane(t1, true);
    SmallHead.assertPlane(pd, false);
  }

  @Test
  void should_show_the_same_whatever_way_the_grid_is_stored() throws IOException {
    var values = new ArrayList<float[]>();
    for (boolean sagittal : new boolean[] {false, true}) {
      var files = folder("curious");
      Files.write(files.resolve("Case7-T1.nii.gz"), SmallHead.t1(sagittal));
      Files.write(files.resolve("Case7-FLAIR.nii.gz"), SmallHead.pd());
      values.add(any(set("curious/t1")).values());
      values.add(any(set("curious/flair")).values());
    }
    assertArrayEquals(values.get(0), values.get(2), 1.01f / 255);
    assertArrayEquals(values.get(1), values.get(3), 1.01f / 255);
  }

  @Test
  void should_pass_over_odd_entries_and_leave_out_who_lacks_one_half() throws IOException {
    var files = folder("ixi");
    var t1 = new HashMap<String, byte[]>();
    var odd = "not a volume".getBytes(StandardCharsets.US_ASCII);
    for (int patient : new int[] {2, 12, 13}) {
      t1.put("IXI%03d-Guys-0828-T1.nii.gz".formatted(patient), SmallHead.t1(false));
    }
    t1.put("._IXI014-Guys-0828-T1.nii.gz", odd);
    t1.put("IXI015-Guys-0828-T1.txt", odd);
    TarFile.write(files.resolve("IXI-T1.tar"), t1);
    var unpacked = Files.createDirectories(files.resolve("IXI-PD"));
    Files.write(unpacked.resolve("IXI012-HH-1211-PD.nii.gz"), SmallHead.pd());
    Files.write(unpacked.resolve("IXI014-HH-1211-PD.nii.gz"), SmallHead.pd());
    Files.writeString(files.resolve("IXI-MRA.tar"), "another archive that is still coming");
    var text = set("ixi/pd").text();
    assertTrue(
        text.contains("together 1 patients; 3 left out, who lack a contrast of the pair"), text);
    assertEquals(12 * 32L, any(set("ixi/pd")).id(0).position());
  }

  @Test
  void should_read_ct_in_hounsfield_units_and_mr_by_its_bright_end() throws IOException {
    var patient = Files.createDirectories(folder("goldatlas").resolve("1_01_P"));
    series(patient.resolve("CT"), DicomFile.CT, -1024, 20);
    series(patient.resolve("MR"), DicomFile.MR, 0, 25);
    Files.createDirectories(patient.resolve("Structures"));
    var ct = any(set("goldatlas/ct"));
    var mr = any(set("goldatlas/mr"));
    assertEquals(ct.ids(), mr.ids());
    assertEquals(16, ct.size());
    assertEquals(101 * 32L, ct.id(0).position());
    // Level 8 of 16 is slice 13 of MR's 25, 4 mm apart; CT's slices are 5 mm apart.
    double units = SmallHead.units(13 * 4);
    assertEquals((units - (40 - 200)) / 400, ct.get(8).values()[32 * 64 + 32], 1. / 255);
    assertTrue(mr.get(8).values()[32 * 64 + 32] > .8);
    assertEquals(0, mr.get(8).values()[0], .01);
    assertEquals(0, ct.get(8).values()[0], "beyond the volume is air");
  }

  private static void series(Path folder, String kind, int intercept, int n) throws IOException {
    Files.createDirectories(folder);
    for (int k = 0; k < n; k++) {
      Files.write(folder.resolve("i" + k + ".dcm"), SmallHead.dicom(kind, k, intercept).bytes());
    }
  }

  @Test
  void should_never_share_a_patient_between_the_parts_nor_move_one_when_more_come()
      throws IOException {
    var files = folder("curious");
    var before = new HashMap<Long, String>();
    var counts = new HashMap<String, Integer>();
    for (int round = 0; round < 2; round++) {
      for (int p = 1 + 27 * round; p <= 27 + 27 * round; p++) {
        Files.write(files.resolve("Case%d-T1.nii.gz".formatted(p)), new byte[] {1});
        Files.write(files.resolve("Case%d-FLAIR.nii.gz".formatted(p)), new byte[] {1});
      }
      var set = set("curious/flair");
      var seen = new HashSet<Long>();
      for (var part :
          Map.of("train", set.train(), "validation", set.validation(), "test", set.test())
              .entrySet()) {
        var patients = new HashSet<Long>();
        for (ImageId id : part.getValue().ids()) {
          patients.add(id.position() / 32);
          assertEquals(before.getOrDefault(id.position(), part.getKey()), part.getKey());
          before.put(id.position(), part.getKey());
        }
        counts.put(part.getKey(), patients.size());
        for (long patient : patients) {
          assertTrue(seen.add(patient), patient + " stands in two parts");
        }
      }
    }
    assertEquals(54, counts.values().stream().mapToInt(n -> n).sum());
    assertTrue(counts.get("train") > 30 && counts.get("test") > 4, counts.toString());
  }

  @Test
  void should_say_what_to_put_where_when_the_files_are_not_there() throws IOException {
    for (var id : List.of("ixi/pd", "goldatlas/ct", "curious/flair")) {
      var e = assertThrows(IllegalArgumentException.class, () -> set(id).train());
      assertTrue(e.getMessage().startsWith(id + " is not on this machine: put "), e.getMessage());
      assertTrue(
          e.getMessage().contains(home.resolve(id.split("/")[0]).toString()), e.getMessage());
      assertTrue(set(id).text().contains(e.getMessage()), "the card says it too");
      assertTrue(set(id).picture().isEmpty());
    }
    assertEquals(
        ("ixi/t2 is not on this machine: put IXI-T1.tar and IXI-PD.tar, for t2 also IXI-T2.tar, as they come or unpacked,"
                + " into %s (or name another folder than %s by SFUMATO_DATA);"
                + " get it from https://brain-development.org/ixi-dataset (IXI-T1.tar, IXI-PD.tar, IXI-T2.tar)")
            .formatted(home.resolve("ixi"), home),
        assertThrows(IllegalArgumentException.class, () -> set("ixi/t2").test()).getMessage());
    Files.write(folder("curious").resolve("Case1-T1.nii.gz"), SmallHead.t1(false));
    assertThrows(IllegalArgumentException.class, () -> set("curious/t1").test());
  }

  @Test
  void should_name_the_file_that_is_damaged_or_doubled() throws IOException {
    var files = folder("curious");
    var t1 = SmallHead.t1(false);
    Files.write(files.resolve("Case7-T1.nii.gz"), Arrays.copyOf(t1, t1.length / 2));
    Files.write(files.resolve("Case7-FLAIR.nii.gz"), SmallHead.pd());
    var images = any(set("curious/flair"));
    var e = assertThrows(BadFile.class, () -> images.get(0).values());
    assertEquals(
        files.resolve("Case7-T1.nii.gz")
            + " is cut off: its compressed data ends early; copy or download it again",
        e.getMessage());
    Files.write(Files.createDirectories(files.resolve("z")).resolve("Case7-T1.nii"), t1);
    var doubled = assertThrows(BadFile.class, () -> set("curious/t1").train());
    assertEquals(
        "%s and %s are the same contrast of the same patient; leave one of them there"
            .formatted(
                files.resolve("Case7-T1.nii.gz"), files.resolve("z").resolve("Case7-T1.nii")),
        doubled.getMessage());
    assertTrue(set("curious/t1").text().contains(doubled.getMessage()), "a card is always shown");
  }

  @Test
  void should_refuse_a_scan_without_a_head() throws IOException {
    var files = folder("curious");
    Files.write(
        files.resolve("Case7-T1.nii.gz"), SmallHead.volume(ByteOrder.BIG_ENDIAN, (x, y, z) -> 0));
    Files.write(files.resolve("Case7-FLAIR.nii.gz"), SmallHead.pd());
    var images = any(set("curious/t1"));
    assertEquals(
        files.resolve("Case7-T1.nii.gz") + " does not show a head down to 90 mm below its top",
        assertThrows(BadFile.class, () -> images.get(0).values()).getMessage());
  }

  @Test
  void should_look_where_the_property_or_the_environment_says() {
    var properties = new Properties();
    properties.setProperty("user.home", "/home/me");
    assertEquals(Path.of("/home/me/sfumato-data"), DataFolder.of(Map.of(), properties));
    var environment = Map.of("SFUMATO_DATA", "/big");
    assertEquals(Path.of("/big"), DataFolder.of(environment, properties));
    properties.setProperty("sfumato.data", "/own");
    assertEquals(Path.of("/own"), DataFolder.of(environment, properties));
  }

  @Test
  void should_carry_the_sizes_of_the_files_as_identity() throws IOException {
    var files = folder("curious");
    Files.write(files.resolve("Case7-T1.nii.gz"), SmallHead.t1(false));
    Files.write(files.resolve("Case7-FLAIR.nii.gz"), SmallHead.pd());
    var first = any(set("curious/flair")).provenance();
    assertEquals("1", first.identity().get("patients"));
    assertEquals(first.hash(), any(set("curious/flair")).provenance().hash());
    Files.write(files.resolve("Case7-FLAIR.nii.gz"), SmallHead.t1(false));
    assertTrue(!first.hash().equals(any(set("curious/flair")).provenance().hash()));
    assertTrue(
        any(set("curious/flair").at(32))
            .expression()
            .startsWith("dataset(\"curious/flair\").at(32)."));
  }

  private Path folder(String family) throws IOException {
    return Files.createDirectories(home.resolve(family));
  }

  /** The one part that has patients. */
  private static Images any(Dataset set) {
    for (var part :
        List.<java.util.function.Supplier<Images>>of(set::train, set::validation, set::test)) {
      try {
        return part.get();
      } catch (IllegalStateException e) {
        assertTrue(e.getMessage().startsWith("none of the 1 patients of "), e.getMessage());
      }
    }
    throw new AssertionError("no part has a patient");
  }
}
