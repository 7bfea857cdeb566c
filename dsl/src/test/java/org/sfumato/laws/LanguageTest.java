package org.sfumato.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sfumato.Corruption;
import org.sfumato.Metric;
import org.sfumato.NoiseLaw;
import org.sfumato.Prior;
import org.sfumato.Term;
import org.sfumato.Weight;
import org.sfumato.loss.Alignment;
import org.sfumato.loss.Loss;
import org.sfumato.sampler.Hook;
import org.sfumato.sampler.Sampler;

/** Words that a notebook has in scope all at once must not stand in one another's way. */
class LanguageTest {
  /** What JShell imports by itself, what Java has, and what the notebook's start-up imports. */
  private static final List<String> IN_SCOPE =
      List.of(
          "java.lang",
          "java.io",
          "java.math",
          "java.net",
          "java.nio.file",
          "java.util",
          "java.util.concurrent",
          "java.util.function",
          "java.util.prefs",
          "java.util.regex",
          "java.util.stream",
          "ai.djl.ndarray",
          "ai.djl.ndarray.types",
          "tech.tablesaw.api");

  /**
   * Types that a user's record in a cell implements: inside it their methods hide words of the same
   * name.
   */
  private static final List<Class<?>> IMPLEMENTED =
      List.of(
          Term.class,
          Corruption.class,
          Metric.class,
          Weight.class,
          Prior.class,
          Loss.class,
          Alignment.class,
          NoiseLaw.class,
          Sampler.class,
          Hook.class);

  @Test
  void should_not_have_two_holders_answer_to_the_same_call() {
    var owners = new TreeMap<String, Set<String>>();
    for (var m : Vocabulary.entryPoints()) {
      owners
          .computeIfAbsent(m.getName() + "/" + m.getParameterCount(), k -> new TreeSet<>())
          .add(m.getDeclaringClass().getSimpleName());
    }
    owners.values().removeIf(holders -> holders.size() == 1);
    assertEquals("{}", owners.toString());
  }

  /**
   * A lambda chooses between overloads only by their number of arguments, so each word has one that
   * takes it.
   */
  @Test
  void should_take_a_lambda_in_one_overload_of_a_word_only() {
    var functional = new TreeMap<String, List<String>>();
    for (var m : Vocabulary.entryPoints()) {
      if (Stream.of(m.getParameterTypes()).anyMatch(LanguageTest::functional)) {
        functional
            .computeIfAbsent(m.getName() + "/" + m.getParameterCount(), k -> new ArrayList<>())
            .add(m.toString());
      }
    }
    functional.values().removeIf(overloads -> overloads.size() == 1);
    assertEquals("{}", functional.toString());
  }

  /**
   * The same for the methods that combine and set: {@code times(w)} and {@code times(weight)}
   * differ by a lambda.
   */
  @Test
  void should_take_a_lambda_in_one_overload_of_a_method_only() {
    var functional = new TreeMap<String, List<String>>();
    for (var type : spoken()) {
      for (var m : type.getMethods()) {
        boolean bridge = m.isBridge() || m.isSynthetic() || Modifier.isStatic(m.getModifiers());
        if (!bridge && Stream.of(m.getParameterTypes()).anyMatch(LanguageTest::takesLambda)) {
          functional
              .computeIfAbsent(
                  type.getSimpleName() + "." + m.getName() + "/" + m.getParameterCount(),
                  k -> new ArrayList<>())
              .add(m.toString());
        }
      }
    }
    functional
        .values()
        .removeIf(
            overloads ->
                overloads.stream().map(s -> s.replaceAll(".*\\(", "(")).distinct().count() == 1);
    assertEquals("{}", functional.toString());
  }

  /** Types that the words return: what a user calls methods of. */
  private static Set<Class<?>> spoken() {
    return Vocabulary.entryPoints().stream()
        .map(Method::getReturnType)
        .filter(t -> t.getName().startsWith("org.sfumato"))
        .collect(Collectors.toSet());
  }

  private static boolean functional(Class<?> type) {
    return type.isInterface() && abstractMethods(type) == 1;
  }

  /**
   * Ours that are meant to be written as lambdas; a value of a family is passed by name, not as a
   * lambda.
   */
  private static boolean takesLambda(Class<?> type) {
    return functional(type)
        && type.isAnnotationPresent(FunctionalInterface.class)
        && !org.sfumato.Shown.class.isAssignableFrom(type);
  }

  private static long abstractMethods(Class<?> type) {
    return Stream.of(type.getMethods()).filter(m -> Modifier.isAbstract(m.getModifiers())).count();
  }

  @Test
  void should_not_have_words_hidden_inside_what_a_user_implements() {
    var words = Vocabulary.entryPoints().stream().map(Method::getName).collect(Collectors.toSet());
    var hidden = new TreeMap<String, Set<String>>();
    for (var type : IMPLEMENTED) {
      for (var m : type.getMethods()) {
        if (words.contains(m.getName()) && !Modifier.isStatic(m.getModifiers())) {
          hidden.computeIfAbsent(m.getName(), k -> new TreeSet<>()).add(type.getSimpleName());
        }
      }
    }
    // A hook changes a run and scores nothing, and its four places are named as the design names
    // them.
    hidden.computeIfPresent("score", (word, types) -> types.equals(Set.of("Hook")) ? null : types);
    assertEquals("{}", hidden.toString());
  }

  @Test
  void should_not_have_words_that_every_object_has() {
    var objects =
        Stream.of(Object.class.getMethods()).map(Method::getName).collect(Collectors.toSet());
    assertEquals(
        List.of(),
        Vocabulary.entryPoints().stream().map(Method::getName).filter(objects::contains).toList());
  }

  /** A word may not be a keyword of the shell either. */
  @Test
  void should_not_have_words_that_java_keeps_for_itself() {
    assertEquals(
        List.of(),
        Vocabulary.entryPoints().stream()
            .map(Method::getName)
            .filter(javax.lang.model.SourceVersion::isKeyword)
            .toList());
  }

  @Test
  void should_not_name_a_type_like_one_that_is_in_scope() {
    var clashes = new ArrayList<String>();
    for (var name : importedTypes()) {
      for (var there : IN_SCOPE) {
        try {
          clashes.add(
              Class.forName(there + "." + name, false, LanguageTest.class.getClassLoader())
                  .getName());
        } catch (ClassNotFoundException e) {
          // No such type there, as it should be.
          continue;
        }
      }
    }
    assertEquals(List.of(), clashes);
    assertTrue(importedTypes().contains("Images"));
  }

  /** Types of the root package, which a user imports, and the holders. */
  private static Set<String> importedTypes() {
    var names = new TreeSet<String>();
    for (JavaClass c : Vocabulary.classes()) {
      boolean root = c.getPackageName().equals("org.sfumato");
      if (root && c.isTopLevelClass() && c.getModifiers().contains(JavaModifier.PUBLIC)) {
        names.add(c.getSimpleName());
      }
    }
    Vocabulary.holders().forEach(h -> names.add(h.getSimpleName()));
    return names;
  }

  /**
   * A family has one abstract method, so that a user's record is three lines; it is called {@code
   * of} or {@code at}.
   */
  @Test
  void should_have_one_abstract_method_in_each_extensible_family() {
    for (var family :
        List.of(
            Term.class,
            Corruption.class,
            Weight.class,
            Metric.class,
            Loss.class,
            Alignment.class)) {
      var methods =
          Stream.of(family.getMethods())
              .filter(m -> Modifier.isAbstract(m.getModifiers()))
              .map(Method::getName)
              .toList();
      assertEquals(List.of(family == Weight.class ? "at" : "of"), methods, family.getSimpleName());
    }
  }
}
