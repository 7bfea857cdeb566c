package org.sfumato.kernel.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sfumato uninstall}. */
@Command(
    name = "uninstall",
    description = "Remove what install wrote, and nothing else.",
    mixinStandardHelpOptions = true)
public final class UninstallCommand implements Callable<Integer> {
  @Mixin private Place place;

  @Override
  public Integer call() {
    var installation = place.installation();
    var left = installation.uninstall();
    System.out.println("The kernel is removed from " + installation.folder());
    if (!left.isEmpty()) {
      System.out.println("Files that sfumato did not write are still there:");
      left.forEach(file -> System.out.println("  " + file));
    }
    return 0;
  }
}
