package org.sfumato.kernel.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.sfumato.Provenance;

/** Provenance as figures have it. */
final class Provenances {
  private Provenances() {}

  static Provenance of(JsonNode figures) {
    var provenance = figures.path("provenance");
    return new Provenance(
        fields(provenance.path("identity")), fields(provenance.path("circumstance")));
  }

  private static Map<String, String> fields(JsonNode object) {
    var fields = new TreeMap<String, String>();
    object.fields().forEachRemaining(e -> fields.put(e.getKey(), e.getValue().asText()));
    return fields;
  }

  /** Whether some code behind the number is known by its name alone. */
  static boolean opaque(JsonNode figures) {
    return of(figures).identity().values().stream().anyMatch(v -> v.contains(", opaque"));
  }
}
