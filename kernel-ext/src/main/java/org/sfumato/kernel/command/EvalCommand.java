package org.sfumato.kernel.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.notebook.NotebookException;
import org.sfumato.kernel.progress.CellProgress;
import org.sfumato.kernel.progress.TerminalProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sfumato eval}. */
@Command(
    name = "eval",
    description = "Evaluate Java as a notebook's cell would, and print the text of its value.",
    mixinStandardHelpOptions = true)
public final class EvalCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files, each one cell")
  private List<Path> files = List.of();

  @Option(
      names = {"-e", "--expression"},
      paramLabel = "CODE",
      description = "A cell; may be given several times.")
  private List<String> expressions = List.of();

  @Mixin private Downloads downloads;

  @Override
  @SuppressWarnings("try") // Ctrl-C is listened to while the block lasts.
  public Integer call() {
    downloads.apply();
    var cells = new ArrayList<String>();
    files.forEach(f -> cells.add(read(f)));
    cells.addAll(expressions);
    if (cells.isEmpty()) {
      throw new NotebookException("nothing to evaluate: name a file, or give -e 'expression'");
    }
    try (var ctrl = new Ctrl();
        var progress = TerminalProgress.to(System.err);
        var engine = CellEngine.start(new Terminal(System.out, System.err, progress))) {
      for (var cell : cells) {
        if (!engine.execute(cell).succeeded()) {
          return 1;
        }
      }
    }
    return 0;
  }

  private static String read(Path file) {
    if (!Files.exists(file)) {
      throw new NotebookException("there is no file " + file);
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new NotebookException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Without the colours of terminals. */
  static String plain(String line) {
    return line.replaceAll("\u001b\\[[0-9;]*m", "");
  }

  /** A transport to the terminal: text forms only; progress has its own line. */
  private record Terminal(PrintStream out, PrintStream err, TerminalProgress progress)
      implements Consumer<Message> {
    @Override
    public void accept(Message message) {
      progress.clear();
      if (message instanceof Message.Stream s) {
        (s.channel() == Message.Channel.STDOUT ? out : err).print(s.text());
      } else if (message instanceof Message.Result r) {
        out.println(plain(r.bundle().plain()));
      } else if (message instanceof Message.Display d && !isProgress(d.id().orElse(""))) {
        out.println(d.bundle().plain());
      } else if (message instanceof Message.Update u && !isProgress(u.id())) {
        out.println(u.bundle().plain());
      } else if (message instanceof Message.Failure f) {
        f.traceback().forEach(line -> err.println(plain(line)));
      }
      out.flush();
      err.flush();
    }

    private static boolean isProgress(String id) {
      return id.startsWith(CellProgress.ID);
    }
  }
}
