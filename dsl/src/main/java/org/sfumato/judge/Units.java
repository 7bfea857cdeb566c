package org.sfumato.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sfumato.ImageId;

/**
 * Which images count as one independent observation. An image is one by itself, but neighbouring
 * slices of one head look alike: they are cut into blocks of at least 8 positions (see {@link
 * ImageId#neighbours()}), and each block is one observation.
 *
 * @param of the observation that each image belongs to, numbered from 0
 * @param count how many observations there are
 * @param blocks whether any of them are blocks of slices
 * @param name of several of them, if each may hold several images
 */
record Units(List<Integer> of, int count, boolean blocks, String name) {
  Units {
    of = List.copyOf(of);
  }

  Units(List<Integer> of, int count, boolean blocks) {
    this(of, count, blocks, "different images");
  }

  /** All images of one patient are one observation. */
  static Units patients(List<String> patients) {
    var names = patients.stream().distinct().toList();
    var places = new HashMap<String, Integer>();
    names.forEach(name -> places.put(name, places.size()));
    return new Units(patients.stream().map(places::get).toList(), names.size(), false, "patients");
  }

  static Units among(List<ImageId> ids) {
    var places = new HashMap<String, TreeMap<Long, List<Integer>>>();
    for (int i = 0; i < ids.size(); i++) {
      var id = ids.get(i);
      places
          .computeIfAbsent(id.origin(), o -> new TreeMap<>())
          .computeIfAbsent(id.position(), p -> new ArrayList<>())
          .add(i);
    }
    var unit = new Integer[ids.size()];
    int count = 0;
    boolean blocks = false;
    // By origin in the order of first appearance, so that the numbering depends on the ids alone.
    for (var origin : ids.stream().map(ImageId::origin).distinct().toList()) {
      var positions = places.get(origin);
      int neighbours = new ImageId(origin, 0).neighbours();
      blocks |= neighbours > 1;
      count = number(positions, neighbours, unit, count);
    }
    return new Units(List.of(unit), count, blocks);
  }

  private static int number(
      TreeMap<Long, List<Integer>> positions, int neighbours, Integer[] unit, int count) {
    var sorted = List.copyOf(positions.keySet());
    int start = 0;
    for (int k = 1; k <= sorted.size(); k++) {
      if (k < sorted.size() && sorted.get(k) - sorted.get(k - 1) < neighbours) {
        continue;
      }
      long first = sorted.get(start);
      long span = sorted.get(k - 1) - first + 1;
      long parts = Math.max(1, span / neighbours);
      Map<Long, Integer> numbers = new HashMap<>();
      for (long p : sorted.subList(start, k)) {
        int next = count + numbers.size();
        int number = numbers.computeIfAbsent((p - first) * parts / span, part -> next);
        positions.get(p).forEach(i -> unit[i] = number);
      }
      count += numbers.size();
      start = k;
    }
    return count;
  }

  /** Such as {@code n = 16 images} or {@code n = 2 blocks of neighbouring slices (16 images)}. */
  String text() {
    int images = of.size();
    var all = images == 1 ? "1 image" : images + " images";
    return blocks
        ? "n = %d %s of neighbouring slices (%s)"
            .formatted(count, count == 1 ? "block" : "blocks", all)
        : "n = " + (count == images ? all : count + " " + name + " (" + all + ")");
  }
}
