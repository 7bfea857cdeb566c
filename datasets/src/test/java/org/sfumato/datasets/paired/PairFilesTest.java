package org.sfumato.datasets.paired;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Data;
import org.sfumato.Uncertain;

class PairFilesTest {
  @TempDir Path folder;

  @Test
  void should_read_pairs_of_ones_own() throws IOException {
    SmallFiles.text(
        folder.resolve("pairs.csv"),
        "image,report,patient,split,fracture,cyst",
        "a.png,\"No fracture, a cyst.\",7,train,0,1",
        "b.png,Fracture.,7,train,1,",
        "c.png,Possible fracture.,8,test,-1,0");
    for (var name : List.of("a", "b", "c")) {
      SmallFiles.picture(folder.resolve(name + ".png"), 8, 8, 128);
    }
    var pairs = Data.pairs(folder.toString(), 8, Uncertain.ONES);
    assertEquals(List.of("fracture", "cyst"), pairs.findings());
    assertArrayEquals(new int[][] {{0, 1}, {1, -1}}, pairs.train().labels());
    assertArrayEquals(new int[][] {{1, 0}}, pairs.test().labels());
    assertEquals(List.of("No fracture, a cyst.", "Fracture."), pairs.train().reports());
    assertEquals(0, pairs.validation().size());
  }

  @Test
  void should_refuse_a_patient_in_two_parts_of_ones_own() throws IOException {
    SmallFiles.text(
        folder.resolve("pairs.csv"),
        "image,report,patient,split",
        "a.png,One.,7,train",
        "a.png,Two.,7,test");
    SmallFiles.picture(folder.resolve("a.png"), 8, 8, 128);
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> Data.pairs(folder.toString(), 8, Uncertain.ONES));
    assertEquals(
        "patient 7 is in the training and in the test part; a patient belongs to one",
        e.getMessage());
  }

  @Test
  void should_list_what_it_knows_for_anything_else() throws IOException {
    SmallFiles.text(folder.resolve("notes.txt"), "nothing");
    var e = assertThrows(IllegalArgumentException.class, () -> Data.pairs(folder.toString()));
    assertTrue(
        e.getMessage()
            .startsWith(
                folder
                    + " holds no pairs that can be read. Known: MedMNIST (an .npz file); your own pairs (pairs.csv with columns image and report); MIMIC-CXR ("),
        e.getMessage());
    var absent = folder.resolve("absent");
    var none = assertThrows(IllegalArgumentException.class, () -> Data.pairs(absent.toString()));
    assertEquals("there is no file or folder " + absent, none.getMessage());
    var size =
        assertThrows(
            IllegalArgumentException.class, () -> Data.pairs(folder.toString(), 4, Uncertain.ONES));
    assertEquals("pairs come in 8 to 1024 pixels a side, not 4", size.getMessage());
  }

  @Test
  void should_find_the_sections_of_a_report() {
    assertEquals(
        "Clear lungs. No change.",
        Sections.told("FINDINGS: Clear\n lungs.\nIMPRESSION:\n No change.\n"));
    assertEquals("Stable.", Sections.told("CHEST, TWO VIEWS: \nHISTORY: Cough.\nREPORT: Stable."));
    assertEquals("Just text.", Sections.told("Just text.\n"));
    assertEquals("", Sections.told("  \n"));
  }
}
