package org.sfumato.kernel.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sfumato run}. */
@Command(
    name = "run",
    description =
        "Run notebooks without Jupyter; write the executed notebook and, if asked, a page.",
    mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "NOTEBOOK", description = "Notebooks, .ipynb")
  private List<Path> notebooks;

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description = "Give a value to a parameter of the notebook.")
  private final Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--html", description = "Also write one self-contained HTML page.")
  private boolean html;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out",
      description = "Where results go (default: out).")
  private Path out;

  @Option(names = "--in-place", description = "Write the executed notebook over its source.")
  private boolean inPlace;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Stop a cell that takes longer.")
  private Double timeout;

  @Mixin private Downloads downloads;

  @Override
  public Integer call() {
    downloads.apply();
    // All must be readable, and the results writable, before the first one runs: nobody wants to
    // hear of a misspelt third notebook after an hour.
    var read = new LinkedHashMap<Path, Notebook>();
    for (var file : notebooks) {
      read.put(file, NotebookFile.read(file));
    }
    if (!inPlace) {
      NotebookFile.makeFolder(out);
    }
    int failures = 0;
    for (var entry : read.entrySet()) {
      failures += run(entry.getKey(), entry.getValue()) ? 0 : 1;
    }
    return failures == 0 ? 0 : 1;
  }

  @SuppressWarnings("try") // Ctrl-C is listened to while the block lasts.
  private boolean run(Path file, Notebook notebook) {
    var target = inPlace ? file : out.resolve(file.getFileName());
    refuseToOverwrite(file, target);
    var options =
        new RunOptions(
            parameters,
            Optional.ofNullable(timeout).map(s -> Duration.ofMillis((long) (s * 1000))));
    var err = System.err;
    RunReport report;
    try (var ctrl = new Ctrl()) {
      try (var progress = TerminalProgress.to(err)) {
        report =
            new Runner(notebook, file.toString(), options)
                .run((i, n) -> progress.prefix(file.getFileName() + " [" + i + "/" + n + "] "));
      }
      NotebookFile.write(notebook, target);
      System.out.println(target);
      if (html) {
        var page = (inPlace ? file.toAbsolutePath().getParent() : out).resolve(pageName(file));
        var folder = file.toAbsolutePath().getParent();
        NotebookFile.write(HtmlPage.of(notebook, file.getFileName().toString(), folder), page);
        System.out.println(page);
      }
    }
    report.failure().ifPresent(stop -> tell(file, stop));
    err.printf(
        Locale.ROOT,
        "%s: %d cells in %.1f s%n",
        file.getFileName(),
        report.cells(),
        report.seconds());
    return report.succeeded();
  }

  private static void tell(Path file, RunReport.Stop stop) {
    System.err.println("sfumato: " + file.getFileName() + " stopped: " + stop.sentence());
    for (var line : stop.failure().traceback()) {
      System.err.println(EvalCommand.plain(line));
    }
  }

  private void refuseToOverwrite(Path source, Path target) {
    try {
      if (!inPlace && Files.exists(target) && Files.isSameFile(source, target)) {
        throw new NotebookException(
            target + " is the notebook itself; choose another --out, or say --in-place");
      }
    } catch (java.io.IOException e) {
      throw new NotebookException("cannot look at " + target + ": " + e.getMessage(), e);
    }
  }

  private static String pageName(Path file) {
    return file.getFileName().toString().replaceFirst("\\.ipynb$", "") + ".html";
  }
}
