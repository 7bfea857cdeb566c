package org.sfumato.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;

/** Values that scipy, scikit-learn and numpy computed; statistics.py beside them says how. */
public final class Reference {
  private static final JsonNode ALL = read();

  private Reference() {}

  private static JsonNode read() {
    try (var in = Reference.class.getResourceAsStream("statistics.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A list of numbers; {@code path} names it, then places within lists. */
  public static double[] doubles(String name, int... path) {
    var node = ALL.get(name);
    for (int k : path) {
      node = node.get(k);
    }
    var list = node;
    return IntStream.range(0, list.size()).mapToDouble(i -> list.get(i).asDouble()).toArray();
  }

  /** A list of whole numbers. */
  public static int[] ints(String name) {
    return IntStream.range(0, ALL.get(name).size())
        .map(i -> ALL.get(name).get(i).asInt())
        .toArray();
  }

  /** One number. */
  public static double number(String name) {
    return ALL.get(name).asDouble();
  }

  /** How many a list holds. */
  public static int size(String name) {
    return ALL.get(name).size();
  }
}
