package org.sfumato.kernel.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real installations: from jars, in processes of their own, with kernels that start. */
@Tag("slow")
class InstalledKernelTest {
  private static final int KILLS = 20;
  @TempDir private Path folder;
  private Application application;
  private Path kernels;
  private Installation installation;

  @BeforeEach
  void build() throws Exception {
    application = BuiltApplication.in(folder.resolve("a build"));
    kernels = Places.below(folder.resolve("a prefix"));
    installation = new Installation(kernels, "sfumato");
  }

  @Test
  void should_install_a_kernel_that_starts_from_an_archive_without_the_build() throws Exception {
    var output = folder.resolve("output");
    var process = install(output);
    assertEquals(0, process.waitFor(), Files.readString(output));
    assertTrue(Files.readString(output).contains("first result after"), Files.readString(output));
    Atomic.delete(application.folder());
    assertTrue(installation.tryOut().firstResult().toNanos() > 0);
    assertTrue(installation.hasArchive());
    try (var files = Files.walk(kernels)) {
      var litter = files.filter(f -> f.toString().endsWith(Atomic.UNFINISHED)).toList();
      assertEquals(List.of(), litter);
    }
  }

  @Test
  void should_say_in_a_sentence_what_became_of_an_installed_kernel() throws Exception {
    installation.install(application, "Java", List.of("-Xshare:off"), Map.of());
    var spec = installation.folder().resolve(Kernelspec.FILE);
    var good = Files.readString(spec);
    var java = Launch.thisJava().toString().replace("\\", "\\\\");
    Files.writeString(spec, good.replace(java, "/no/such/java"));
    assertEquals("its Java is not there any more: " + Path.of("/no/such/java"), complaint());
    Files.writeString(spec, good);
    var classPath =
        installation.folder().resolve(application.copyName()).resolve(Application.CLASS_PATH);
    Files.delete(classPath);
    assertEquals("a file it runs from is not there any more: " + classPath, complaint());
    Files.delete(spec);
    assertEquals("there is no kernel in " + installation.folder(), complaint());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void should_start_jupyter_with_the_kernel_and_all_arguments() throws Exception {
    var output = folder.resolve("output");
    var programs = Files.createDirectories(folder.resolve("programs"));
    var variables =
        Map.of("PATH", programs.toString(), "JUPYTER_DATA_DIR", folder.resolve("data").toString());
    assertEquals(1, run(output, variables, "lab"));
    assertEquals(
        "sfumato: there is no Jupyter on the PATH; get it with: pip install jupyterlab\n",
        Files.readString(output));
    var jupyter =
        Files.writeString(
            programs.resolve("jupyter-notebook"), "#!/bin/sh\necho \"started $@\"\nexit 3\n");
    assertTrue(jupyter.toFile().setExecutable(true));
    assertEquals(3, run(output, variables, "lab", "--port", "8889", "a b.ipynb", "-y"));
    assertTrue(Files.readString(output).contains("Java (Sfumato) is installed in"));
    assertTrue(Files.readString(output).endsWith("\nstarted --port 8889 a b.ipynb -y\n"));
    assertEquals(3, run(output, variables, "lab"));
    assertEquals("started \n", Files.readString(output), "it is installed once");
  }

  private int run(Path output, Map<String, String> variables, String... arguments)
      throws Exception {
    return BuiltApplication.run(application, output, variables, arguments).waitFor();
  }

  private String complaint() {
    return assertThrows(InstallException.class, installation::tryOut).getMessage();
  }

  @Test
  void should_leave_nothing_broken_when_killed_at_any_moment() throws Exception {
    var output = folder.resolve("output");
    long begun = System.nanoTime();
    assertEquals(0, install(output).waitFor(), Files.readString(output));
    long whole = System.nanoTime() - begun;
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < KILLS; i++) {
      if (i % 2 == 0) {
        // Half of them over nothing, half over what the one before left.
        Atomic.delete(installation.folder());
      }
      var process = install(output);
      process.waitFor((long) (random.nextDouble() * whole), TimeUnit.NANOSECONDS);
      process.destroyForcibly().waitFor();
      assertWholeOrAbsent("kill " + i + " of seed " + seed);
    }
    assertNoKernelIsLeft();
    assertEquals(0, install(output).waitFor(), Files.readString(output));
    assertTrue(installation.hasArchive());
    assertEquals(List.of(), installation.uninstall());
    assertFalse(Files.exists(installation.folder()));
  }

  /** A front end sees no kernel, or one of which every file is there and every byte right. */
  private void assertWholeOrAbsent(String when) throws Exception {
    var spec = Kernelspec.read(installation.folder());
    if (spec.isEmpty()) {
      return;
    }
    assertTrue(spec.get().missingFile().isEmpty(), when);
    var copy = installation.folder().resolve(spec.get().application().orElseThrow());
    for (var jar : application.classPath()) {
      var original = application.folder().resolve(jar);
      assertEquals(-1, Files.mismatch(original, copy.resolve(jar)), when + ": " + jar);
    }
    for (var logo : Kernelspec.files()) {
      assertTrue(Files.size(installation.folder().resolve(logo)) > 0, when + ": " + logo);
    }
    assertTrue(installation.hasArchive(), when + ": the archive it names");
  }

  private Process install(Path output) throws Exception {
    return BuiltApplication.run(
        application,
        output,
        Map.of(),
        "install",
        "--prefix",
        folder.resolve("a prefix").toString());
  }

  /** A trial's kernel notices that whoever tried it was killed. */
  private void assertNoKernelIsLeft() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!kernelsThatRun().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    assertEquals(List.of(), kernelsThatRun());
  }

  private List<String> kernelsThatRun() {
    return ProcessHandle.allProcesses()
        .flatMap(p -> p.info().commandLine().stream())
        .filter(line -> line.contains(kernels.toString()))
        .toList();
  }
}
