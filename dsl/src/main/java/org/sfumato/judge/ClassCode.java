package org.sfumato.judge;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sfumato.Provenance;

/**
 * The code of a class that a user wrote, in a cell or in a program, with that of the user's other
 * classes it calls: what it says, wherever it stands. The classes of libraries are not looked into.
 */
final class ClassCode {
  private final Class<?> type;
  private final Map<Class<?>, ClassFile> files;

  private ClassCode(Class<?> type, Map<Class<?>, ClassFile> files) {
    this.type = type;
    this.files = files;
  }

  /**
   * The code of a class, of a lambda that of the class it is written in; empty if it cannot be read
   * or it is not clear which of several lambdas it is.
   */
  static Optional<ClassCode> of(Class<?> type) {
    try {
      var written = type.isHidden() ? host(type) : Optional.<Class<?>>of(type);
      if (written.isEmpty() || type.isHidden() && !alone(type, ClassFile.of(written.get()))) {
        return Optional.empty();
      }
      var files = new LinkedHashMap<Class<?>, ClassFile>();
      collect(written.get(), files);
      return Optional.of(new ClassCode(type, files));
    } catch (IOException | ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static void collect(Class<?> c, Map<Class<?>, ClassFile> files)
      throws IOException, ReflectiveOperationException {
    if (!files.containsKey(c)) {
      var file = ClassFile.of(c);
      files.put(c, file);
      for (var name : file.called()) {
        var other = Class.forName(name, false, c.getClassLoader());
        if (with(c, other)) {
          collect(other, files);
        }
      }
    }
  }

  /** Whether a class is the user's: not of Java, not of this library, and not of another's jar. */
  static boolean own(Class<?> c) {
    var loader = c.getClassLoader();
    if (c.isPrimitive()
        || c.isArray()
        || loader == null
        || loader == ClassLoader.getPlatformClassLoader()) {
      return false;
    }
    var place = place(c);
    return !place.endsWith(".jar") && !place.equals(place(ClassCode.class)) || c.isHidden();
  }

  /** Whether both are the user's, and of one kind: cells do not look into what they run in. */
  private static boolean with(Class<?> c, Class<?> other) {
    return own(other) && other.getClassLoader() == c.getClassLoader();
  }

  /** Where a class was read from, empty for one that was made in this process. */
  private static String place(Class<?> c) {
    var source = c.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null ? "" : source.getLocation().toString();
  }

  /** Which build of this library this is. */
  static String library() {
    try {
      var jar =
          Path.of(ClassCode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isRegularFile(jar)
          ? Files.size(jar) + " bytes of " + Files.getLastModifiedTime(jar)
          : "classes";
    } catch (IOException | java.net.URISyntaxException | RuntimeException e) {
      return "unknown";
    }
  }

  /** The class that a lambda is written in; its name says so. */
  private static Optional<Class<?>> host(Class<?> lambda) throws ClassNotFoundException {
    int end = lambda.getName().indexOf("$$Lambda");
    return end < 0
        ? Optional.empty()
        : Optional.of(
            Class.forName(lambda.getName().substring(0, end), false, lambda.getClassLoader()));
  }

  /**
   * Whether the class makes only one lambda that captures what this one did and becomes the same
   * interface; of two nobody can tell which it is.
   */
  private static boolean alone(Class<?> lambda, ClassFile host) {
    var captured =
        Stream.of(lambda.getDeclaredFields())
            .filter(f -> !Modifier.isStatic(f.getModifiers()))
            .map(f -> f.getType().descriptorString())
            .collect(Collectors.joining("", "(", ")"));
    return lambda.getInterfaces().length == 1
        && host.lambdas().stream()
                .filter(d -> d.equals(captured + lambda.getInterfaces()[0].descriptorString()))
                .count()
            == 1;
  }

  /** What the classes say, in order. */
  List<String> digests() {
    return files.values().stream().map(f -> Provenance.digest(f.content())).toList();
  }

  /** The values of its own fields, such as what a lambda captured. */
  List<Object> captured(Object value) {
    return Stream.<Class<?>>iterate(type, c -> c != null && own(c), Class::getSuperclass)
        .flatMap(c -> Arrays.stream(c.getDeclaredFields()))
        .filter(f -> !Modifier.isStatic(f.getModifiers()))
        .map(f -> read(f, value))
        .toList();
  }

  /** Static fields of the user's classes that the code refers to: the variables of cells. */
  List<Map.Entry<String, Object>> statics() {
    var found = new ArrayList<Map.Entry<String, Object>>();
    files.forEach(
        (c, file) -> {
          for (var ref : file.fields()) {
            field(c, ref)
                .ifPresent(
                    f ->
                        found.add(
                            new SimpleImmutableEntry<>(
                                ClassFile.plain(f.getName()), read(f, null))));
          }
        });
    return found;
  }

  private static Optional<Field> field(Class<?> from, ClassFile.FieldRef ref) {
    try {
      var owner = Class.forName(ref.owner(), false, from.getClassLoader());
      var field = owner.getDeclaredField(ref.name());
      return with(from, owner) && Modifier.isStatic(field.getModifiers())
          ? Optional.of(field)
          : Optional.empty();
    } catch (ReflectiveOperationException | LinkageError e) {
      // Inherited, or of a class that is not here: not a variable of the user's.
      return Optional.empty();
    }
  }

  private static Object read(Field f, Object of) {
    try {
      f.setAccessible(true);
      return f.get(of);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new Fingerprint.Opaque(f.getName() + " of " + f.getDeclaringClass().getSimpleName());
    }
  }
}
