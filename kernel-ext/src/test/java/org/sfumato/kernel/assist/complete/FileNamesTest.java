package org.sfumato.kernel.assist.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Catalogue;
import org.sfumato.kernel.assist.Completions;
import org.sfumato.kernel.assist.Completions.Candidate;
import org.sfumato.kernel.assist.complete.FileNames.Quoting;
import org.sfumato.kernel.assist.text.Lexed;

class FileNamesTest {
  @TempDir private Path folder;
  private FileNames files;

  @BeforeEach
  void layOut() throws IOException {
    Files.createDirectories(folder.resolve("work/data/inner"));
    Files.writeString(folder.resolve("work/a.png"), "");
    Files.writeString(folder.resolve("work/ä b.png"), "");
    Files.writeString(folder.resolve("work/.hidden"), "");
    Files.writeString(folder.resolve("work/data/x.nii"), "");
    Files.createDirectories(folder.resolve("home/docs"));
    files = new FileNames(folder.resolve("work"), folder.resolve("home"));
  }

  private List<String> names(String path) {
    return names(files.complete(path, path.length(), Quoting.PLAIN));
  }

  private static List<String> names(Completions found) {
    return found.candidates().stream().map(Candidate::text).toList();
  }

  @Test
  void should_name_folders_first_and_hide_what_is_hidden() {
    assertEquals(List.of("data/", "a.png", "ä b.png"), names(""));
    assertEquals(List.of(".hidden"), names("."));
    assertEquals(List.of("inner/", "x.nii"), names("data/"));
    assertEquals(List.of("x.nii"), names("data/x"));
    assertEquals(List.of("data/"), names(folder.resolve("work") + "/d"));
    assertEquals(List.of("docs/"), names("~/"));
    assertEquals(List.of("~/"), names("~"));
    assertEquals(List.of(), names("nowhere/"));
  }

  @Test
  void should_replace_the_last_name_only() {
    var found = files.complete("data/x", 10, Quoting.PLAIN);
    assertEquals(9, found.start());
    assertEquals(10, found.end());
  }

  private List<String> inCell(String written) {
    int cursor = written.indexOf('|');
    var cell = Lexed.of(written.substring(0, cursor) + written.substring(cursor + 1));
    var literals = new Literals(Catalogue::found, files);
    return names(literals.complete(cell, cell.around(cursor).orElseThrow(), cursor));
  }

  @Test
  void should_know_which_literals_are_paths() {
    assertEquals(List.of("data/"), inCell("Path.of(\"d|"));
    assertEquals(List.of("data/"), inCell("Images.read(\"d|\")"));
    assertEquals(List.of("data/"), inCell("images(\"d|\")"));
    assertEquals(List.of("x.nii"), inCell("var s = \"data/x|\""));
    assertEquals(List.of(), inCell("var s = \"d|\""));
    assertEquals(List.of(), inCell("var s = \"http://d|\""));
    assertEquals(List.of(), inCell("dataset(\"a.p|\")"));
  }

  @Test
  @org.junit.jupiter.api.condition.DisabledOnOs(org.junit.jupiter.api.condition.OS.WINDOWS)
  void should_write_names_as_java_does() throws IOException {
    Files.writeString(folder.resolve("work/data/\"q\""), "");
    assertEquals(
        List.of("\\\"q\\\"", "inner/", "x.nii").stream().sorted().toList(),
        inCell("Path.of(\"data/|").stream().sorted().toList());
  }
}
