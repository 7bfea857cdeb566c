package org.sfumato.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  private static final int TIMES = 20;

  @TempDir private Path folder;

  /** Writes the same notebook over and over, each time with another number in it. */
  public static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      var file = Path.of(arguments[0]);
      for (int i = 0; ; i++) {
        NotebookFile.write(notebook(i), file);
        System.out.println(i);
      }
    }
  }

  private static Notebook notebook(int number) {
    return new Notebooks().code((number + "\n").repeat(200_000)).notebook();
  }

  @Test
  @Tag("slow")
  void should_hold_a_whole_notebook_at_whatever_moment_its_writer_is_killed() throws Exception {
    var file = folder.resolve("a.ipynb");
    var random = new Random(5);
    for (int i = 0; i < TIMES; i++) {
      var writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        assertTrue(writer.inputReader().readLine() != null, "it writes");
        Thread.sleep(random.nextInt(120));
      } finally {
        writer.destroyForcibly();
      }
      assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
      var lines = NotebookFile.read(file).cells().get(0).source().lines().distinct().toList();
      assertEquals(1, lines.size(), "all of one writing, nothing of another");
      NotebookFile.write(notebook(-1), file);
      assertEquals(List.of("a.ipynb"), names(), "nothing of the killed process is left");
    }
  }

  @Test
  void should_keep_links_and_rights() throws Exception {
    Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    var file = Files.writeString(folder.resolve("real"), "before");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    WholeFile.write("after", link);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("after", Files.readString(file));
    assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  private List<String> names() throws Exception {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
