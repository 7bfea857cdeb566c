package org.sfumato.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassIndexFileTest {
  @TempDir Path folder;
  private Path jar;
  private Path file;

  @BeforeEach
  void makeJar() throws IOException {
    jar = folder.resolve("a.jar");
    file = folder.resolve("class-index");
    jar("org/example/One.class", "org/example/One$Inner.class", "Bare.class", "words.txt");
  }

  private void jar(String... entries) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
      }
    }
  }

  private ClassPathIndex read() {
    return new ClassIndexFile(file).read(jar.toString());
  }

  private static Set<String> names(ClassPathIndex index, String packageName) {
    var names = new TreeSet<String>();
    index.in(packageName).forEach(f -> names.addAll(f.simpleNames()));
    return names;
  }

  @Test
  void should_find_the_same_classes_with_and_without_the_file() throws IOException {
    var first = read();
    var kept = Files.getLastModifiedTime(file);
    var second = read();
    assertEquals(kept, Files.getLastModifiedTime(file));
    assertEquals(first.packages(), second.packages());
    assertEquals(first.containers(), second.containers());
    assertEquals(Set.of("One", "One$Inner"), names(second, "org.example"));
    assertEquals(Set.of("Bare"), names(second, ""));
    assertTrue(second.has("org.example.One"));
    assertFalse(second.has("org.example.Two"));
  }

  @Test
  void should_look_again_when_a_jar_has_changed() throws IOException {
    read();
    jar("org/example/Two.class", "org/example/Three.class");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    assertEquals(Set.of("Three", "Two"), names(read(), "org.example"));
  }

  @Test
  void should_look_again_when_the_file_is_of_another_class_path() throws IOException {
    read();
    var other = Files.copy(jar, folder.resolve("b.jar"));
    var index = new ClassIndexFile(file).read(other.toString());
    assertEquals(other, index.in("org.example").get(0).container());
  }

  @Test
  void should_look_again_when_the_file_is_cut_anywhere() throws IOException {
    read();
    var whole = Files.readString(file);
    for (int length : List.of(0, 5, whole.length() / 3, whole.length() / 2, whole.length() - 1)) {
      Files.writeString(file, whole.substring(0, length));
      assertEquals(Set.of("One", "One$Inner"), names(read(), "org.example"), length + " letters");
      assertNotEquals(length, Files.size(file));
    }
  }

  @Test
  void should_do_without_a_file_where_none_can_be_written() {
    var index = new ClassIndexFile(folder.resolve("none").resolve("index")).read(jar.toString());
    assertEquals(Set.of("One", "One$Inner"), names(index, "org.example"));
  }

  @Test
  void should_list_the_packages_of_the_jdk_as_its_own_compiler_does() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      for (var packageName : Vocabulary.jdkPackages()) {
        var module = packageName.equals("java.util.prefs") ? "java.prefs" : "java.base";
        var location = files.getLocationForModule(StandardLocation.SYSTEM_MODULES, module);
        var theirs = new HashSet<String>();
        for (var f : files.list(location, packageName, EnumSet.of(Kind.CLASS), false)) {
          var name = files.inferBinaryName(location, f);
          theirs.add(name.substring(name.lastIndexOf('.') + 1));
        }
        var ours = new HashSet<String>();
        read()
            .listed(JdkPackages.name(location, packageName))
            .forEach(f -> ours.addAll(f.simpleNames()));
        assertEquals(theirs, ours, packageName);
        assertFalse(ours.isEmpty(), packageName);
      }
    }
  }
}
