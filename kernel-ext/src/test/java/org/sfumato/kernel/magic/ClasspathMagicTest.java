package org.sfumato.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.cell.Session;

class ClasspathMagicTest {
  // A system that locks open files keeps the jars until the session's loader is gone.
  @TempDir(cleanup = CleanupMode.NEVER)
  Path folder;

  private Session session;

  @BeforeEach
  void start() {
    session = new Session();
  }

  @AfterEach
  void stop() {
    session.close();
  }

  private Path jar(String file, String type, int value) throws IOException {
    return Compiled.jar(
        folder.resolve(file),
        "lib." + type,
        "package lib; public class "
            + type
            + " { public static int of() { return "
            + value
            + "; } }",
        Map.of());
  }

  @Test
  void should_use_a_jar_in_the_cell_that_adds_it() throws IOException {
    var jar = jar("one.jar", "One", 1);
    assertEquals("1", session.value("%classpath \"" + jar + "\"\nimport lib.One;\nOne.of()"));
    assertEquals("1", session.value("lib.One.of()"));
  }

  @Test
  void should_add_folders_several_at_once_and_patterns() throws IOException {
    var classes = Compiled.classes(folder, "Loose", "public class Loose { public int a = 5; }");
    Files.createDirectories(folder.resolve("lib"));
    jar("lib/two.jar", "Two", 2);
    jar("lib/three.jar", "Three", 3);
    Files.writeString(folder.resolve("lib/readme.txt"), "no jar");
    var said = session.value("%classpath \"" + folder + "/lib/*.jar\" \"" + classes + "\"");
    assertTrue(
        said.matches("added three\\.jar \\(.*B\\), two\\.jar \\(.*B\\), classes-Loose"), said);
    assertEquals("5", session.value("lib.Two.of() + lib.Three.of()"));
  }

  @Test
  void should_find_jars_deeper_down() throws IOException {
    Files.createDirectories(folder.resolve("deep/er"));
    jar("deep/er/four.jar", "Four", 4);
    assertTrue(session.value("%classpath \"" + folder + "/**/*.jar\"").contains("four.jar"));
    assertEquals("4", session.value("lib.Four.of()"));
  }

  @Test
  void should_take_a_class_path_as_the_system_writes_it() throws IOException {
    var both = jar("a.jar", "A", 1) + File.pathSeparator + jar("b.jar", "B", 2);
    session.value("%classpath \"" + both + "\"");
    assertEquals("3", session.value("lib.A.of() + lib.B.of()"));
  }

  @Test
  void should_list_what_was_added() throws IOException {
    assertTrue(session.value("%classpath").startsWith("nothing was added"));
    var jar = jar("five.jar", "Five", 5);
    session.value("%classpath \"" + jar + "\"");
    assertTrue(session.value("%classpath").contains("five.jar"));
    assertEquals("nothing new: it is there already", session.value("%classpath \"" + jar + "\""));
  }

  @Test
  void should_say_what_is_not_there_and_add_nothing() throws IOException {
    var jar = jar("six.jar", "Six", 6);
    var error = session.error("%classpath \"" + jar + "\" nowhere.jar");
    assertTrue(error.contains("there is no file or folder nowhere.jar"), error);
    assertTrue(error.contains("line 1"), error);
    assertTrue(
        session.error("%classpath \"" + folder + "/*.war\"").contains("no jar is called like"));
    var text = Files.writeString(folder.resolve("text.jar"), "not a zip");
    assertTrue(
        session.error("%classpath \"" + text + "\"").contains("is no jar, or a damaged one"));
    assertTrue(session.value("%classpath").startsWith("nothing was added"));
  }

  @Test
  void should_find_magics_that_a_jar_brings() throws IOException {
    var source =
        """
        package more;
        import java.util.*;
        import org.sfumato.kernel.magic.Magic;
        public class Greet implements Magic {
          public String name() { return "greet"; }
          public String help() { return "Greets."; }
          public Set<Place> places() { return Set.of(Place.LINE); }
          public Optional<Object> run(Call call) { return Optional.of("hello " + call.arguments()); }
        }
        """;
    var jar =
        Compiled.jar(
            folder.resolve("greet.jar"),
            "more.Greet",
            source,
            Map.of("META-INF/services/" + Magic.class.getName(), "more.Greet\n"));
    assertTrue(session.error("%greet you").contains("there is no magic %greet"));
    assertEquals("hello you", session.value("%classpath \"" + jar + "\"\n%greet you"));
    assertEquals("Greets.", session.value("%greet?"));
    assertTrue(session.value("%lsmagic").contains("%greet"));
  }

  @Test
  void should_keep_the_other_magics_when_a_jar_brings_a_broken_one() throws IOException {
    var jar =
        Compiled.jar(
            folder.resolve("broken.jar"),
            "Nothing",
            "public class Nothing {}",
            Map.of("META-INF/services/" + Magic.class.getName(), "not.There\n"));
    session.value("%classpath \"" + jar + "\"");
    assertEquals("3", session.value("%time 1 + 2"));
  }
}
