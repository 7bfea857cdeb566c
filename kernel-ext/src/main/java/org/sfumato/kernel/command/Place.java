package org.sfumato.kernel.command;

import java.nio.file.Path;
import org.sfumato.kernel.install.InstallException;
import org.sfumato.kernel.install.Installation;
import org.sfumato.kernel.install.Places;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which kernel is meant: its name, and the folder Jupyter finds it in. */
final class Place {
  static final String NAME = "sfumato";

  @ArgGroup private Where where = new Where();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = NAME,
      description = "The name of the kernel, ${DEFAULT-VALUE} unless given.")
  private String name;

  /** At most one of the two. */
  private static final class Where {
    @Option(
        names = "--prefix",
        paramLabel = "DIR",
        description = "Into DIR/share/jupyter/kernels instead of the user's own folder.")
    private Path prefix;

    @Option(
        names = "--sys-prefix",
        description = "Into the Python environment that is active (venv or conda).")
    private boolean active;
  }

  Installation installation() {
    var places = Places.ofThisUser();
    if (where.prefix != null) {
      return new Installation(Places.below(where.prefix), name);
    }
    if (where.active) {
      var environment =
          places
              .activeEnvironment()
              .orElseThrow(
                  () ->
                      new InstallException(
                          "no Python environment is active; activate one, or name its folder with"
                              + " --prefix"));
      return new Installation(Places.below(environment), name);
    }
    return new Installation(places.user(), name);
  }
}
