package org.sfumato.laws;

import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The house of the design: which package may use which, how large a file may be, and what names are
 * not used.
 */
class LayersTest {
  /**
   * From the lowest layer up; a package uses those of lower layers, and of its own where no cycle
   * arises.
   */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of("org.sfumato"),
          List.of("org.sfumato.random", "org.sfumato.view"),
          List.of("org.sfumato.engine"),
          List.of(
              "org.sfumato.corruption",
              "org.sfumato.diffusion",
              "org.sfumato.network",
              "org.sfumato.metric"),
          List.of("org.sfumato.guidance", "org.sfumato.sampler", "org.sfumato.loss"),
          List.of("org.sfumato.restore", "org.sfumato.train"),
          List.of("org.sfumato.augment", "org.sfumato.judge"));

  private static JavaClasses ours;

  @BeforeAll
  static void read() {
    ours = Vocabulary.classes();
    assertTrue(ours.size() > 80, "the language's classes are not on the class path");
  }

  private static void holds(ArchRule rule) {
    rule.allowEmptyShould(true).check(ours);
  }

  @Test
  void should_use_only_what_lies_below() {
    for (int layer = 0; layer < LAYERS.size(); layer++) {
      var above = new ArrayList<String>();
      LAYERS.subList(layer + 1, LAYERS.size()).forEach(above::addAll);
      if (!above.isEmpty()) {
        holds(
            noClasses()
                .that()
                .resideInAnyPackage(LAYERS.get(layer).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above.toArray(String[]::new)));
      }
    }
  }

  @Test
  void should_live_in_a_package_that_the_design_knows() {
    var known = new ArrayList<String>();
    LAYERS.forEach(known::addAll);
    holds(classes().should().resideInAnyPackage(known.toArray(String[]::new)));
  }

  @Test
  void should_have_no_cycles_between_packages() {
    holds(slices().matching("org.sfumato.(*)").should().beFreeOfCycles());
  }

  /** The nouns know arrays and tables by type, and no engine, no drawing, no Jupyter. */
  @Test
  void should_keep_the_nouns_free_of_machinery() {
    var allowed = new String[] {"org.sfumato", "java..", "ai.djl.ndarray..", "tech.tablesaw.api.."};
    holds(
        classes()
            .that()
            .resideInAPackage("org.sfumato")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(allowed));
  }

  /** What draws knows no algorithm, and what computes does not draw. */
  @Test
  void should_keep_drawing_and_computing_apart() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("org.sfumato.view")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl.engine..", "ai.djl.pytorch..", "org.sfumato.random"));
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.sfumato.view")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.knowm.xchart..", "java.awt.."));
  }

  /**
   * Only the engine speaks to the engine's own classes: managers, JNI, collectors never leave it.
   */
  @Test
  void should_keep_the_binding_within_the_engine() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.sfumato.engine")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl.pytorch..", "ai.djl.engine..", "ai.djl.training.."));
  }

  @Test
  void should_not_know_jupyter() {
    holds(
        noClasses()
            .should(
                dependOnClassesThat(
                    DescribedPredicate.describe(
                        "are of a notebook",
                        c -> c.getPackageName().matches(".*(jupyter|jshell|zeromq).*")))));
  }

  @Test
  void should_not_have_names_that_say_nothing() {
    for (var ending :
        List.of("Manager", "Helper", "Util", "Utils", "Impl", "Scheduler", "Factory", "Handler")) {
      holds(noClasses().should().haveSimpleNameEndingWith(ending));
    }
    holds(
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..internal.."));
  }

  /** A holder is a public class of static factories: nothing in it has a state. */
  @Test
  void should_have_holders_of_factories_alone() {
    var holders = Vocabulary.holders();
    assertTrue(holders.size() >= 10, () -> "only " + holders);
    for (var holder : holders) {
      var c = ours.get(holder);
      assertTrue(c.getModifiers().contains(JavaModifier.FINAL), c + " is not final");
      assertEquals(
          List.of(),
          c.getMethods().stream()
              .filter(m -> !m.getModifiers().contains(JavaModifier.STATIC))
              .map(Object::toString)
              .toList());
      assertEquals(
          List.of(),
          c.getFields().stream()
              .filter(f -> !f.getModifiers().contains(JavaModifier.FINAL))
              .map(Object::toString)
              .toList());
      assertTrue(
          c.getConstructors().stream()
              .allMatch(k -> k.getModifiers().contains(JavaModifier.PRIVATE)),
          c + " can be made");
    }
  }

  @Test
  void should_have_one_holder_in_a_package() {
    var byPackage = new TreeMap<String, List<String>>();
    for (var holder : Vocabulary.holders()) {
      byPackage
          .computeIfAbsent(holder.getPackageName(), p -> new ArrayList<>())
          .add(holder.getSimpleName());
    }
    byPackage.values().removeIf(names -> names.size() == 1);
    assertEquals(Map.of(), byPackage);
  }

  @Test
  void should_keep_files_short() throws IOException {
    var tooLong = new TreeMap<String, Integer>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        var name = file.getFileName().toString().replace(".java", "");
        boolean holder =
            Vocabulary.holders().stream().anyMatch(h -> h.getSimpleName().equals(name));
        var lines = Files.readAllLines(file);
        if (lines.size() > 300) {
          tooLong.put(name, lines.size());
        }
        // Of a holder code alone counts: its words should say what they mean.
        long code = lines.stream().filter(l -> !l.strip().matches("|/?\\*.*|//.*")).count();
        if (holder && code > 150) {
          tooLong.put(name, (int) code);
        }
      }
    }
    assertEquals(Map.of(), tooLong);
  }

  /** No entry point takes a number type: some of DJL's end the process (see NumberTypes). */
  @Test
  void should_take_no_number_type_from_a_user() {
    var takers =
        ours.stream()
            .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(c -> c.getMethods().stream())
            .filter(m -> m.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(
                m ->
                    m.getRawParameterTypes().stream()
                        .map(JavaClass::getName)
                        .anyMatch("ai.djl.ndarray.types.DataType"::equals))
            .map(Object::toString)
            .toList();
    assertEquals(List.of(), takers);
  }
}
