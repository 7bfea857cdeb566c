package org.sfumato.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sfumato.Catalogue;
import org.sfumato.Provenance;
import org.sfumato.engine.Safetensors;

/**
 * What was learnt, as a file holds it: weights under a header that says which network they belong
 * to and how they were made.
 *
 * @param network the network's text
 * @param weights as they were saved
 * @param provenance all else that the header says; how well it was fitted is not part of what it is
 */
public record Saved(String network, Weights weights, Provenance provenance) {
  private static final String ENDING = ".safetensors";

  /**
   * Reads a file.
   *
   * @param kind under which the header names the network, such as {@code generator}
   * @throws IllegalArgumentException if it is something else, or damaged
   */
  public static Saved read(Path file, String kind) {
    var stored = Safetensors.read(file);
    var note = stored.note();
    if (!note.containsKey(kind)) {
      throw new IllegalArgumentException(
          "%s is not %s: its header names no %s%s"
              .formatted(file, noun(kind), kind, instead(note)));
    }
    var weights = new Weights(stored.values(), stored.shapes());
    var hash = note.get("weights");
    if (hash != null && !hash.equals(weights.hash())) {
      throw new IllegalArgumentException(
          file
              + " is damaged: its weights do not have the checksum it was saved with; copy or save it again");
    }
    var identity = new HashMap<>(note);
    identity
        .keySet()
        .removeIf(k -> k.equals("loss") || k.equals("curve") || k.startsWith("circumstance."));
    var from = new Provenance(identity, Map.of("file", file.getFileName().toString()));
    return new Saved(note.get(kind), weights, from);
  }

  private static String noun(String kind) {
    return switch (kind) {
      case "network" -> "a prior";
      case Aligned.KIND -> "a pair of aligned towers";
      default -> "a " + kind;
    };
  }

  /** What the file is for, if it says so. */
  private static String instead(Map<String, String> note) {
    if (note.containsKey("network")) {
      return "; it is a prior, which checkpoint(path) reads";
    }
    for (var word :
        List.of(
            "generator",
            "translator",
            DomainClassifier.KIND,
            FindingClassifier.KIND,
            Aligned.KIND)) {
      if (note.containsKey(word)) {
        return "; it is %s, which %s(path) reads".formatted(noun(word), word);
      }
    }
    return "";
  }

  /**
   * A file that is there, or else the one that ships under this name.
   *
   * @param kind of what is trained, as {@link Catalogue#trained} knows it
   * @throws IllegalArgumentException if there is neither; the message lists the names there are
   */
  public static Path file(String kind, String idOrPath) {
    var path = Path.of(idOrPath);
    boolean meant = path.getNameCount() > 1 || idOrPath.endsWith(ENDING);
    return meant || Files.isRegularFile(path) ? path : Catalogue.found().trained(kind, idOrPath);
  }
}
