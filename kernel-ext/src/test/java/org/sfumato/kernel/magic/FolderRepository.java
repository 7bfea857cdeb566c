package org.sfumato.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Maven repository in a folder, made for a test. */
record FolderRepository(Path folder) {
  /** A library of one class {@code GROUP.TYPE}, whose {@code of()} gives its version. */
  FolderRepository add(String group, String artifact, String version, String dependencies)
      throws IOException {
    var home = home(group, artifact, version);
    Files.writeString(
        home.resolve(artifact + "-" + version + ".pom"),
        """
        <project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId>
        <version>%s</version><dependencies>%s</dependencies></project>
        """
            .formatted(group, artifact, version, dependencies));
    jar(group, artifact, version, "");
    return this;
  }

  /** Another file of the same library. */
  void jar(String group, String artifact, String version, String classifier) throws IOException {
    var type = (artifact + classifier).replace("-", "");
    var source =
        "package %s; public class %s { public static String of() { return \"%s\"; } }"
            .formatted(group, type, version);
    var end = classifier.isEmpty() ? "" : "-" + classifier;
    Compiled.jar(
        home(group, artifact, version).resolve(artifact + "-" + version + end + ".jar"),
        group + "." + type,
        source,
        Map.of());
  }

  /** Says which versions there are. */
  void versions(String group, String artifact, List<String> versions) throws IOException {
    var all = new StringBuilder();
    versions.forEach(v -> all.append("<version>").append(v).append("</version>"));
    var last = versions.get(versions.size() - 1);
    Files.writeString(
        home(group, artifact, last).getParent().resolve("maven-metadata.xml"),
        """
        <metadata><groupId>%s</groupId><artifactId>%s</artifactId><versioning><latest>%s</latest>
        <release>%s</release><versions>%s</versions></versioning></metadata>
        """
            .formatted(group, artifact, last, last, all));
  }

  static String dependency(String group, String artifact, String version, String more) {
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>"
        .formatted(group, artifact, version, more);
  }

  private Path home(String group, String artifact, String version) throws IOException {
    return Files.createDirectories(
        folder.resolve(group.replace('.', '/')).resolve(artifact).resolve(version));
  }
}
