package org.sfumato.laws;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The public words: the holders of the design that are there, and their entry points. */
final class Vocabulary {
  /** Every holder that the design names, with its package; those not written yet are left out. */
  private static final List<String> NAMED =
      List.of(
          "Data",
          "corruption.Corruptions",
          "diffusion.Diffusion",
          "guidance.Guidances",
          "sampler.Samplers",
          "restore.Restorers",
          "network.Networks",
          "loss.Losses",
          "train.Trainings",
          "augment.Augmentations",
          "metric.Metrics",
          "judge.Judging",
          "view.Views");

  private Vocabulary() {}

  /** All classes of the language, read once. */
  static JavaClasses classes() {
    return Read.CLASSES;
  }

  private static final class Read {
    static final JavaClasses CLASSES =
        new ClassFileImporter()
            // ArchUnit's own option knows target/test-classes only, not another build folder's.
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("org.sfumato");
  }

  static List<Class<?>> holders() {
    var found = new ArrayList<Class<?>>();
    for (var name : NAMED) {
      try {
        found.add(Class.forName("org.sfumato." + name));
      } catch (ClassNotFoundException e) {
        // It comes with a later piece of work; the law holds for it from its first day.
        continue;
      }
    }
    return found;
  }

  static List<Method> entryPoints() {
    return holders().stream()
        .flatMap(h -> Stream.of(h.getDeclaredMethods()))
        .filter(
            m ->
                Modifier.isPublic(m.getModifiers())
                    && Modifier.isStatic(m.getModifiers())
                    && !m.isSynthetic())
        .toList();
  }
}
