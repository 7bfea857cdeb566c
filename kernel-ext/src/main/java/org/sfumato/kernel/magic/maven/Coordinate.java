package org.sfumato.kernel.magic.maven;

import java.util.List;
import java.util.Set;

/**
 * A library as somebody asked for it.
 *
 * @param version one version, a range such as {@code [1.0,2.0)}, or {@code LATEST}, {@code RELEASE}
 * @param extension of its file: {@code jar}, or {@code pom} for its dependencies alone
 * @param classifiers which of its files; an empty one is the main file
 */
public record Coordinate(
    String group, String artifact, String version, String extension, List<String> classifiers) {
  private static final Set<String> EXTENSIONS = Set.of("jar", "pom", "zip", "bundle", "test-jar");
  private static final String FORM =
      "write group:artifact:version, such as com.google.guava:guava:33.0.0-jre";

  public Coordinate {
    classifiers = List.copyOf(classifiers);
  }

  /**
   * Reads {@code group:artifact}, {@code group:artifact:version}, {@code
   * group:artifact:version:classifier…} or Maven's own {@code
   * group:artifact:extension:classifier:version}.
   *
   * @throws IllegalArgumentException for anything else; the message shows the form
   */
  public static Coordinate of(String text) {
    var parts = List.of(text.split(":", -1));
    if (parts.size() < 2 || parts.stream().anyMatch(p -> !isName(p))) {
      throw new IllegalArgumentException("\"" + text + "\" names no library; " + FORM);
    }
    if (parts.size() == 2) {
      return new Coordinate(parts.get(0), parts.get(1), "RELEASE", "jar", List.of(""));
    }
    if (parts.size() > 3 && EXTENSIONS.contains(parts.get(2))) {
      if (parts.size() > 5) {
        throw new IllegalArgumentException("\"" + text + "\" has too many parts; " + FORM);
      }
      var classifier = parts.size() == 5 ? parts.get(3) : "";
      return new Coordinate(
          parts.get(0),
          parts.get(1),
          parts.get(parts.size() - 1),
          parts.get(2).equals("pom") ? "pom" : parts.get(2).equals("zip") ? "zip" : "jar",
          List.of(parts.get(2).equals("test-jar") && classifier.isEmpty() ? "tests" : classifier));
    }
    var classifiers = parts.size() == 3 ? List.of("") : parts.subList(3, parts.size());
    return new Coordinate(parts.get(0), parts.get(1), parts.get(2), "jar", classifiers);
  }

  private static boolean isName(String part) {
    return part.matches("[A-Za-z0-9_.\\-]+") || part.matches("[\\[(][A-Za-z0-9_.,\\- ]*[\\])]");
  }

  /** Whether the version is whichever is the newest. */
  public boolean isNewest() {
    return version.equals("LATEST") || version.equals("RELEASE");
  }

  @Override
  public String toString() {
    return group + ":" + artifact + (version.equals("RELEASE") ? "" : ":" + version);
  }
}
