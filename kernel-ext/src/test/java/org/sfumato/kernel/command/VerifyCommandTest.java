package org.sfumato.kernel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.Sfumato;
import org.sfumato.kernel.notebook.Notebooks;

@Tag("slow")
class VerifyCommandTest {
  private static final String SCORE =
      "var x = dataset(\"fashion\").test().first(4);\nscore(x.named(\"a\"), mse(x), metric(\"gray\", (y, s) -> average(y)))";

  @TempDir private Path folder;

  /** The exit code and all that was said. */
  private static String sfumato(Object... arguments) {
    var said = new ByteArrayOutputStream();
    var out = System.out;
    var err = System.err;
    try (var both = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      var words = java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
      return Sfumato.run(words) + ": " + said.toString(StandardCharsets.UTF_8);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private Path executed(String code) {
    var file = new Notebooks().markdown("# t").code(code).save(folder.resolve("a.ipynb"));
    assertTrue(sfumato("run", file, "--in-place").startsWith("0: "));
    return file;
  }

  @Test
  void should_end_with_0_for_an_honest_notebook_and_leave_it_alone() throws Exception {
    var file = executed(SCORE);
    var before = Files.readString(file);
    var said = sfumato("verify", file, "--html", "--out", folder.resolve("out"));
    assertTrue(said.startsWith("0: "), said);
    assertTrue(said.contains("a.ipynb: 1 score: 2 numbers agree, 0 differ\n"), said);
    assertEquals(before, Files.readString(file));
    var page = Files.readString(folder.resolve("out/a.verify.html"));
    assertTrue(page.contains("1 score: 2 numbers agree, 0 differ") && !page.contains("<script"));
  }

  @Test
  void should_end_with_1_for_a_figure_altered_by_hand_without_running_anything() throws Exception {
    var file = executed(SCORE);
    assertTrue(sfumato("verify", file, "--no-run").startsWith("0: "));
    var text = Files.readString(file);
    var html = text.replaceFirst("(<td[^>]*>)0(?=[ .0]*<small>)", "$11");
    assertFalse(html.equals(text), text);
    Files.writeString(file, html);
    var said = sfumato("verify", file, "--no-run");
    assertTrue(said.startsWith("1: "), said);
    assertTrue(said.contains("text/html shows 1 where the figures have 0"), said);
  }

  @Test
  void should_compare_what_is_no_score_if_asked() throws Exception {
    var file = executed(SCORE + ".value(\"gray\") > 0");
    var before = Files.readString(file);
    Files.writeString(file, before.replace("\"true\"", "\"false\""));
    assertTrue(sfumato("verify", file).startsWith("0: "));
    var said = sfumato("verify", file, "--outputs");
    assertTrue(said.startsWith("1: ") && said.contains("-false"), said);
  }

  @Test
  void should_say_that_there_is_nothing_to_verify() {
    var said = sfumato("verify", executed("1 + 1"));
    assertTrue(said.startsWith("0: "), said);
    assertTrue(said.contains("it has no scores, so there is nothing to verify"), said);
  }

  @Test
  void should_say_in_a_sentence_what_it_cannot_read_and_end_with_2() throws Exception {
    var file = folder.resolve("b.ipynb");
    assertEquals("2: sfumato: there is no file " + file + "\n", sfumato("verify", file));
    Files.writeString(file, "{\"cells\": [");
    assertEquals(
        "2: sfumato: "
            + file
            + " is not a notebook: its JSON breaks off or is wrong at line 1, column 12\n",
        sfumato("verify", file));
    Files.writeString(file, "{}");
    assertEquals(
        "2: sfumato: " + file + " is JSON but not a notebook: it names no nbformat\n",
        sfumato("verify", file));
    new Notebooks().code("1").save(file);
    assertEquals(
        "2: sfumato: --outputs needs a run, and --no-run forbids it; leave one out\n",
        sfumato("verify", file, "--outputs", "--no-run"));
    assertEquals(
        "2: sfumato: --image-tolerance takes a number from 0 to 255\n",
        sfumato("verify", file, "--outputs", "--image-tolerance=300"));
    assertTrue(sfumato("verify").startsWith("2: sfumato: Missing required parameter: 'NOTEBOOK'"));
    assertTrue(
        sfumato("verify", file, "--what").startsWith("2: sfumato: Unknown option: '--what'"));
  }
}
