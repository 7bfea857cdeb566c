package org.sfumato.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell launcher, with a Java and a Maven that only say how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir private Path folder;
  private Path home;
  private Path java;
  private Path tools;

  @BeforeEach
  void layOutAProject() throws IOException {
    home = Files.createDirectories(folder.resolve("a project"));
    java = folder.resolve("my jdk");
    tools = Files.createDirectories(folder.resolve("tools"));
    Files.copy(
        Path.of("..", "sfumato"), home.resolve("sfumato"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(home.resolve("kernel-ext/src/main/java"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.createDirectories(java.resolve("bin"));
    script(java.resolve("bin/java"), "echo \"in $PWD\"; for a in \"$@\"; do echo \"$a\"; done");
    version("17.0.15");
    script(
        tools.resolve("mvn"),
        "echo built >> '"
            + folder
            + "/builds'; mkdir -p kernel-ext/target/app; "
            + "touch kernel-ext/target/app/b.jar kernel-ext/target/app/a.jar kernel-ext/target/app/pytorch-native-cpu-1.jar");
  }

  @Test
  void should_build_on_the_first_use_only() throws Exception {
    var first = launch(home.resolve("sfumato"), "run", "x");
    assertTrue(first.contains("sfumato: building"), first);
    var second = launch(home.resolve("sfumato"), "run", "x");
    assertFalse(second.contains("building"), second);
    Thread.sleep(1100);
    Files.writeString(home.resolve("kernel-ext/src/main/java/New.java"), "");
    assertTrue(launch(home.resolve("sfumato"), "run", "x").contains("building"));
    assertEquals(2, Files.readAllLines(folder.resolve("builds")).size());
  }

  @Test
  void should_work_through_a_link_from_another_folder_and_with_blanks() throws Exception {
    var link = Files.createSymbolicLink(tools.resolve("sf"), home.resolve("sfumato"));
    var said = launch(link, "eval", "-e", "two words");
    assertTrue(said.contains("in " + tools.toRealPath() + "\n"), said);
    var app = home.toRealPath().resolve("kernel-ext/target/app");
    assertTrue(
        said.contains(
            "\n"
                + app
                + "/a.jar:"
                + app
                + "/b.jar:"
                + app
                + "/pytorch-native-cpu-1.jar\norg.sfumato.kernel.Sfumato\neval\n-e\ntwo words\n"),
        said);
    assertTrue(said.contains("\n@" + app + "/java.options\n"), said);
  }

  @Test
  void should_leave_out_the_bundled_library_when_a_download_is_wanted() throws Exception {
    launch(home.resolve("sfumato"), "doctor");
    assertFalse(
        launch(home.resolve("sfumato"), "doctor", "--allow-download")
            .contains("pytorch-native-cpu"));
  }

  @Test
  void should_make_one_archive_for_each_java_and_use_it_from_then_on() throws Exception {
    javaThatArchives("exit 0", "exit 0");
    var said = launch(home.resolve("sfumato"), "doctor");
    assertEquals(1, archives().size());
    assertTrue(said.contains("-XX:SharedArchiveFile=" + archives().get(0)), said);
    version("25.0.3");
    launch(home.resolve("sfumato"), "doctor");
    launch(home.resolve("sfumato"), "doctor");
    assertEquals(2, archives().size());
  }

  @Test
  void should_start_without_an_archive_that_java_died_on() throws Exception {
    javaThatArchives("kill -9 $$", "exit 0");
    startsWithoutAnArchive();
  }

  @Test
  void should_start_without_an_archive_that_java_does_not_accept() throws Exception {
    javaThatArchives("exit 0", "exit 1");
    startsWithoutAnArchive();
  }

  private void startsWithoutAnArchive() throws Exception {
    var said = launch(home.resolve("sfumato"), "doctor");
    assertTrue(said.endsWith("\ndoctor\n"), said);
    assertFalse(said.contains("SharedArchiveFile"), said);
    assertEquals(List.of(), archives());
  }

  /** Writes an archive and ends so; asked whether it accepts it, ends so. */
  private void javaThatArchives(String written, String asked) throws IOException {
    script(
        java.resolve("bin/java"),
        """
        for a in "$@"; do
          case $a in
            -XX:ArchiveClassesAtExit=*) echo classes > "${a#*=}"; %s ;;
            -Xshare:on) %s ;;
          esac
        done
        for a in "$@"; do echo "$a"; done"""
            .formatted(written, asked));
  }

  /** Everything that could be taken for one, or lie about for ever. */
  private List<String> archives() throws IOException {
    try (var files = Files.list(home.toRealPath().resolve("kernel-ext/target"))) {
      return files.map(Path::toString).filter(f -> f.contains(".jsa")).toList();
    }
  }

  @Test
  void should_say_in_a_sentence_what_is_missing() throws Exception {
    version("11.0.2");
    assertEquals(
        "sfumato: Java 11.0.2 is too old; install a JDK of version 17 or newer, or set JAVA_HOME to one\n[1]",
        launch(home.resolve("sfumato"), "run"));
    Files.delete(java.resolve("bin/java"));
    assertEquals(
        "sfumato: JAVA_HOME is " + java + ", but there is no bin/java in it\n[1]",
        launch(home.resolve("sfumato"), "run"));
    script(java.resolve("bin/java"), "true");
    version("17.0.1");
    Files.delete(tools.resolve("mvn"));
    assertEquals(
        "sfumato: Maven is needed to build on the first use; install mvn and put it on the PATH\n[1]",
        launch(home.resolve("sfumato"), "run"));
    script(tools.resolve("mvn"), "echo the reason; exit 1");
    var said = launch(home.resolve("sfumato"), "run");
    assertTrue(said.contains("the reason\nsfumato: the build failed; all of it is in "), said);
  }

  private void version(String version) throws IOException {
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private String launch(Path launcher, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(tools.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(k -> k.startsWith("SFUMATO"));
    // Only the ordinary tools of a Unix, without the machine's own Maven.
    var bin = Files.createDirectories(folder.resolve("bin"));
    for (var tool :
        List.of(
            "sh",
            "cksum",
            "readlink",
            "dirname",
            "sed",
            "head",
            "find",
            "mkdir",
            "rm",
            "touch",
            "mktemp",
            "mv",
            "tail")) {
      var there =
          List.of("/usr/bin", "/bin").stream()
              .map(d -> Path.of(d, tool))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      if (!Files.exists(bin.resolve(tool))) {
        Files.createSymbolicLink(bin.resolve(tool), there);
      }
    }
    builder.environment().putAll(Map.of("JAVA_HOME", java.toString(), "PATH", tools + ":" + bin));
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    return code == 0 ? said : said + "[" + code + "]";
  }
}
