package org.sfumato.kernel.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.sfumato.kernel.history.HistoryFile;
import org.sfumato.kernel.install.Application;
import org.sfumato.kernel.install.InstallException;
import org.sfumato.kernel.install.Installation;
import org.sfumato.kernel.install.KernelTrial;
import org.sfumato.kernel.install.Places;

/** Looks whether Jupyter is here, and whether it would find a kernel of ours that starts. */
final class JupyterDoctor {
  private static final long PATIENCE_SECONDS = 20;
  private static final String INSTALL = "run ./sfumato install";

  private final Findings findings;
  private final Places places;

  JupyterDoctor(Findings findings, Places places) {
    this.findings = findings;
    this.places = places;
  }

  void look() {
    jupyter();
    var kernels = Installation.all(places);
    kernels.forEach(this::kernel);
    if (kernels.isEmpty()) {
      findings.note("Kernel", "is not installed for Jupyter; ./sfumato install does that");
    }
    history();
    sources();
  }

  private void history() {
    var folder = HistoryFile.folder();
    if (!Files.exists(folder)) {
      findings.note("History", "none yet; it will be kept in " + folder);
    } else if (Files.isDirectory(folder) && Files.isWritable(folder)) {
      findings.good("History", "of cells is kept in " + folder);
    } else {
      findings.note("History", "cannot be kept, because nothing can be written to " + folder);
    }
  }

  private void sources() {
    var sources = Path.of(System.getProperty("java.home"), "lib", "src.zip");
    if (Files.exists(sources)) {
      findings.good("Javadoc", "of the JDK on Shift-Tab, from " + sources);
    } else {
      findings.note(
          "Javadoc",
          "of the JDK is not at hand, because it has no lib/src.zip; Debian's is in the package"
              + " openjdk-"
              + Runtime.version().feature()
              + "-source");
    }
  }

  private void jupyter() {
    var lab = places.program("jupyter-lab");
    var notebook = places.program("jupyter-notebook");
    lab.ifPresent(p -> findings.note("Jupyter", "is here: JupyterLab " + version(p) + ", " + p));
    notebook.ifPresent(p -> findings.note("Jupyter", "is here: Notebook " + version(p) + ", " + p));
    if (lab.isEmpty() && notebook.isEmpty()) {
      findings.note(
          "Jupyter", "is not here, and not needed: sfumato run executes notebooks without it");
    }
  }

  private void kernel(Installation kernel) {
    try {
      var trial = kernel.tryOut();
      findings.good(
          "Kernel",
          String.format(
              Locale.ROOT,
              "starts: ready after %.1f s, first result after %.1f s; in %s",
              KernelTrial.seconds(trial.ready()),
              KernelTrial.seconds(trial.firstResult()),
              kernel.folder()));
      if (!kernel.hasArchive()) {
        findings.note(
            "Class archive", "none that fits its Java; it starts faster after ./sfumato install");
      }
      if (!isOfThisBuild(kernel)) {
        findings.note("Build", "the kernel is of another one than this; to renew it, " + INSTALL);
      }
    } catch (InstallException e) {
      findings.bad(
          "Kernel", "in " + kernel.folder() + " does not work: " + e.getMessage(), INSTALL);
    }
  }

  private static boolean isOfThisBuild(Installation kernel) {
    try {
      return kernel.isOf(Application.running());
    } catch (InstallException e) {
      // This process runs from classes; nothing is installed from them.
      return true;
    }
  }

  private static String version(Path program) {
    try {
      var process =
          new ProcessBuilder(program.toString(), "--version")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "that does not say its version";
      }
      return new String(process.getInputStream().readAllBytes())
          .lines()
          .findFirst()
          .map(String::strip)
          .filter(v -> !v.isEmpty())
          .orElse("that does not start");
    } catch (IOException e) {
      return "that does not start";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
