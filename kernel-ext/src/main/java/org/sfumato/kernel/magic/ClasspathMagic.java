package org.sfumato.kernel.magic;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code %classpath}. */
public final class ClasspathMagic implements Magic {
  @Override
  public String name() {
    return "classpath";
  }

  @Override
  public String help() {
    return """
        Adds jars and folders of classes to what cells can use; without arguments lists those added.

        %classpath
        %classpath lib/tools.jar target/classes
        %classpath lib/*.jar
        %classpath "C:\\my jars\\tools.jar"

        They stay until the kernel restarts. A class that the kernel itself has comes from the kernel.""";
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.LINE);
  }

  @Override
  public Optional<Object> run(Call call) throws Exception {
    var words = Words.of("%classpath", call.arguments(), Map.of()).rest();
    var cells = call.cells();
    if (words.isEmpty()) {
      return Optional.of(listing(cells.classpath()));
    }
    var paths = new ArrayList<Path>();
    for (var word : words) {
      for (var part : parts(word)) {
        paths.addAll(Jars.named(part));
      }
    }
    // All are looked at before the first is added.
    for (var path : paths) {
      Jars.check(path);
    }
    var fresh = cells.classpath(paths);
    var said =
        fresh.isEmpty()
            ? "nothing new: " + (paths.size() == 1 ? "it is" : "they are all") + " there already"
            : "added "
                + String.join(", ", fresh.stream().limit(8).map(Jars::shown).toList())
                + (fresh.size() > 8 ? " and " + (fresh.size() - 8) + " more" : "");
    return Optional.of(new Saying(said));
  }

  /** A whole class path may be given at once, as the system writes it. */
  private static List<String> parts(String word) {
    if (!word.contains(File.pathSeparator) || Files.exists(FileName.path(word))) {
      return List.of(word);
    }
    return Arrays.stream(word.split(File.pathSeparator)).filter(p -> !p.isEmpty()).toList();
  }

  private static Object listing(List<Path> added) {
    int own = System.getProperty("java.class.path", "").split(File.pathSeparator).length;
    var below = "beside the " + own + " jars and folders of the kernel itself";
    if (added.isEmpty()) {
      return new Saying("nothing was added; there are the " + own + " jars of the kernel itself");
    }
    var rows = added.stream().map(p -> List.of(FileName.shown(p), Jars.size(p))).toList();
    return new Listing(List.of("jar or folder", "size"), Set.of(1), rows, below);
  }
}
