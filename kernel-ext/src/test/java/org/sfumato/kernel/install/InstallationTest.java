package org.sfumato.kernel.install;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With an application in which there is no kernel, so that nothing starts and no archive is made.
 */
class InstallationTest {
  @TempDir private Path folder;
  private Path build;
  private Path kernels;
  private Installation installation;

  @BeforeEach
  void layOutABuild() throws IOException {
    build = Files.createDirectories(folder.resolve("a build"));
    kernels = folder.resolve("my kernels");
    Files.writeString(build.resolve("sfumato-kernel-ext.jar"), "ours");
    Files.writeString(build.resolve("library.jar"), "theirs");
    Files.writeString(build.resolve("left-out.jar"), "of another machine");
    Files.createDirectories(build.resolve("sources"));
    Files.writeString(build.resolve("sources/sfumato-dsl-sources.jar"), "text");
    Files.writeString(build.resolve(Application.OPTIONS), "-Xlog:disable\n");
    Files.writeString(build.resolve(Application.KERNEL_OPTIONS), "-XX:TieredStopAtLevel=1\n");
    installation = new Installation(kernels, "sfumato");
  }

  @Test
  void should_write_what_jupyter_needs_to_start_java_directly() throws Exception {
    var done = install("-Xmx1g");
    assertEquals(kernels.resolve("sfumato"), done.folder());
    var json = json();
    assertEquals("Java (Sfumato)", json.get("display_name").textValue());
    assertEquals("java", json.get("language").textValue());
    assertEquals("message", json.get("interrupt_mode").textValue());
    assertFalse(json.get("metadata").get("debugger").booleanValue());
    assertEquals("true", json.get("env").get("OPT_OUT_TRACKING").textValue());
    var copy = copy();
    assertEquals(
        List.of(
            Launch.thisJava().toString(),
            "@" + copy.resolve("java.options"),
            "@" + copy.resolve("kernel.options"),
            "@" + copy.resolve("class-path"),
            "-Dsfumato.class-index=" + copy.resolve("class-index"),
            "-Xmx1g",
            "org.sfumato.kernel.Sfumato",
            "kernel",
            "{connection_file}"),
        argv(json));
    assertTrue(Launch.thisJava().isAbsolute() && Files.isExecutable(Launch.thisJava()));
    for (int size : new int[] {32, 64}) {
      var name = "logo-" + size + "x" + size + ".png";
      var logo = ImageIO.read(done.folder().resolve(name).toFile());
      assertEquals(List.of(size, size), List.of(logo.getWidth(), logo.getHeight()));
      assertTrue(logo.getColorModel().hasAlpha(), "it stands on light and on dark");
    }
    assertTrue(Files.readString(done.folder().resolve("logo-svg.svg")).contains("</svg>"));
  }

  @Test
  void should_run_from_a_copy_that_outlives_the_build() throws Exception {
    install();
    Atomic.delete(build);
    var copy = copy();
    assertEquals("ours", Files.readString(copy.resolve("sfumato-kernel-ext.jar")));
    assertEquals("theirs", Files.readString(copy.resolve("library.jar")));
    assertEquals("text", Files.readString(copy.resolve("sources/sfumato-dsl-sources.jar")));
    assertFalse(Files.exists(copy.resolve("left-out.jar")), "only what is on the class path");
  }

  @Test
  void should_not_change_when_the_build_overwrites_its_jar() throws Exception {
    install();
    Files.writeString(build.resolve("sfumato-kernel-ext.jar"), "newer");
    assertEquals("ours", Files.readString(copy().resolve("sfumato-kernel-ext.jar")));
  }

  @Test
  void should_name_the_class_path_so_that_java_reads_it() throws Exception {
    install();
    var process =
        new ProcessBuilder(
                Launch.thisJava().toString(),
                "@" + copy().resolve("class-path"),
                "-XshowSettings:properties",
                "-version")
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes());
    var expected = copy().resolve("sfumato-kernel-ext.jar").toString();
    assertTrue(said.contains("java.class.path = " + expected), said);
    assertTrue(said.contains(copy().resolve("library.jar").toString()), said);
  }

  @Test
  void should_install_without_an_archive_when_the_kernel_does_not_start() {
    var done = install();
    assertTrue(done.archive().isEmpty());
    assertTrue(done.complaint().orElseThrow().contains("the kernel ended with 1"), done.toString());
    var e = assertThrows(InstallException.class, installation::tryOut);
    assertTrue(e.getMessage().contains("org.sfumato.kernel.Sfumato"), e.getMessage());
  }

  @Test
  void should_keep_the_application_before_for_the_kernels_that_run_from_it() throws Exception {
    install();
    var first = copy();
    assertTrue(installation.isOf(application()));
    Files.writeString(build.resolve("sfumato-kernel-ext.jar"), "second");
    assertFalse(installation.isOf(application()));
    install();
    var second = copy();
    assertNotEquals(first, second);
    assertTrue(Files.isDirectory(first));
    Files.writeString(build.resolve("sfumato-kernel-ext.jar"), "third");
    install();
    assertFalse(Files.exists(first));
    assertTrue(Files.isDirectory(second) && Files.isDirectory(copy()));
  }

  @Test
  void should_write_the_same_again_and_clear_away_what_a_dead_installation_left() throws Exception {
    install();
    var before = Files.readAllBytes(kernels.resolve("sfumato/kernel.json"));
    var litter = Files.createDirectories(kernels.resolve("sfumato/app-1234567890.unfinished/x"));
    Files.writeString(kernels.resolve("sfumato/kernel.json.unfinished"), "{\"argv\": [");
    install();
    assertArrayEquals(before, Files.readAllBytes(kernels.resolve("sfumato/kernel.json")));
    assertFalse(Files.exists(litter));
    assertFalse(Files.exists(kernels.resolve("sfumato/kernel.json.unfinished")));
  }

  @Test
  void should_replace_a_kernelspec_that_is_broken() throws Exception {
    Files.createDirectories(kernels.resolve("sfumato"));
    Files.writeString(kernels.resolve("sfumato/kernel.json"), "{");
    install();
    assertEquals("java", json().get("language").textValue());
  }

  @Test
  void should_leave_the_kernel_of_somebody_else_alone() throws Exception {
    var others = kernels.resolve("sfumato/kernel.json");
    Files.createDirectories(others.getParent());
    var text = "{\"argv\": [\"other\"], \"display_name\": \"Other\", \"language\": \"java\"}";
    Files.writeString(others, text);
    var e = assertThrows(InstallException.class, this::install);
    assertEquals(
        "the kernel in "
            + others.getParent()
            + ", \"Other\", is not of Sfumato; choose another --name",
        e.getMessage());
    assertThrows(InstallException.class, installation::uninstall);
    assertEquals(text, Files.readString(others));
  }

  @Test
  void should_remove_what_it_wrote_and_nothing_else() throws Exception {
    install();
    assertEquals(List.of(), installation.uninstall());
    assertFalse(Files.exists(kernels.resolve("sfumato")));
    assertTrue(Files.exists(build.resolve("library.jar")), "a link went, its file stays");
    install();
    var mine = Files.writeString(kernels.resolve("sfumato/kernel.js"), "// mine");
    assertEquals(List.of(mine), installation.uninstall());
    assertEquals("// mine", Files.readString(mine));
    var e = assertThrows(InstallException.class, installation::uninstall);
    assertTrue(e.getMessage().endsWith("was not made by sfumato install; delete it by hand"));
    Files.delete(mine);
    Files.delete(mine.getParent());
    e = assertThrows(InstallException.class, installation::uninstall);
    assertEquals("there is no kernel in " + kernels.resolve("sfumato"), e.getMessage());
  }

  @Test
  void should_say_what_is_wrong_with_a_name_or_a_place() throws Exception {
    for (var name : new String[] {"", "my kernel", "../up", "Java", ".hidden"}) {
      var e = assertThrows(InstallException.class, () -> new Installation(kernels, name));
      assertTrue(e.getMessage().endsWith("not \"" + name + "\""), e.getMessage());
    }
    var file = Files.writeString(folder.resolve("file"), "");
    installation = new Installation(file, "sfumato");
    var e = assertThrows(InstallException.class, this::install);
    var said = e.getMessage();
    assertTrue(said.startsWith("cannot write " + file.resolve("sfumato") + ": "), said);
    assertTrue(said.endsWith("; choose another place with --prefix"), said);
  }

  private Application application() {
    return new Application(build, List.of("sfumato-kernel-ext.jar", "library.jar"));
  }

  private Installed install(String... options) {
    return installation.install(
        application(), "Java (Sfumato)", List.of(options), Map.of("OPT_OUT_TRACKING", "true"));
  }

  private Path copy() throws IOException {
    var argument = argv(json()).get(1);
    return Path.of(argument.substring(1)).getParent();
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(kernels.resolve("sfumato/kernel.json").toFile());
  }

  private static List<String> argv(JsonNode json) {
    var argv = new ArrayList<String>();
    json.get("argv").forEach(a -> argv.add(a.textValue()));
    return argv;
  }
}
