package org.sfumato.kernel.history;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Where the systems want programs to keep what they remember. */
final class HistoryFolder {
  private HistoryFolder() {}

  static Path of(Map<String, String> environment, Properties properties, String system) {
    var named =
        properties.getProperty("sfumato.history", environment.getOrDefault("SFUMATO_HISTORY", ""));
    return named.isEmpty()
        ? data(environment, Path.of(properties.getProperty("user.home", ".")), system)
            .resolve("sfumato")
            .resolve("history")
        : Path.of(named);
  }

  private static Path data(Map<String, String> environment, Path home, String system) {
    var name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return absolute(environment.get("LOCALAPPDATA"), home.resolve("AppData").resolve("Local"));
    }
    if (name.startsWith("mac")) {
      return home.resolve("Library").resolve("Application Support");
    }
    return absolute(environment.get("XDG_DATA_HOME"), home.resolve(".local").resolve("share"));
  }

  /** The XDG rules: what is not absolute does not count. */
  private static Path absolute(String named, Path otherwise) {
    return named != null && !named.isEmpty() && Path.of(named).isAbsolute()
        ? Path.of(named)
        : otherwise;
  }
}
