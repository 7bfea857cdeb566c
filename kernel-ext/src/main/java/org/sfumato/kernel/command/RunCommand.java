package org.sfumato.kernel.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sfumato.kernel.html.HtmlPage;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.NotebookException;
import org.sfumato.kernel.notebook.NotebookFile;
import org.sfumato.kernel.progress.TerminalProgress;
import org.sfumato.kernel.run.RunOptions;
import org.sfumato.kernel.run.RunReport;
import org.sfumato.kernel.run.Runner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sfumato run}. */
@Command(
    name = "run",
    description =
        "Run notebooks without Jupyter; write the executed notebook and, if asked, a page. "
            + "A notebook runs in the folder where it lies, so that it finds the files beside it.",
    mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "NOTEBOOK", description = "Notebooks, .ipynb")
  private List<Path> notebooks;

  @Mixin private ParameterOptions parameters;

  @Option(names = "--html", description = "Also write one self-contained HTML page.")
  private boolean html;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out",
      description = "Where results go (default: out).")
  private Path out;

  @Option(
      names = {"--in-place", "--inplace"},
      description = "Write the executed notebook over its source.")
  private boolean inPlace;

  @Mixin private LimitOptions limits;
  @Mixin private Downloads downloads;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    downloads.apply();
    var options = limits.with(parameters.values());
    // All must be readable, and the results writable, before the first one runs: nobody wants to
    // hear of a misspelt third notebook after an hour.
    var read = new LinkedHashMap<Path, Notebook>();
    for (var file : notebooks) {
      var notebook = NotebookFile.read(Folder.at(file), file.toString());
      org.sfumato.kernel.run.Parameters.source(notebook, file.toString(), options.parameters());
      read.put(file, notebook);
    }
    if (!inPlace) {
      NotebookFile.makeFolder(Folder.at(out), out.toString());
    }
    int failures = 0;
    for (var file : read.keySet().toArray(Path[]::new)) {
      // Taken out, so that only one notebook's outputs are held at a time.
      var notebook = read.remove(file);
      boolean fine =
          Elsewhere.isNeeded(Folder.at(file)) ? elsewhere(file) : run(file, notebook, options);
      failures += fine ? 0 : 1;
    }
    return failures == 0 ? 0 : 1;
  }

  private boolean elsewhere(Path file) {
    var start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    int code = Elsewhere.run(Folder.at(file), Elsewhere.about(file, notebooks, spec));
    if (code != 0 && code != 1) {
      System.err.println(
          "sfumato: the process that ran "
              + file
              + " ended with code "
              + code
              + (kept(file, start)
                  ? "; what it kept last is in " + target(file)
                  : "; it had kept nothing yet"));
    }
    return code == 0;
  }

  private boolean kept(Path file, Instant since) {
    try {
      var target = Folder.at(target(file));
      return !inPlace && !Files.getLastModifiedTime(target).toInstant().isBefore(since);
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private Path target(Path file) {
    return inPlace ? file : out.resolve(file.getFileName());
  }

  @SuppressWarnings("try") // Ctrl-C is listened to while the block lasts.
  private boolean run(Path file, Notebook notebook, RunOptions options) {
    var target = target(file);
    refuseToOverwrite(file, target);
    RunReport report;
    try (var ctrl = new Ctrl()) {
      try (var progress = TerminalProgress.to(System.err)) {
        // Whoever overwrites a notebook wants the old one while the new one is not whole.
        Optional<Runnable> save =
            inPlace
                ? Optional.empty()
                : Optional.of(() -> NotebookFile.write(notebook, Folder.at(target)));
        report =
            new Runner(notebook, file.toString(), target.toString(), options)
                .run(new Watched(file, progress, save));
      }
      NotebookFile.write(notebook, Folder.at(target));
      System.out.println(target);
      if (html) {
        page(file, notebook);
      }
    }
    tell(file, report);
    return report.succeeded();
  }

  private void page(Path file, Notebook notebook) {
    var name = file.getFileName().toString();
    var page = target(file).resolveSibling(name.replaceFirst("\\.ipynb$", "") + ".html");
    var folder = Folder.at(file).toAbsolutePath().getParent();
    NotebookFile.write(HtmlPage.of(notebook, name, folder), Folder.at(page));
    System.out.println(page);
  }

  static void tell(Path file, RunReport report) {
    var err = System.err;
    report.warnings().forEach(w -> err.println("sfumato: " + file.getFileName() + ": " + w));
    report
        .failure()
        .ifPresent(
            stop -> {
              err.println("sfumato: " + file.getFileName() + " stopped: " + stop.sentence());
              stop.failure().traceback().forEach(line -> err.println(EvalCommand.plain(line)));
            });
    err.printf(
        Locale.ROOT,
        "%s: %d cells in %.1f s%n",
        file.getFileName(),
        report.cells(),
        report.seconds());
  }

  private void refuseToOverwrite(Path source, Path target) {
    try {
      if (!inPlace
          && Files.exists(Folder.at(target))
          && Files.isSameFile(Folder.at(source), Folder.at(target))) {
        throw new NotebookException(
            target + " is the notebook itself; choose another --out, or say --in-place");
      }
    } catch (java.io.IOException e) {
      throw new NotebookException("cannot look at " + target + ": " + e.getMessage(), e);
    }
  }
}
