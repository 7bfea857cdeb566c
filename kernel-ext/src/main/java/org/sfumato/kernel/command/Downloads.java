package org.sfumato.kernel.command;

import picocli.CommandLine.Option;

/** Whether the engine may fetch its own native library; it never does so unasked. */
final class Downloads {
  /** Read by the launcher too, which then leaves the bundled library off the class path. */
  static final String VARIABLE = "SFUMATO_ALLOW_DOWNLOAD";

  @Option(
      names = "--allow-download",
      description =
          "Let the engine download its native library for this machine, such as for a GPU.")
  private boolean allowed;

  /** Must come before the engine's first class is loaded. */
  void apply() {
    if (allowed || "1".equals(System.getenv(VARIABLE))) {
      System.setProperty("ai.djl.offline", "false");
    } else if (System.getProperty("ai.djl.offline") == null) {
      System.setProperty("ai.djl.offline", "true");
    }
  }
}
