package org.sfumato.kernel.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
  private static final Path HOME = Path.of("/home/mona").toAbsolutePath();
  @TempDir private Path folder;

  @Test
  void should_find_the_users_kernels_where_jupyter_does() {
    assertEquals(HOME.resolve(".local/share/jupyter/kernels"), on("Linux", Map.of()).user());
    assertEquals(
        Path.of("/data/jupyter/kernels"), on("Linux", Map.of("XDG_DATA_HOME", "/data")).user());
    assertEquals(HOME.resolve("Library/Jupyter/kernels"), on("Mac OS X", Map.of()).user());
    assertEquals(
        Path.of("/roaming/jupyter/kernels"),
        on("Windows 11", Map.of("APPDATA", "/roaming")).user());
    assertEquals(HOME.resolve(".jupyter/data/kernels"), on("Windows 11", Map.of()).user());
  }

  @Test
  void should_honour_jupyters_own_variables_on_every_system() {
    for (var system : new String[] {"Linux", "Mac OS X", "Windows 10"}) {
      assertEquals(
          Path.of("/elsewhere/kernels").toAbsolutePath(),
          on(system, Map.of("JUPYTER_DATA_DIR", "/elsewhere", "APPDATA", "/roaming")).user());
      assertEquals(
          Path.of("/first/kernels"),
          on(system, Map.of("JUPYTER_PATH", "/first" + File.pathSeparator + "/second"))
              .all()
              .get(0));
    }
    assertEquals(
        HOME.resolve(".local/share/jupyter/kernels"),
        on("Linux", Map.of("JUPYTER_DATA_DIR", " ")).user());
  }

  @Test
  void should_put_a_prefix_and_an_active_environment_before_the_systems_folders() {
    assertEquals(
        Path.of("/opt/x/share/jupyter/kernels").toAbsolutePath(), Places.below(Path.of("/opt/x")));
    var places = on("Linux", Map.of("CONDA_PREFIX", "/conda", "VIRTUAL_ENV", "/venv"));
    assertEquals(Optional.of(Path.of("/venv")), places.activeEnvironment());
    var all = places.all();
    assertEquals(places.user(), all.get(0));
    assertTrue(
        all.indexOf(Places.below(Path.of("/venv"))) < all.indexOf(Places.below(Path.of("/usr"))));
  }

  @Test
  void should_find_programs_that_can_be_run_only() throws Exception {
    var other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(folder.resolve("jupyter"), "");
    var path = folder + File.pathSeparator + " " + File.pathSeparator + other;
    var places = on("Linux", Map.of("PATH", path));
    if (!File.separator.equals("\\")) {
      assertEquals(Optional.empty(), places.program("jupyter"));
    }
    var program = Files.writeString(other.resolve("jupyter"), "");
    assertTrue(program.toFile().setExecutable(true));
    assertTrue(folder.resolve("jupyter").toFile().delete());
    assertEquals(Optional.of(program), places.program("jupyter"));
    assertEquals(Optional.empty(), on("Linux", Map.of()).program("jupyter"));
  }

  private static Places on(String system, Map<String, String> environment) {
    return new Places(environment, system, HOME);
  }
}
