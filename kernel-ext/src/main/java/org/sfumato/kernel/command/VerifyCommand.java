package org.sfumato.kernel.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.NotebookException;
import org.sfumato.kernel.notebook.NotebookFile;
import org.sfumato.kernel.progress.TerminalProgress;
import org.sfumato.kernel.run.RunOptions;
import org.sfumato.kernel.verify.Replay;
import org.sfumato.kernel.verify.ReportPage;
import org.sfumato.kernel.verify.ReportText;
import org.sfumato.kernel.verify.ScoreReport;
import org.sfumato.kernel.verify.ScoreVerification;
import org.sfumato.kernel.verify.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sfumato verify}. */
@Command(
    name = "verify",
    description = {
      "Tell whether a notebook's scores are what its cells compute: each number that is shown against the figures kept beside it, then the figures against a rerun.",
      "Numbers agree within 1e-6 of their size on the same processor, threads and versions, else within 1e-3 or 0.02 of their interval; times and memory are not compared.",
      "The notebook is not changed. Ends with 0 if nothing differs, 1 if something does, 2 if it was asked wrongly or a file is no notebook."
    },
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
  private static final int WRONG_INPUT = 2;

  @Parameters(arity = "1..*", paramLabel = "NOTEBOOK", description = "Executed notebooks, .ipynb")
  private List<Path> notebooks;

  @Option(
      names = "--no-run",
      description = "Run nothing: only compare what is shown with the figures beside it.")
  private boolean still;

  @Mixin private ParameterOptions parameters;

  @Option(names = "--html", description = "Also write the report as one self-contained HTML page.")
  private boolean html;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out",
      description = "Where pages go (default: out).")
  private Path out;

  @Mixin private OutputOptions outputs;
  @Mixin private LimitOptions limits;
  @Mixin private Downloads downloads;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    downloads.apply();
    var read = new LinkedHashMap<Path, Notebook>();
    RunOptions options;
    Optional<Verification> others;
    try {
      if (still && outputs.asked()) {
        throw new NotebookException(
            "--outputs needs a run, and --no-run forbids it; leave one out");
      }
      options = limits.with(parameters.values());
      others = outputs.asked() ? Optional.of(outputs.verification()) : Optional.empty();
      for (var file : notebooks) {
        var notebook = NotebookFile.read(Folder.at(file), file.toString());
        org.sfumato.kernel.run.Parameters.source(notebook, file.toString(), options.parameters());
        read.put(file, notebook);
      }
      if (html) {
        NotebookFile.makeFolder(Folder.at(out), out.toString());
      }
    } catch (NotebookException e) {
      System.err.println("sfumato: " + e.getMessage());
      return WRONG_INPUT;
    }
    boolean all = true;
    for (var file : read.keySet().toArray(Path[]::new)) {
      // Taken out, so that only one notebook's outputs are held at a time.
      all &= holds(file, read.remove(file), options, others);
    }
    return all ? 0 : 1;
  }

  private boolean holds(
      Path file, Notebook notebook, RunOptions options, Optional<Verification> others) {
    if (still) {
      return told(file, ScoreVerification.shown(notebook, file.toString()));
    }
    if (Elsewhere.isNeeded(Folder.at(file))) {
      int code = Elsewhere.run(Folder.at(file), Elsewhere.about(file, notebooks, spec));
      if (code != 0 && code != 1) {
        System.err.println("sfumato: the process that ran " + file + " ended with code " + code);
      }
      return code == 0;
    }
    var replay = replay(file, notebook, options, others);
    boolean same = told(file, ScoreVerification.of(replay, file.toString()));
    for (var verification : others.stream().toList()) {
      same &= told(file, verification.of(replay));
    }
    RunCommand.tell(file, replay.report());
    return same;
  }

  @SuppressWarnings("try") // Ctrl-C is listened to while the block lasts.
  private static Replay replay(
      Path file, Notebook notebook, RunOptions options, Optional<Verification> others) {
    try (var ctrl = new Ctrl();
        var progress = TerminalProgress.to(System.err)) {
      var watcher = new Watched(file, progress, Optional.empty());
      return others.isPresent()
          ? others.get().replay(notebook, file.toString(), options, watcher)
          : Replay.of(notebook, file.toString(), options, watcher);
    }
  }

  private boolean told(Path file, ScoreReport report) {
    System.out.print(ReportText.of(report));
    if (html) {
      var name = file.getFileName().toString().replaceFirst("\\.ipynb$", "") + ".verify.html";
      var page = out.resolve(name);
      NotebookFile.write(ReportPage.of(report), Folder.at(page));
      System.out.println(page);
    }
    return report.holds();
  }

  private static boolean told(Path file, Verification.Verdict verdict) {
    for (var mismatch : verdict.mismatches()) {
      var first = mismatch.source().strip().lines().findFirst().orElse("");
      System.out.println(file + ", cell " + mismatch.position() + ": " + first);
      for (var difference : mismatch.differences()) {
        System.out.println(difference.indent(2).stripTrailing());
      }
    }
    int different = verdict.mismatches().size();
    System.out.println(
        file
            + ": "
            + verdict.compared()
            + " cells compared, "
            + (different == 0 ? "all as stored" : different + " not as stored"));
    return verdict.holds();
  }
}
