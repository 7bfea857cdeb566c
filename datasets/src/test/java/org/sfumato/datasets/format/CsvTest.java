package org.sfumato.datasets.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;

  private Csv read(String text) throws IOException {
    return Csv.read(Files.writeString(folder.resolve("a.csv"), text));
  }

  @Test
  void should_read_cells_by_row_and_column() throws IOException {
    var table = read("\uFEFFPath,Age\r\na.png, 61 \r\n\r\nb.png,\r\n");
    assertEquals(List.of("Path", "Age"), table.columns());
    assertEquals(2, table.size());
    assertEquals("61", table.at(0, "Age"));
    assertEquals("b.png", table.at(1, "Path"));
    assertEquals("", table.at(1, "Age"));
    assertFalse(table.has("Sex"));
  }

  @Test
  void should_keep_commas_lines_and_marks_in_quoted_cells() throws IOException {
    var table = read("id,report\n1,\"No mass, no \"\"lesion\"\".\nNormal.\"\n2,Clear");
    assertEquals("No mass, no \"lesion\".\nNormal.", table.at(0, "report"));
    assertEquals("Clear", table.at(1, "report"));
  }

  @Test
  void should_read_compressed_files_and_say_if_they_are_cut_off() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write("a,b\n1,2\n".repeat(1).getBytes(StandardCharsets.UTF_8));
    }
    var file = folder.resolve("a.csv.gz");
    Files.write(file, packed.toByteArray());
    assertEquals("2", Csv.read(file).at(0, "b"));
    Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() - 12));
    var e = assertThrows(BadFile.class, () -> Csv.read(file));
    assertEquals(
        file + " is cut off: its compressed data ends early; copy or download it again",
        e.getMessage());
  }

  @Test
  void should_say_what_is_wrong_with_a_damaged_table() {
    var name = folder.resolve("a.csv").toString();
    refused(name + " is empty; a line with the names of the columns is expected", "");
    refused(
        name + " is damaged: line 3 has 1 cells, but the first line names 2 columns",
        "a,b\n1,2\n3\n");
    refused(
        name + " is damaged or cut off: a quotation mark in line 2 is never closed",
        "a,b\n1,\"open\n");
    refused(name + " has two columns called \"a\"", "a,a\n1,2\n");
    refused(name + " has no column \"Path\"; it has a, b", "a,b\n1,2\n");
  }

  private void refused(String sentence, String text) {
    var e = assertThrows(BadFile.class, () -> read(text).at(0, "Path"));
    assertEquals(sentence, e.getMessage());
  }
}
