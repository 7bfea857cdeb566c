package org.sfumato.kernel.command;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.cell.Vocabulary;
import org.sfumato.kernel.install.Places;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sfumato doctor}. */
@Command(
    name = "doctor",
    description = "Say what works on this machine, what does not, and what to do about it.",
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
  private static final int OLDEST_JAVA = 17;
  private static final long MEGABYTE = 1024 * 1024;

  @Mixin private Downloads downloads;
  private final Findings findings = new Findings();

  @Override
  public Integer call() {
    downloads.apply();
    java();
    engine();
    gpu();
    cells();
    fonts();
    new JupyterDoctor(findings, Places.ofThisUser()).look();
    return findings.conclude();
  }

  private void java() {
    int version = Runtime.version().feature();
    var about =
        Runtime.version()
            + " of "
            + System.getProperty("java.vendor")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors, heap up to "
            + Runtime.getRuntime().maxMemory() / MEGABYTE
            + " MB";
    if (version >= OLDEST_JAVA) {
      findings.good("Java", about);
    } else {
      findings.bad("Java", about, "install a JDK of version 17 or newer");
    }
  }

  private void engine() {
    try {
      var engine = Engine.getEngine("PyTorch");
      try (var manager = NDManager.newBaseManager(engine.defaultDevice())) {
        float two = manager.ones(new ai.djl.ndarray.types.Shape(2)).sum().getFloat();
        findings.good(
            "Engine",
            "PyTorch "
                + engine.getVersion()
                + " through DJL "
                + Engine.getDjlVersion()
                + " on "
                + engine.defaultDevice()
                + (two == 2 ? "" : ", but 1 + 1 is " + two));
      }
      findings.good("Native library", nativeLibrary());
    } catch (RuntimeException | LinkageError e) {
      findings.bad(
          "Engine",
          "does not start: "
              + Optional.ofNullable(e.getMessage())
                  .orElse(e.toString())
                  .lines()
                  .findFirst()
                  .orElse(""),
          "delete the folder "
              + cache()
              + ", or look whether this system is one of"
              + " linux-x86_64, linux-aarch64, osx-aarch64, win-x86_64");
    }
  }

  private static String nativeLibrary() {
    var own = System.getenv("PYTORCH_LIBRARY_PATH");
    return own == null ? "unpacked below " + cache() : "of your own PyTorch, in " + own;
  }

  private static Path cache() {
    var set = System.getenv("DJL_CACHE_DIR");
    return set == null ? Path.of(System.getProperty("user.home"), ".djl.ai") : Path.of(set);
  }

  private void gpu() {
    int count;
    try {
      count = Engine.getEngine("PyTorch").getGpuCount();
    } catch (RuntimeException | LinkageError e) {
      return;
    }
    if (count > 0) {
      findings.good("GPU", count + " in use by the engine");
      return;
    }
    if (!Files.exists(Path.of("/dev/nvidiactl")) && !onPath("nvidia-smi")) {
      findings.note("GPU", "none; everything runs on the processor");
      return;
    }
    findings.note(
        "GPU", "there is one, but the engine at hand is for processors. Two ways to use it:");
    System.out.println(
        """
               with your own PyTorch 2.7.1 for CUDA 12.8, as its wheel for cu128 brings it:
                 export PYTORCH_LIBRARY_PATH=…/site-packages/torch/lib PYTORCH_VERSION=2.7.1 PYTORCH_FLAVOR=cu128
               with the engine's own download, some 3 GB, once:
                 export SFUMATO_ALLOW_DOWNLOAD=1        (or --allow-download)""");
  }

  private void cells() {
    var said = new StringBuilder();
    try (var engine =
        CellEngine.start(
            m -> {
              if (m instanceof org.sfumato.kernel.message.Message.Result r) {
                said.append(r.bundle().plain());
              }
            })) {
      engine.execute("6 * 7");
    } catch (RuntimeException e) {
      said.append(e.getMessage());
    }
    if (said.toString().equals("42")) {
      var words =
          Vocabulary.holders().stream().map(h -> h.substring(h.lastIndexOf('.') + 1)).toList();
      findings.good("Cells", "run; words come from " + String.join(", ", words));
    } else {
      findings.bad(
          "Cells", "do not run: " + said, "use a full JDK, with the module jdk.jshell, not a JRE");
    }
  }

  private void fonts() {
    try {
      int families =
          GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
      findings.good("Fonts", families + " families, for the letters in charts");
    } catch (RuntimeException | LinkageError e) {
      findings.bad(
          "Fonts",
          "none are found, so charts have no letters",
          "install some: apt-get install fontconfig fonts-dejavu-core");
    }
  }

  private static boolean onPath(String program) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(p -> !p.isBlank())
        .anyMatch(
            p -> new File(p, program).canExecute() || new File(p, program + ".exe").canExecute());
  }
}
