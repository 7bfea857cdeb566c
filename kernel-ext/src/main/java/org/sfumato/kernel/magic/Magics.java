package org.sfumato.kernel.magic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.sfumato.kernel.magic.Magic.Call;
import org.sfumato.kernel.magic.Magic.Place;

/**
 * The magics that there are: this kernel's own, and those of jars that were added to the session.
 * They are looked up when the first one is asked for, so a session without magics pays nothing.
 */
public final class Magics {
  private final Map<String, Magic> byName = new TreeMap<>();
  private ClassLoader searched;

  /**
   * Looks for magics again, where jars have been added since. What is known already stays.
   *
   * @param loader sees the kernel's classes and the session's jars
   */
  public void search(ClassLoader loader) {
    searched = loader;
    var found = ServiceLoader.load(Magic.class, loader).iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return;
        }
        var magic = found.next();
        byName.putIfAbsent(magic.name(), magic);
      } catch (ServiceConfigurationError e) {
        // One jar's broken magic must not take all the others away.
        System.err.println("a magic could not be loaded: " + e.getMessage());
      }
    }
  }

  /** All of them, in the order of their names. */
  public List<Magic> all() {
    if (searched == null) {
      search(Magics.class.getClassLoader());
    }
    return byName.values().stream().sorted(Comparator.comparing(Magic::name)).toList();
  }

  /** Their names, without {@code %}. */
  public List<String> names() {
    return all().stream().map(Magic::name).toList();
  }

  public Optional<Magic> find(String name) {
    all();
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Why this use cannot run, before anything of the cell has run: no such magic, or the wrong
   * place.
   *
   * @return one sentence, or empty if all is well
   */
  public Optional<String> complaint(MagicText use) {
    var magic = find(use.name());
    if (magic.isEmpty()) {
      var meant = Nearest.question(use.place() == Place.CELL ? "%%" : "%", use.name(), names());
      return Optional.of(
          "there is no magic "
              + use.word()
              + (meant.isEmpty() ? ";" : meant)
              + " %lsmagic lists them all");
    }
    var places = magic.get().places();
    if (use.help() || places.contains(use.place())) {
      return Optional.empty();
    }
    return Optional.of(
        use.place() == Place.CELL
            ? use.word() + " takes no cell: write %" + use.name() + " on a line of its own"
            : use.word()
                + " needs a cell: write %%"
                + use.name()
                + " as the cell's first line, and its text below");
  }

  /**
   * Runs one use of a magic, or shows its help.
   *
   * @return a value to show, or empty
   * @throws Exception as {@link Magic#run}; an {@link IllegalArgumentException} for one that {@link
   *     #complaint} speaks of
   */
  public Optional<Object> run(MagicText use, Cells cells) throws Exception {
    var wrong = complaint(use);
    if (wrong.isPresent()) {
      throw new IllegalArgumentException(wrong.get());
    }
    var magic = find(use.name()).orElseThrow();
    return use.help()
        ? Optional.of(new Help(magic))
        : magic.run(new Call(use.arguments(), use.body(), cells));
  }

  /** Names that start so, for completion. */
  public List<String> startingWith(String start, Place place) {
    var names = new ArrayList<String>();
    for (var magic : all()) {
      if (magic.name().startsWith(start) && magic.places().contains(place)) {
        names.add(magic.name());
      }
    }
    return names;
  }
}
