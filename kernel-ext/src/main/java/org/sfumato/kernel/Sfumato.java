package org.sfumato.kernel;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.sfumato.kernel.command.DataCommand;
import org.sfumato.kernel.command.DoctorCommand;
import org.sfumato.kernel.command.EvalCommand;
import org.sfumato.kernel.command.InstallCommand;
import org.sfumato.kernel.command.KernelCommand;
import org.sfumato.kernel.command.KernelProcess;
import org.sfumato.kernel.command.LabCommand;
import org.sfumato.kernel.command.RunCommand;
import org.sfumato.kernel.command.UninstallCommand;
import org.sfumato.kernel.command.VerifyCommand;
import org.sfumato.kernel.command.WeightsCommand;
import org.sfumato.kernel.notebook.NotebookException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
    name = "sfumato",
    description =
        "Guided diffusion in notebooks: run them, evaluate cells, look after the installation.",
    mixinStandardHelpOptions = true,
    version = "Sfumato " + Sfumato.VERSION,
    subcommands = {
      RunCommand.class,
      VerifyCommand.class,
      EvalCommand.class,
      DataCommand.class,
      WeightsCommand.class,
      DoctorCommand.class,
      InstallCommand.class,
      UninstallCommand.class,
      LabCommand.class,
      KernelCommand.class
    })
public final class Sfumato implements Runnable {
  /** As front ends and {@code --version} show it. */
  public static final String VERSION = "0.1.0";

  /** Exit code of a command that was asked wrongly. */
  private static final int USAGE = 2;

  /** Set to true where the command has the process for itself, and may start others. */
  public static final String OWN_PROCESS = "sfumato.own-process";

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    var out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    var err =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.setOut(out);
    System.setErr(err);
    System.setProperty(OWN_PROCESS, "true");
    int code = run(arguments);
    out.flush();
    // Threads of a cell that was given up, or of a library, must not keep the process alive.
    System.exit(code);
  }

  /** Does what the arguments say and returns the exit code; errors are one sentence each. */
  public static int run(String... arguments) {
    if (KernelCommand.isPlain(arguments)) {
      return serve(arguments[1]);
    }
    var line = new CommandLine(new Sfumato());
    line.setOut(new PrintWriter(System.out, true));
    line.setErr(new PrintWriter(System.err, true));
    line.setExecutionExceptionHandler((e, c, parsed) -> failed(e));
    line.setParameterExceptionHandler((e, given) -> misused(e));
    return line.execute(arguments);
  }

  private static int serve(String file) {
    try {
      return KernelProcess.serve(Path.of(file), false);
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  private static int failed(Exception e) {
    if (e instanceof NotebookException
        || e instanceof IllegalArgumentException
        || e instanceof IllegalStateException) {
      System.err.println("sfumato: " + e.getMessage());
    } else {
      System.err.println("sfumato: " + e);
      e.printStackTrace();
    }
    return 1;
  }

  private static int misused(ParameterException e) {
    var command = e.getCommandLine();
    boolean top = command.getCommandSpec().parent() == null;
    var unknown =
        e instanceof UnmatchedArgumentException u && !u.getUnmatched().isEmpty()
            ? u.getUnmatched().get(0)
            : "";
    if (top && !unknown.isEmpty() && !unknown.startsWith("-")) {
      System.err.println(
          "sfumato: there is no command "
              + unknown
              + "; there are "
              + String.join(", ", command.getSubcommands().keySet()));
    } else {
      System.err.println("sfumato: " + e.getMessage());
      System.err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return USAGE;
  }

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
