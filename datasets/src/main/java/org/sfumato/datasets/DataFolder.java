package org.sfumato.datasets;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * Where readers put data sets that may not be shipped: the folder that the property {@code
 * sfumato.data} or the environment variable {@code SFUMATO_DATA} names, else {@code sfumato-data}
 * below the user's home.
 */
final class DataFolder {
  private DataFolder() {}

  static Path usual() {
    return of(System.getenv(), System.getProperties());
  }

  static Path of(Map<String, String> environment, Properties properties) {
    var named =
        properties.getProperty("sfumato.data", environment.getOrDefault("SFUMATO_DATA", ""));
    return named.isEmpty()
        ? Path.of(properties.getProperty("user.home", "."), "sfumato-data")
        : Path.of(named);
  }
}
