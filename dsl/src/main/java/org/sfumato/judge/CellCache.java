package org.sfumato.judge;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sfumato.Cost;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.engine.Safetensors;

/**
 * Images that were drawn before, in a folder: one file for each recipe with its seed, named by the
 * hash of all that decides what it draws. A file is written whole or not at all.
 */
final class CellCache {
  private static final String ENDING = ".safetensors";
  private static final String PIXELS = "pixels";

  private final Path folder;
  private final Fingerprint fingerprint = new Fingerprint();
  private final Set<String> said = new HashSet<>();
  private int read;

  CellCache(Path folder) {
    this.folder = folder;
  }

  /** How many were read and not drawn. */
  int read() {
    return read;
  }

  /** What this recipe drew before, or what it draws now. */
  Images of(Object recipe, Supplier<Images> draw) {
    Path file;
    try {
      file = folder.resolve(fingerprint.of(recipe).substring(0, 32) + ENDING);
    } catch (Fingerprint.Opaque what) {
      say(
          "%s cannot be told from another of its kind, so what is drawn with it is not kept in %s"
              .formatted(what.getMessage(), folder));
      return draw.get();
    }
    var kept = kept(file);
    if (kept.isPresent()) {
      read++;
      return kept.get();
    }
    var drawn = draw.get();
    try {
      file(drawn).write(file);
    } catch (RuntimeException e) {
      say("the sweep goes on, but what it draws is not kept: " + e.getMessage());
    }
    return drawn;
  }

  private Optional<Images> kept(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(images(Safetensors.read(file)));
    } catch (RuntimeException e) {
      say("%s is broken (%s); its cell is drawn again".formatted(file, e.getMessage()));
      return Optional.empty();
    }
  }

  /** Once for each sentence. */
  private void say(String sentence) {
    if (said.add(sentence)) {
      System.err.println(sentence);
    }
  }

  private static Safetensors file(Images x) {
    var note = new TreeMap<String, String>();
    var values = x.values();
    note.put("text", x.expression());
    note.put("digest", digest(values));
    for (int i = 0; i < x.size(); i++) {
      note.put("position " + i, String.valueOf(x.id(i).position()));
      note.put("origin " + i, x.id(i).origin());
    }
    x.provenance().identity().forEach((k, v) -> note.put("identity " + k, v));
    x.provenance().circumstance().forEach((k, v) -> note.put("circumstance " + k, v));
    x.cost()
        .ifPresent(
            c ->
                note.put(
                    "cost",
                    "%s %s %s %s"
                        .formatted(c.evaluations(), c.pullBacks(), c.seconds(), c.megabytes())));
    long[] shape = IntStream.of(x.shape()).asLongStream().toArray();
    return new Safetensors(note, Map.of(PIXELS, values), Map.of(PIXELS, shape));
  }

  private static Images images(Safetensors file) {
    var note = file.note();
    var values = file.values().get(PIXELS);
    var shape = file.shapes().get(PIXELS);
    if (values == null || shape.length != 4 || !digest(values).equals(note.get("digest"))) {
      throw new IllegalArgumentException("its pixels are not those that were written");
    }
    var ids =
        IntStream.range(0, (int) shape[0])
            .mapToObj(
                i ->
                    new ImageId(note.get("origin " + i), Long.parseLong(note.get("position " + i))))
            .toList();
    var from = new Provenance(part(note, "identity "), part(note, "circumstance "));
    var x =
        Images.of(
            values, (int) shape[1], (int) shape[2], (int) shape[3], ids, note.get("text"), from);
    return note.containsKey("cost") ? x.costing(cost(note.get("cost"))) : x;
  }

  private static Cost cost(String text) {
    List<Double> c = Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
    return new Cost(c.get(0), c.get(1), c.get(2), c.get(3));
  }

  private static Map<String, String> part(Map<String, String> note, String prefix) {
    var part = new TreeMap<String, String>();
    note.forEach(
        (k, v) -> {
          if (k.startsWith(prefix)) {
            part.put(k.substring(prefix.length()), v);
          }
        });
    return part;
  }

  private static String digest(float[] values) {
    var bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return Provenance.digest(bytes.array());
  }
}
