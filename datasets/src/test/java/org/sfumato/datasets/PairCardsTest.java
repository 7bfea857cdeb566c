package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.datasets.format.NpzFile;

class PairCardsTest {
  @TempDir Path home;

  @BeforeEach
  void name() {
    System.setProperty("sfumato.data", home.toString());
  }

  @AfterEach
  void forget() {
    System.clearProperty("sfumato.data");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mimic-cxr",
        "chexpert",
        "rsna-pneumonia",
        "open-i",
        "medmnist/pneumonia",
        "medmnist/chest"
      })
  void should_print_what_to_get_where_before_the_files_are_there(String id) {
    var set = new Shelf().dataset(id);
    var text = set.text();
    for (var row : List.of("what", "here", "splits", "files", "licence", "credit", "origin")) {
      assertTrue(text.contains("\n  " + row), row + " in " + text);
    }
    assertTrue(text.contains("https://"), text);
    assertTrue(set.picture().isEmpty());
    var e = assertThrows(NotHere.class, set::withReports);
    assertTrue(e.getMessage().startsWith(id + " is not on this machine: put "), e.getMessage());
    assertEquals(e.getMessage(), assertThrows(NotHere.class, set::test).getMessage());
  }

  @Test
  void should_say_where_one_file_belongs() {
    var e = assertThrows(NotHere.class, () -> new Shelf().dataset("medmnist/pneumonia").train());
    assertEquals(
        "medmnist/pneumonia is not on this machine: put pneumoniamnist.npz at "
            + home.resolve("medmnist/pneumoniamnist.npz")
            + " (or name another folder than "
            + home
            + " by SFUMATO_DATA); get it from https://zenodo.org/records/10519652/files/pneumoniamnist.npz?download=1 (MD5 28209eda62fecd6e6a2d98b1501bb15f)",
        e.getMessage());
  }

  @Test
  void should_read_the_files_once_they_are_there() throws IOException {
    var file = home.resolve("medmnist/pneumoniamnist.npz");
    Files.createDirectories(file.getParent());
    var npz = new NpzFile();
    for (var part : List.of("train", "val", "test")) {
      npz.bytes(part + "_images", new int[] {1, 28, 28}, new int[784]);
      npz.bytes(part + "_labels", new int[] {1, 1}, 1);
    }
    npz.write(file);
    var set = new Shelf().dataset("medmnist/pneumonia");
    assertEquals(
        "dataset(\"medmnist/pneumonia\").withReports().test()",
        set.withReports().test().expression());
    assertEquals("dataset(\"medmnist/pneumonia\").train()", set.train().expression());
    assertTrue(set.text().contains("here     train 1, validation 1, test 1 pictures"), set.text());
    assertArrayEquals(new int[] {1, 1, 16, 16}, set.at(16).test().shape());
    assertEquals(
        "dataset(\"medmnist/pneumonia\").at(16).withReports()",
        set.at(16).withReports().expression());
  }
}
