package org.sfumato.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.kernel.magic.FolderRepository.dependency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Progress;
import org.sfumato.kernel.cell.Session;
import org.sfumato.kernel.magic.maven.Coordinate;

/** {@code %maven} with a repository in a folder; nothing here asks the network. */
class MavenMagicTest {
  // A system that locks open files keeps the jars until the session's loader is gone.
  @TempDir(cleanup = CleanupMode.NEVER)
  static Path home;

  private static String userHome;
  private static Session session;

  @BeforeAll
  static void start() throws IOException {
    var repository = new FolderRepository(home.resolve("repo"));
    repository
        .add(
            "org.tree",
            "root",
            "1.0",
            dependency("org.tree", "leaf", "1.1", "")
                + dependency("org.tree", "runtime", "1.0", "<scope>runtime</scope>")
                + dependency("org.tree", "tested", "1.0", "<scope>test</scope>")
                + dependency("org.tree", "perhaps", "1.0", "<optional>true</optional>"))
        .add("org.tree", "leaf", "1.1", "")
        .add("org.tree", "runtime", "1.0", "")
        .add("org.tree", "tested", "1.0", "")
        .add("org.tree", "perhaps", "1.0", "")
        .add("org.many", "many", "1.0", "")
        .add("org.many", "many", "1.5", "")
        .add("org.many", "many", "2.0", "")
        .add("org.picky", "picky", "1.0", "")
        .add("org.picky", "picky", "1.5", "")
        .add("org.newest", "newest", "1.0", "")
        .add("org.newest", "newest", "2.0", "")
        .add("org.newer", "newer", "1.0", "")
        .add("org.newer", "newer", "2.0", "")
        .add("org.pair", "left", "1.0", dependency("org.pair", "right", "1.0", ""))
        .add("org.pair", "right", "1.0", "")
        .add("org.pair", "right", "2.0", "")
        .add("org.plain", "plain", "1.0", "")
        .add("org.spelt", "spelt", "1.0", "")
        .add("org.files", "files", "1.0", "")
        .add(
            "org.uses",
            "uses",
            "1.0",
            dependency("com.fasterxml.jackson.core", "jackson-databind", "2.1.0", ""))
        .add("com.fasterxml.jackson.core", "jackson-databind", "2.1.0", "");
    repository.jar("org.files", "files", "1.0", "extra");
    repository.versions("org.many", "many", List.of("1.0", "1.5", "2.0"));
    repository.versions("org.picky", "picky", List.of("1.0", "1.5"));
    repository.versions("org.newest", "newest", List.of("1.0", "2.0"));
    repository.versions("org.newer", "newer", List.of("1.0", "2.0"));
    var m2 = Files.createDirectories(home.resolve(".m2"));
    Files.writeString(
        m2.resolve("settings.xml"),
        """
        <settings><mirrors><mirror><id>near</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>
        </settings>
        """
            .formatted(home.resolve("repo").toUri()));
    userHome = System.setProperty("user.home", home.toString());
    session = new Session();
  }

  @AfterAll
  static void stop() {
    System.setProperty("user.home", userHome);
    session.close();
  }

  @Test
  void should_add_a_library_with_all_that_it_needs_to_run() {
    var said = session.value("%maven org.tree:root:1.0");
    assertTrue(said.contains("added 3 libraries"), said);
    assertTrue(said.contains("leaf") && said.contains("runtime"), said);
    assertFalse(said.contains("tested") || said.contains("perhaps"), said);
    assertEquals("1.01.1", session.value("org.tree.root.of() + org.tree.leaf.of()"));
    assertTrue(Files.exists(home.resolve(".m2/repository/org/tree/leaf/1.1/leaf-1.1.jar")));
  }

  @Test
  void should_add_it_before_the_lines_below() {
    assertEquals(
        "1.0", session.value("%maven org.plain:plain:1.0\nimport org.plain.plain;\nplain.of()"));
  }

  @Test
  void should_not_add_another_version_of_what_was_added() {
    assertTrue(session.value("%maven org.many:many:[1.0,2.0)").contains("1.5"));
    assertEquals("1.5", session.value("org.many.many.of()"));
    var again = session.value("%maven org.many:many:2.0");
    assertEquals(
        "nothing new: many 1.5 was added before and stays: 2.0 was asked for, so what is new in it is missing",
        again);
    assertEquals("1.5", session.value("org.many.many.of()"));
  }

  @Test
  void should_find_the_latest_version() {
    var said = session.value("%maven org.newest:newest");
    assertTrue(said.contains("2.0"), said);
    assertEquals("2.0", session.value("org.newest.newest.of()"));
    assertTrue(session.value("%maven org.newer:newer:LATEST").contains("2.0"));
  }

  @Test
  void should_never_add_a_second_copy_of_the_kernels_own() {
    var said = session.value("%maven org.uses:uses:1.0");
    assertTrue(said.contains("added 1 library"), said);
    assertTrue(
        said.matches(
            "(?s).*jackson-databind 2\\.\\d+\\.\\d+ is the kernel's own and stays, though 2\\.1\\.0 was.*"),
        said);
    assertEquals(
        System.getProperty("java.class.path").contains("jackson-databind"),
        session
            .value("com.fasterxml.jackson.databind.ObjectMapper.class.getSimpleName()")
            .equals("ObjectMapper"));
  }

  @Test
  void should_leave_out_what_is_excluded() {
    var said = session.value("%maven org.pair:left:1.0 --exclude org.pair:right");
    assertTrue(said.contains("added 1 library"), said);
    var all = session.value("%maven --exclude org.pair:* org.pair:left:1.0");
    assertTrue(all.contains("left 1.0 was added before"), all);
    assertTrue(
        session.error("%maven a:b:1 --exclude a:b:c").contains("--exclude needs group:artifact"));
  }

  @Test
  void should_fetch_by_classifier() {
    var said = session.value("%maven org.files:files:1.0:extra");
    assertTrue(said.contains("files extra"), said);
    assertEquals("1.0", session.value("org.files.filesextra.of()"));
    assertTrue(session.error("org.files.files.of()").contains("cannot find symbol"));
    var none = session.error("%maven org.files:files:1.0:nothing");
    assertTrue(none.contains("there is no"), none);
  }

  @Test
  void should_say_which_versions_there_are_instead() {
    var error = session.error("int before = 1;\n%maven org.picky:picky:9.9");
    assertTrue(
        error.contains("there is no org.picky:picky:9.9 in near; its versions are 1.0, 1.5"),
        error);
    assertTrue(error.contains("line 2"), error);
    var range = session.error("%maven org.picky:picky:[7,8)");
    assertTrue(range.contains("its versions are 1.0, 1.5"), range);
  }

  @Test
  void should_name_the_nearest_library_of_this_machine() {
    session.value("%maven org.spelt:spelt:1.0");
    var error = session.error("%maven org.spelt:spetl:1.0");
    assertTrue(
        error.contains(
            "there is no library org.spelt:spetl:1.0 in near; did you mean org.spelt:spelt?"),
        error);
    var nothing = session.error("%maven zzz.yyy:xxx");
    assertTrue(nothing.contains("there is no library zzz.yyy:xxx in near"), nothing);
  }

  @Test
  void should_look_only_at_this_machine_when_told() {
    var error = session.error("%maven --offline org.tree:perhaps:7.0");
    assertTrue(error.contains("there is no"), error);
    assertTrue(error.contains("on this machine, and --offline forbids to fetch it"), error);
    session.value("%maven org.plain:plain:1.0");
    assertTrue(session.value("%maven --offline org.plain:plain:1.0").contains("plain 1.0"));
  }

  @Test
  void should_look_in_a_repository_that_is_named() throws IOException {
    var other = new FolderRepository(home.resolve("other"));
    other.add("org.other", "other", "3.0", "");
    var settings = home.resolve(".m2/settings.xml");
    var before = Files.readString(settings);
    try {
      Files.writeString(settings, before.replace("*</mirrorOf>", "central</mirrorOf>"));
      var said =
          session.value(
              "%maven --repo \"" + home.resolve("other").toUri() + "\" org.other:other:3.0");
      assertTrue(said.contains("added 1 library"), said);
      assertEquals("3.0", session.value("org.other.other.of()"));
    } finally {
      Files.writeString(settings, before);
    }
    assertTrue(
        session.error("%maven --repo nowhere a:b:1").contains("\"nowhere\" is no repository"));
  }

  @Test
  void should_say_that_a_repository_does_not_answer() throws IOException {
    var settings = home.resolve(".m2/settings.xml");
    var before = Files.readString(settings);
    try {
      var url = home.resolve("repo").toUri().toString();
      Files.writeString(settings, before.replace(url, "http://127.0.0.1:1/maven"));
      var error = session.error("%maven org.far:far:1.0");
      assertTrue(error.contains("a repository does not answer"), error);
      assertTrue(error.contains("~/.m2/settings.xml"), error);
      Files.writeString(settings, "<settings><mirrors>");
      var broken = session.error("%maven org.far:far:1.0");
      assertTrue(broken.contains("Maven's settings cannot be used"), broken);
    } finally {
      Files.writeString(settings, before);
    }
    assertEquals("1", session.value("1"));
  }

  @Test
  void should_publish_how_far_it_is() throws Exception {
    new FolderRepository(home.resolve("repo")).add("org.seen", "seen", "1.0", "");
    var seen = new java.util.concurrent.CopyOnWriteArrayList<Progress>();
    try (var listening = Progress.listen(seen::add)) {
      session.value("%maven org.seen:seen:1.0");
    }
    assertTrue(seen.stream().anyMatch(p -> p.note().contains("seen-1.0.jar")), seen.toString());
    assertTrue(seen.get(seen.size() - 1).finished());
  }

  @Test
  void should_show_the_form_for_a_bad_coordinate() {
    for (var bad : List.of("guava", "a:", ":b:1", "a:b:1/2", "g:a:jar:c:1:x")) {
      var error = session.error("%maven " + bad);
      assertTrue(error.contains("write group:artifact:version, such as"), error);
    }
    assertTrue(session.error("%maven").contains("%maven needs libraries"));
    assertTrue(session.error("%maven --ofline a:b:1").contains("did you mean --offline?"));
    assertTrue(session.error("%maven a:b:1 --repo").contains("--repo needs a value"));
  }

  @Test
  void should_read_coordinates_of_every_form() {
    assertEquals(new Coordinate("g", "a", "1.0", "jar", List.of("")), Coordinate.of("g:a:1.0"));
    assertEquals(new Coordinate("g", "a", "RELEASE", "jar", List.of("")), Coordinate.of("g:a"));
    assertEquals(
        new Coordinate("g", "a", "1", "jar", List.of("linux", "mac")),
        Coordinate.of("g:a:1:linux:mac"));
    assertEquals(new Coordinate("g", "a", "1", "jar", List.of("c")), Coordinate.of("g:a:jar:c:1"));
    assertEquals(new Coordinate("g", "a", "1", "pom", List.of("")), Coordinate.of("g:a:pom:1"));
    assertEquals(
        new Coordinate("g", "a", "[1.0,2.0)", "jar", List.of("")), Coordinate.of("g:a:[1.0,2.0)"));
    assertThrows(IllegalArgumentException.class, () -> Coordinate.of("g:a:jar:c:1:x"));
  }
}
