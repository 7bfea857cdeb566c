package org.sfumato.datasets.paired;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The sections of a radiological report. A heading stands in capitals at the start of a line and
 * ends in a colon, such as {@code FINDINGS:}.
 */
final class Sections {
  private static final Pattern HEADING =
      Pattern.compile("(?m)^[ \\t]*([A-Z][A-Z ,/()&-]{2,60}):[ \\t]*");

  private Sections() {}

  /** Texts by heading, in their order; what stands before the first is under the empty heading. */
  static Map<String, String> of(String report) {
    var sections = new LinkedHashMap<String, String>();
    var found = HEADING.matcher(report);
    var heading = "";
    int from = 0;
    while (found.find()) {
      put(sections, heading, report.substring(from, found.start()));
      heading = found.group(1).strip();
      from = found.end();
    }
    put(sections, heading, report.substring(from));
    return sections;
  }

  private static void put(Map<String, String> sections, String heading, String text) {
    var line = text.strip().replaceAll("\\s+", " ");
    if (!line.isEmpty()) {
      sections.merge(heading, line, (a, b) -> a + " " + b);
    }
  }

  /**
   * What tells of the picture: findings, then impression. Where there is neither, the last section,
   * which is where such reports say it. Empty if the report is.
   */
  static String told(String report) {
    var sections = of(report);
    var told = new StringBuilder();
    sections.forEach(
        (heading, text) -> {
          if (heading.startsWith("FINDING")
              || heading.startsWith("IMPRESSION")
              || heading.startsWith("CONCLUSION")) {
            told.append(told.isEmpty() ? "" : " ").append(text);
          }
        });
    return told.isEmpty()
        ? sections.values().stream().reduce((a, b) -> b).orElse("")
        : told.toString();
  }
}
