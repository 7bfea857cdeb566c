package org.sfumato.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sfumato.kernel.Output;

/** What every cell may use without importing it: JShell's own defaults and the whole language. */
public final class Vocabulary {
  private static final List<String> JAVA =
      List.of(
          "java.io",
          "java.math",
          "java.net",
          "java.nio.file",
          "java.util",
          "java.util.concurrent",
          "java.util.function",
          "java.util.prefs",
          "java.util.regex",
          "java.util.stream");

  private static final List<String> LIBRARIES =
      List.of("org.sfumato", "ai.djl.ndarray", "tech.tablesaw.api");

  /** One holder of static factories per package of the language. */
  private static final List<String> HOLDERS =
      List.of(
          "org.sfumato.Data",
          "org.sfumato.corruption.Corruptions",
          "org.sfumato.diffusion.Diffusion",
          "org.sfumato.guidance.Guidances",
          "org.sfumato.sampler.Samplers",
          "org.sfumato.restore.Restorers",
          "org.sfumato.network.Networks",
          "org.sfumato.loss.Losses",
          "org.sfumato.train.Trainings",
          "org.sfumato.augment.Augmentations",
          "org.sfumato.metric.Metrics",
          "org.sfumato.judge.Judging",
          "org.sfumato.view.Views");

  private Vocabulary() {}

  /** Packages of the JDK of which cells see all classes. */
  static List<String> jdkPackages() {
    var all = new ArrayList<>(JAVA);
    all.add("java.lang");
    return all;
  }

  /** The holders that are on the class path. */
  public static List<String> holders() {
    return holders(Vocabulary::isThere);
  }

  private static List<String> holders(Predicate<String> there) {
    return HOLDERS.stream().filter(there).toList();
  }

  /** A loader that does not find a class has opened every jar to look for it. */
  private static boolean isThere(String holder) {
    var file = holder.replace('.', '/') + ".class";
    return Vocabulary.class.getClassLoader().getResource(file) != null;
  }

  /** The start-up imports, in order, of what there is among the compiler's classes. */
  static List<String> imports(ClassPathIndex classes) {
    var imports = new ArrayList<>(language(holders(classes::has)));
    imports.add("import static " + Output.class.getName() + ".*;");
    return imports;
  }

  /** The imports without this kernel's own words: those that another kernel can follow too. */
  public static List<String> language() {
    return language(holders());
  }

  private static List<String> language(List<String> holders) {
    var imports = new ArrayList<String>();
    JAVA.forEach(p -> imports.add("import " + p + ".*;"));
    LIBRARIES.forEach(p -> imports.add("import " + p + ".*;"));
    for (var holder : holders) {
      if (!holder.startsWith("org.sfumato.Data")) {
        // The holder by name, and beside it the types of what it makes: a method in a cell names
        // them.
        imports.add("import " + holder.substring(0, holder.lastIndexOf('.')) + ".*;");
      }
      imports.add("import static " + holder + ".*;");
    }
    return imports;
  }
}
