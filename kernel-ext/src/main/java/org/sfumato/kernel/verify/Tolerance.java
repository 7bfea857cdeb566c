package org.sfumato.kernel.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a rerun may be from what is stored: rounding alone on the same processor, threads and
 * versions; elsewhere what other orders of summation make of it, or a small part of the interval.
 *
 * @param changes what is not the same, empty if all is
 */
record Tolerance(List<String> changes) {
  static final double SAME = 1e-6;
  static final double OTHER = 1e-3;
  static final double PART = 0.02;

  /** Fields of the circumstance that change the order of sums. */
  private static final List<String> MACHINE = List.of("cpu", "device", "java");

  static Tolerance between(JsonNode stored, JsonNode rerun) {
    var changes = new ArrayList<String>();
    for (var field : MACHINE) {
      change("circumstance", field, stored, rerun, changes);
    }
    change("identity", "engine", stored, rerun, changes);
    return new Tolerance(changes);
  }

  private static void change(
      String part, String field, JsonNode stored, JsonNode rerun, List<String> changes) {
    var path = "/provenance/" + part + "/" + field;
    var before = stored.at(path).asText();
    var now = rerun.at(path).asText();
    if (!before.equals(now)) {
      changes.add(
          field
              + " "
              + (before.isEmpty() ? "unknown" : before)
              + " → "
              + (now.isEmpty() ? "unknown" : now));
    } else if (before.isEmpty()) {
      changes.add(field + " unknown");
    }
  }

  boolean sameMachine() {
    return changes.isEmpty();
  }

  /** Whether what makes numbers, and not only where they are made, is of the same versions. */
  boolean sameVersions() {
    return changes.stream().noneMatch(c -> c.startsWith("engine"));
  }

  /**
   * The rule by which the numbers agree, empty if none does.
   *
   * @param width of the stored interval, NaN if there is none
   */
  String rule(double stored, double rerun, double width) {
    if (stored == rerun || Double.isNaN(stored) && Double.isNaN(rerun)) {
      return "equal";
    }
    double delta = Math.abs(stored - rerun);
    double size = Math.max(Math.abs(stored), Math.abs(rerun));
    if (!Double.isFinite(delta)) {
      return "";
    }
    if (delta <= SAME * size) {
      return "1e-6";
    }
    if (sameMachine()) {
      return "";
    }
    return delta <= OTHER * size ? "1e-3" : delta <= PART * width ? "0.02 of the interval" : "";
  }

  /** The rule in words. */
  String text() {
    return sameMachine()
        ? "same processor, threads and versions: numbers agree within 1e-6 of their size"
        : "not the same machine ("
            + String.join("; ", changes)
            + "): numbers agree within 1e-3 of their size or 0.02 of their interval";
  }
}
