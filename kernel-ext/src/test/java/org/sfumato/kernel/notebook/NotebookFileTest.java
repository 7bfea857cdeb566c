package org.sfumato.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookFileTest {
  /**
   * As the field's own tools write it: one space, sorted keys, letters as they are, final newline.
   */
  private static final String AS_WRITTEN =
      """
      {
       "cells": [
        {
         "attachments": {},
         "cell_type": "markdown",
         "id": "my-own_id",
         "metadata": {},
         "source": [
          "# Ä \\"quote\\" \\\\ 😀\\n",
          "tab\\t and \\u001b[0m"
         ]
        },
        {
         "cell_type": "code",
         "execution_count": 3,
         "id": "b2",
         "metadata": {
          "mystery": {
           "kept": [
            1.5,
            1e-07,
            null,
            true,
            []
           ]
          }
         },
         "outputs": [
          {
           "data": {
            "application/json": {
             "a": 1
            },
            "text/plain": [
             "x"
            ]
           },
           "execution_count": 3,
           "metadata": {},
           "output_type": "execute_result"
          }
         ],
         "source": []
        }
       ],
       "metadata": {},
       "nbformat": 4,
       "nbformat_minor": 5
      }
      """;

  @TempDir private Path folder;

  @Test
  void should_write_back_what_it_has_read_byte_for_byte() throws IOException {
    var file = folder.resolve("a.ipynb");
    Files.writeString(file, AS_WRITTEN);
    NotebookFile.write(NotebookFile.read(file), file);
    assertEquals(AS_WRITTEN, Files.readString(file));
  }

  @Test
  void should_upgrade_older_notebooks_with_ids_that_stay_the_same() {
    var old =
        """
        {"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": [
          {"cell_type": "code", "metadata": {}, "source": "a\\nb", "outputs": [{"output_type": "stream", "name": "stdout", "text": "x\\ny"}], "execution_count": null},
          {"cell_type": "code", "metadata": {}, "source": "a\\nb", "outputs": [], "execution_count": null},
          {"cell_type": "raw", "id": "mine", "metadata": {}, "source": ["r"]}]}
        """;
    var first = read(old);
    var ids = first.cells().stream().map(Cell::id).toList();
    assertEquals(5, first.json().path("nbformat_minor").asInt());
    assertEquals(3, ids.stream().distinct().count());
    assertEquals("mine", ids.get(2));
    assertTrue(ids.stream().allMatch(id -> id.matches("[a-zA-Z0-9-_]{1,64}")), ids.toString());
    assertEquals(ids, read(old).cells().stream().map(Cell::id).toList());
    assertEquals("[\"a\\n\",\"b\"]", first.cells().get(0).json().get("source").toString());
    assertEquals("[\"x\\n\",\"y\"]", first.cells().get(0).outputs().get(0).get("text").toString());
  }

  @Test
  void should_say_in_one_sentence_what_is_wrong_with_a_file() throws IOException {
    assertSentence("there is no file " + folder.resolve("none"), folder.resolve("none"));
    assertSentence(folder + " is a folder; name a notebook in it", folder);
    var file = folder.resolve("bad.ipynb");
    for (var sample :
        List.of(
            List.of(
                "{\"cells\": [",
                " is not a notebook: its JSON breaks off or is wrong at line 1, column 12"),
            List.of("", " is empty"),
            List.of("\ufeff \n", " is empty"),
            List.of(
                "{\"nbformat\": 4, \"cells\": []} and more",
                " is not a notebook: its JSON breaks off or is wrong at line 1, column 33"),
            List.of(
                "{\"nbformat\": 5, \"cells\": []}",
                " is nbformat 5; this reads 4.0 to 4.5: open and save it in Jupyter once"),
            List.of("[1]", " is JSON but not a notebook: it names no nbformat"),
            List.of(
                "{\"nbformat\": 3}",
                " is nbformat 3; this reads 4.0 to 4.5: open and save it in Jupyter once"),
            List.of("{\"nbformat\": 4}", " is not a notebook: it has no list of cells"),
            List.of(
                "{\"nbformat\": 4, \"cells\": [{}]}",
                " has a cell without type or source; it is damaged"))) {
      Files.writeString(file, sample.get(0));
      assertSentence(file + sample.get(1), file);
    }
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertSentence(file + " is not a notebook: it is not UTF-8 text", file);
  }

  @Test
  void should_refuse_a_notebook_that_was_cut_off_anywhere() throws IOException {
    var file = folder.resolve("cut.ipynb");
    var bytes = AS_WRITTEN.getBytes(StandardCharsets.UTF_8);
    for (int end = 0; end < bytes.length - 2; end += 7) {
      Files.write(file, Arrays.copyOf(bytes, end));
      var e = assertThrows(NotebookException.class, () -> NotebookFile.read(file));
      assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    }
  }

  @Test
  void should_read_what_windows_editors_save() throws IOException {
    var file = folder.resolve("w.ipynb");
    Files.writeString(file, "\ufeff" + AS_WRITTEN.replace("\n", "\r\n"));
    NotebookFile.write(NotebookFile.read(file), file);
    assertEquals(AS_WRITTEN, Files.readString(file));
  }

  @Test
  void should_mend_two_cells_with_one_id_and_drop_what_is_never_written() {
    var cell =
        "{\"cell_type\": \"raw\", \"id\": \"x\", \"metadata\": {\"trusted\": true}, \"source\": \"\"}";
    var notebook =
        read(
            "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {\"signature\": \"s\", \"orig_nbformat\": 3},"
                + "\"cells\": ["
                + cell
                + ","
                + cell
                + ","
                + cell.replace("\"x\"", "\"y\"")
                + "]}");
    var ids = notebook.cells().stream().map(Cell::id).toList();
    assertEquals(List.of("x", "y"), List.of(ids.get(0), ids.get(2)));
    assertEquals(3, ids.stream().distinct().count());
    assertEquals("{}", notebook.metadata().toString());
    assertEquals("{}", notebook.cells().get(0).json().get("metadata").toString());
  }

  @Test
  void should_store_text_as_lines_and_pictures_as_one_text() {
    var notebook =
        read(
            "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": [{\"cell_type\": \"code\","
                + " \"id\": \"x\", \"metadata\": {}, \"source\": \"\", \"execution_count\": 1, \"outputs\": [{\"output_type\":"
                + " \"display_data\", \"metadata\": {}, \"data\": {\"text/html\": \"a\\nb\", \"image/png\": [\"QU\", \"JD\"],"
                + " \"application/json\": [\"a\", \"b\"]}}]}]}");
    assertEquals(
        "{\"text/html\":[\"a\\n\",\"b\"],\"image/png\":\"QUJD\",\"application/json\":[\"a\",\"b\"]}",
        notebook.cells().get(0).outputs().get(0).get("data").toString());
  }

  @Test
  void should_keep_the_file_that_stood_there_when_writing_fails() throws IOException {
    var file = folder.resolve("kept.html");
    Files.writeString(file, "before");
    // A folder in place of the file makes the last step fail, after all has been written.
    var blocked = folder.resolve("blocked");
    Files.createDirectories(blocked.resolve("inside"));
    var e = assertThrows(NotebookException.class, () -> NotebookFile.write("after", blocked));
    assertTrue(e.getMessage().startsWith("cannot write " + blocked + ": "), e.getMessage());
    assertTrue(e.getMessage().endsWith("; the file that stood there is unchanged"), e.getMessage());
    try (var left = Files.list(folder)) {
      assertEquals(List.of(blocked, file), left.sorted().toList(), "nothing half-written is left");
    }
    NotebookFile.write("after", file);
    assertEquals("after", Files.readString(file));
  }

  @Test
  void should_say_that_the_disk_is_full_and_leave_the_old_file() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
    var file = Files.writeString(folder.resolve("a.ipynb"), "before");
    // What is written to the part file goes to the device that is always full.
    var part = folder.resolve(".a.ipynb." + ProcessHandle.current().pid() + ".part");
    Files.createSymbolicLink(part, Path.of("/dev/full"));
    var e = assertThrows(NotebookException.class, () -> NotebookFile.write("after", file));
    assertEquals(
        "cannot write "
            + file
            + ": No space left on device; the file that stood there is unchanged",
        e.getMessage());
    assertEquals("before", Files.readString(file));
    assertFalse(Files.exists(part, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void should_name_a_file_that_stands_where_a_folder_should_be() throws IOException {
    var file = folder.resolve("file");
    Files.writeString(file, "x");
    var e =
        assertThrows(
            NotebookException.class, () -> NotebookFile.write("y", file.resolve("a.ipynb")));
    assertFalse(e.getMessage().contains("Exception"), e.getMessage());
  }

  private void assertSentence(String sentence, Path file) {
    assertEquals(
        sentence,
        assertThrows(NotebookException.class, () -> NotebookFile.read(file)).getMessage());
  }

  private Notebook read(String json) {
    try {
      return NotebookFile.read(Files.writeString(folder.resolve("n.ipynb"), json));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
