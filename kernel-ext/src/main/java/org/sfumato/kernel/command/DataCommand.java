package org.sfumato.kernel.command;

import java.util.ServiceLoader;
import org.sfumato.Catalogue;
import org.sfumato.datasets.NotHere;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sfumato data}. */
@Command(
    name = "data",
    description = "The data sets that can be named in a cell.",
    mixinStandardHelpOptions = true)
public final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    list();
  }

  @Command(name = "list", description = "Name them.", mixinStandardHelpOptions = true)
  int list() {
    catalogue().datasets().forEach(System.out::println);
    return 0;
  }

  @Command(name = "check", description = "Read from each one.", mixinStandardHelpOptions = true)
  int check() {
    int broken = 0;
    for (var id : catalogue().datasets()) {
      try {
        catalogue().dataset(id).test().get(0).values();
        System.out.println("ok      " + id);
      } catch (NotHere e) {
        System.out.println("absent  " + e.getMessage());
      } catch (RuntimeException e) {
        broken++;
        System.out.println("broken  " + id + ": " + e.getMessage());
      }
    }
    return broken == 0 ? 0 : 1;
  }

  private static Catalogue catalogue() {
    if (ServiceLoader.load(Catalogue.class).findFirst().isEmpty()) {
      throw new IllegalStateException(
          "no data catalogue on the class path; add the sfumato-datasets jar");
    }
    return Catalogue.found();
  }
}
