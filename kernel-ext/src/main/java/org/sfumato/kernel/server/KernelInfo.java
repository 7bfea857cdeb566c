package org.sfumato.kernel.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfumato.kernel.notebook.Language;

/** Who this kernel is and what it can do. */
final class KernelInfo {
  static final String PROTOCOL = "5.3";

  private KernelInfo() {}

  static Map<String, Object> content(String version) {
    var java = Runtime.version();
    var content = new LinkedHashMap<String, Object>();
    content.put("protocol_version", PROTOCOL);
    content.put("implementation", "sfumato");
    content.put("implementation_version", version);
    content.put("language_info", Language.info());
    content.put(
        "banner",
        "Sfumato " + version + " on Java " + java.feature() + ": guided diffusion in notebooks");
    content.put("help_links", links(java.feature()));
    content.put("supported_features", List.of());
    content.put("debugger", false);
    return content;
  }

  private static List<Map<String, String>> links(int java) {
    return List.of(
        link("Java " + java, "https://docs.oracle.com/en/java/javase/" + java + "/docs/api/"),
        link("DJL", "https://docs.djl.ai/"),
        link("Tablesaw", "https://jtablesaw.github.io/tablesaw/"),
        link("XChart", "https://knowm.org/open-source/xchart/"));
  }

  private static Map<String, String> link(String text, String url) {
    return Map.of("text", text, "url", url);
  }
}
