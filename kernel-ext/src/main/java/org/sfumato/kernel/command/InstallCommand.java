package org.sfumato.kernel.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sfumato.kernel.install.Application;
import org.sfumato.kernel.install.InstallException;
import org.sfumato.kernel.install.Installation;
import org.sfumato.kernel.install.KernelTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sfumato install}. */
@Command(
    name = "install",
    description = "Make the kernel known to Jupyter. Python is not needed for it.",
    mixinStandardHelpOptions = true)
public final class InstallCommand implements Callable<Integer> {
  private static final String DISPLAY_NAME = "Java (Sfumato)";

  /** The engine reads these when it starts; Jupyter may be started without them. */
  private static final List<String> ENGINE_VARIABLES =
      List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_VERSION", "PYTORCH_FLAVOR", "DJL_CACHE_DIR");

  @Mixin private Place place;
  @Mixin private Downloads downloads;

  @Option(
      names = "--display-name",
      paramLabel = "TEXT",
      defaultValue = DISPLAY_NAME,
      description = "What Jupyter calls it, ${DEFAULT-VALUE} unless given.")
  private String displayName;

  @Option(
      names = {"-J", "--java-option"},
      paramLabel = "OPTION",
      description =
          "An option for the kernel's Java, such as -J-Xmx8g; may be given several times.")
  private List<String> options = List.of();

  @Override
  public Integer call() {
    downloads.apply();
    var installation = place.installation();
    install(installation, displayName, options);
    return 0;
  }

  /** With the settings of the process, for {@code sfumato lab}. */
  static void install(Installation installation) {
    install(installation, DISPLAY_NAME, List.of());
  }

  private static void install(Installation installation, String displayName, List<String> options) {
    var settings = new ArrayList<String>();
    var variables = variables();
    if (variables.containsKey(Downloads.VARIABLE)) {
      settings.add("-Dai.djl.offline=false");
    }
    settings.addAll(options);
    System.err.println(
        "sfumato: installing, and starting the kernel twice to see that it works ...");
    var done = installation.install(Application.running(), displayName, settings, variables);
    System.out.println(displayName + " is installed in " + done.folder());
    System.out.println("  Java     " + Runtime.version() + ", " + done.java());
    System.out.println(
        done.complaint()
            .map(c -> "  Archive  none, so it starts a little slower: " + c)
            .orElse("  Archive  of its classes made, so it starts faster"));
    variables.forEach(
        (n, v) -> {
          if (ENGINE_VARIABLES.contains(n)) {
            System.out.println("  Engine   " + n + "=" + v);
          }
        });
    try {
      var trial = installation.tryOut();
      System.out.printf(
          Locale.ROOT,
          "  Tried    ready after %.1f s, first result after %.1f s%n",
          KernelTrial.seconds(trial.ready()),
          KernelTrial.seconds(trial.firstResult()));
    } catch (InstallException e) {
      throw new InstallException(
          "the kernel is installed but does not start: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> variables() {
    var variables = new LinkedHashMap<String, String>();
    variables.put("OPT_OUT_TRACKING", "true");
    for (var name : ENGINE_VARIABLES) {
      var value = System.getenv(name);
      if (value != null) {
        variables.put(name, value);
      }
    }
    if ("false".equals(System.getProperty("ai.djl.offline"))) {
      variables.put(Downloads.VARIABLE, "1");
    }
    return variables;
  }
}
