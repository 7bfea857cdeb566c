package org.sfumato.kernel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.Sfumato;
import org.sfumato.kernel.notebook.NotebookFile;
import org.sfumato.kernel.notebook.Notebooks;

/** The command as its user starts it: in a process of its own. */
@Tag("slow")
class RunCommandTest {
  private static final String READ = "Files.readString(Path.of(\"data.txt\"))";

  @TempDir private Path folder;
  private Path lessons;

  @BeforeEach
  void makeFolders() throws Exception {
    lessons = Files.createDirectories(folder.resolve("my lessons"));
    Files.writeString(lessons.resolve("data.txt"), "beside the notebook");
  }

  @Test
  void should_run_each_notebook_in_its_own_folder_and_write_where_the_caller_is() throws Exception {
    new Notebooks().code(READ).save(lessons.resolve("a.ipynb"));
    new Notebooks().code("2 * 21").save(folder.resolve("b.ipynb"));
    Files.writeString(folder.resolve("p.yaml"), "n: 5");
    var said =
        sfumato(
            folder,
            "run",
            "my lessons/a.ipynb",
            "b.ipynb",
            "--html",
            "--out",
            "results",
            "-f",
            "p.yaml");
    assertTrue(
        said.startsWith("0: ")
            && said.contains("results/a.ipynb\n")
            && said.contains("results/b.html\n"),
        said);
    assertTrue(text("results/a.ipynb").contains("beside the notebook"));
    assertTrue(text("results/a.html").contains("beside the notebook"));
    assertTrue(text("results/b.ipynb").contains("\"42\""));
    assertFalse(text("my lessons/a.ipynb").contains("beside the notebook"));
  }

  @Test
  void should_verify_there_too_and_write_nothing() throws Exception {
    var file = new Notebooks().code(READ).save(lessons.resolve("a.ipynb"));
    assertTrue(sfumato(folder, "run", file.toString(), "--in-place").startsWith("0: "));
    var before = Files.readString(file);
    var same = sfumato(folder, "verify", "my lessons/a.ipynb", "--outputs");
    assertTrue(
        same.startsWith("0: ")
            && same.contains("my lessons/a.ipynb: 1 cells compared, all as stored\n"),
        same);
    Files.writeString(lessons.resolve("data.txt"), "changed");
    var other = sfumato(folder, "verify", "my lessons/a.ipynb", "--outputs");
    assertTrue(other.startsWith("1: "), other);
    assertTrue(other.contains("-beside the notebook\n") && other.contains("+changed\n"), other);
    assertEquals(before, Files.readString(file));
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void should_say_that_the_process_of_a_notebook_crashed_and_what_it_left() throws Exception {
    var crash =
        "new ProcessBuilder(\"kill\", \"-9\", \"\" + ProcessHandle.current().pid()).start().waitFor();";
    new Notebooks().code("1").code(crash).save(lessons.resolve("a.ipynb"));
    var said = sfumato(folder, "run", "my lessons/a.ipynb");
    assertTrue(
        said.startsWith("1: ")
            && said.contains(
                "sfumato: the process that ran my lessons/a.ipynb ended with code 137; it had kept nothing yet"),
        said);
  }

  @Test
  void should_refuse_numbers_that_make_no_sense_before_anything_runs() throws Exception {
    var file = new Notebooks().code("1").save(folder.resolve("a.ipynb")).toString();
    for (var pair :
        List.of(
            List.of("--timeout=0", "--timeout takes a number of seconds, greater than 0"),
            List.of(
                "--startup-timeout=nan",
                "Invalid value for option '--startup-timeout': 'nan' is not a double"),
            List.of("-f=none.yaml", "there is no file none.yaml"),
            List.of(
                "-y=[1]",
                "--parameters-yaml gives no names to its values; write one a line, such as 'steps: 60'"))) {
      var said = sfumato(folder, "run", file, pair.get(0));
      assertTrue(said.contains("sfumato: " + pair.get(1) + "\n"), said);
    }
  }

  private String text(String file) throws Exception {
    var path = folder.resolve(file);
    return file.endsWith(".ipynb") ? NotebookFile.read(path).toString() : Files.readString(path);
  }

  /** The exit code and all that was said. */
  private static String sfumato(Path where, String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-Djava.awt.headless=true",
                "-Dai.djl.offline=true",
                "-Dsfumato.terminal=false",
                "-cp",
                System.getProperty("java.class.path"),
                Sfumato.class.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
    builder.environment().put("OPT_OUT_TRACKING", "true");
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    var unix = said.replace("\r\n", "\n").replace('\\', '/');
    return process.exitValue() + ": " + unix.replaceAll("(?m)^(Picked up|WARNING).*\\R", "");
  }
}
