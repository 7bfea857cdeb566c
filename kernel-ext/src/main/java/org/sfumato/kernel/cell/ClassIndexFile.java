package org.sfumato.kernel.cell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;

/**
 * An index that is kept from one start to the next, because listing the entries of all jars takes a
 * tenth of the time until the first result. It is text: a heading, the class path, one line per jar
 * with its size and time, one line per package and jar. What no longer fits the jars is made anew,
 * and what cannot be written is not kept.
 */
final class ClassIndexFile {
  private static final String HEADING = "Sfumato's index of classes, 1";

  private final Path file;

  ClassIndexFile(Path file) {
    this.file = file;
  }

  /** The index of a class path, from the file if it fits. */
  ClassPathIndex read(String classPath) {
    try {
      var kept = parse(Files.readString(file), classPath);
      if (kept != null) {
        return kept;
      }
    } catch (IOException | RuntimeException e) {
      // Not there, not readable, or cut: then as if there were none.
    }
    var made = ClassPathIndex.of(classPath);
    try {
      write(made, classPath);
    } catch (IOException | UncheckedIOException e) {
      // The next start is as slow as this one.
    }
    return made;
  }

  /** Null if it is of other jars. */
  private static ClassPathIndex parse(String text, String classPath) throws IOException {
    var lines = new Lines(text);
    if (!lines.next().equals(HEADING) || !lines.next().equals(classPath)) {
      return null;
    }
    var containers = new ArrayList<Path>();
    for (var line = lines.next(); !line.isEmpty(); line = lines.next()) {
      var container = Path.of(line.substring(line.indexOf('|') + 1));
      if (!line.equals(stamp(container))) {
        return null;
      }
      containers.add(container);
    }
    var packages = new HashMap<String, List<ClassPathIndex.Found>>();
    for (var line = lines.next(); !line.isEmpty(); line = lines.next()) {
      int name = line.indexOf('|');
      int number = line.indexOf('|', name + 1);
      var container = containers.get(Integer.parseInt(line, 0, name, 10));
      packages
          .computeIfAbsent(line.substring(name + 1, number), p -> new ArrayList<>(1))
          .add(new ClassPathIndex.Found(container, line.substring(number + 1)));
    }
    return new ClassPathIndex(new LinkedHashSet<>(containers), packages);
  }

  /** Written beside its place and moved there, so that no start ever reads half of it. */
  private void write(ClassPathIndex index, String classPath) throws IOException {
    var text = new StringBuilder();
    text.append(HEADING).append('\n').append(classPath).append('\n');
    var numbers = new HashMap<Path, Integer>();
    for (var container : index.containers()) {
      numbers.put(container, numbers.size());
      text.append(stamp(container)).append('\n');
    }
    text.append('\n');
    index
        .packages()
        .forEach(
            (name, all) ->
                all.forEach(
                    found ->
                        text.append(numbers.get(found.container()))
                            .append('|')
                            .append(name)
                            .append('|')
                            .append(found.names())
                            .append('\n')));
    text.append('\n');
    var beside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".unfinished");
    try {
      Files.writeString(beside, text);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Size, time and path of a jar; of a folder, whose classes are looked up each time, its path. */
  private static String stamp(Path container) throws IOException {
    var about = Files.readAttributes(container, BasicFileAttributes.class);
    return (about.isDirectory() ? "" : about.size() + " " + about.lastModifiedTime().toMillis())
        + "|"
        + container;
  }

  /** One line after another. */
  private static final class Lines {
    private final String text;
    private int at;

    Lines(String text) {
      this.text = text;
    }

    String next() {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        throw new IllegalStateException("the index is cut");
      }
      var line = text.substring(at, end);
      at = end + 1;
      return line;
    }
  }
}
