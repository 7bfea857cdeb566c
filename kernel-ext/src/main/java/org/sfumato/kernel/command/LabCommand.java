package org.sfumato.kernel.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sfumato.kernel.install.Application;
import org.sfumato.kernel.install.InstallException;
import org.sfumato.kernel.install.Installation;
import org.sfumato.kernel.install.Places;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** {@code sfumato lab}. */
@Command(
    name = "lab",
    description = {
      "Start Jupyter with the kernel: JupyterLab, else the classic notebook.",
      "The kernel is installed first if it is not. All arguments go to Jupyter."
    },
    mixinStandardHelpOptions = true)
public final class LabCommand implements Callable<Integer> {
  @Unmatched private List<String> arguments = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var places = Places.ofThisUser();
    var jupyter =
        Stream.of("jupyter-lab", "jupyter-notebook")
            .flatMap(p -> places.program(p).stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new InstallException(
                        "there is no Jupyter on the PATH; get it with: pip install jupyterlab"));
    var installation = new Installation(places.user(), Place.NAME);
    if (!installation.isOf(Application.running())) {
      InstallCommand.install(installation);
    }
    var command = new ArrayList<String>();
    command.add(jupyter.toString());
    command.addAll(arguments);
    var process = new ProcessBuilder(command).inheritIO().start();
    // The terminal sends Ctrl-C to both; Jupyter asks what to do, and answers for both.
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    Signal.handle(new Signal("TERM"), s -> process.destroy());
    return process.waitFor();
  }
}
