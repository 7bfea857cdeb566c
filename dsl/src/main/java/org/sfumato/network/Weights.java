package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sfumato.ImageId;
import org.sfumato.Provenance;
import org.sfumato.engine.Safetensors;
import org.sfumato.random.Noise;

/**
 * The numbers of a network, on the heap, by name, in the order of its plan. Immutable: training
 * makes new ones.
 */
public final class Weights {
  private final Map<String, float[]> values;
  private final Map<String, long[]> shapes;

  public Weights(Map<String, float[]> values, Map<String, long[]> shapes) {
    this.values = new LinkedHashMap<>();
    this.shapes = new LinkedHashMap<>();
    values.forEach((name, v) -> this.values.put(name, v.clone()));
    shapes.forEach((name, s) -> this.shapes.put(name, s.clone()));
  }

  /** Fresh weights of a plan: uniform within each parameter's bound, from the stream "weights". */
  public static Weights initial(Plan plan, long seed) {
    return initial(plan, seed, "");
  }

  /**
   * The same for one of several networks of a plan.
   *
   * @param name of the network: others begin with other weights
   */
  public static Weights initial(Plan plan, long seed, String name) {
    var values = new LinkedHashMap<String, float[]>();
    var shapes = new LinkedHashMap<String, long[]>();
    var noise = new Noise(seed);
    for (var p : plan.parameters()) {
      var v = new float[p.size()];
      if (p.bound() < 0) {
        java.util.Arrays.fill(v, 1);
      } else if (p.bound() > 0) {
        noise.uniform("weights", new ImageId(name + p.name(), 0), 0, v, 0, v.length);
        for (int k = 0; k < v.length; k++) {
          v[k] = (float) ((2 * v[k] - 1) * p.bound());
        }
      }
      values.put(p.name(), v);
      shapes.put(p.name(), p.shape());
    }
    return new Weights(values, shapes);
  }

  /** What arrays on the device hold, in the plan's order. */
  public static Weights of(Plan plan, NDList arrays) {
    var values = new LinkedHashMap<String, float[]>();
    var shapes = new LinkedHashMap<String, long[]>();
    for (int i = 0; i < arrays.size(); i++) {
      values.put(plan.parameters().get(i).name(), arrays.get(i).toFloatArray());
      shapes.put(plan.parameters().get(i).name(), plan.parameters().get(i).shape());
    }
    return new Weights(values, shapes);
  }

  /**
   * @throws IllegalArgumentException if a parameter of the plan is missing or has another shape
   */
  public void check(Plan plan, String from) {
    for (var p : plan.parameters()) {
      var shape = shapes.get(p.name());
      if (shape == null) {
        throw new IllegalArgumentException(
            from + " has no weights «" + p.name() + "»; it belongs to another network");
      }
      if (!java.util.Arrays.equals(shape, p.shape())) {
        throw new IllegalArgumentException(
            "%s has «%s» of shape %s, but the network needs %s"
                .formatted(
                    from,
                    p.name(),
                    java.util.Arrays.toString(shape),
                    java.util.Arrays.toString(p.shape())));
      }
    }
  }

  /**
   * These weights for a network that sees more channels than theirs: the new input channels come
   * last and begin at 0, so the network begins as what it was. For the same network they are these
   * weights.
   *
   * @param plan of the network that takes them
   * @param from whose weights these are, to begin a sentence with
   * @throws IllegalArgumentException if the networks differ in more than the channels they see
   */
  public Weights widened(Plan plan, String from) {
    var wider = new LinkedHashMap<>(values);
    var dimensions = new LinkedHashMap<>(shapes);
    for (var p : plan.parameters()) {
      var old = shapes.get(p.name());
      if (old != null && seesMore(p.shape(), old)) {
        wider.put(p.name(), widened(values.get(p.name()), old, p.shape()));
        dimensions.put(p.name(), p.shape());
      }
    }
    var result = new Weights(wider, dimensions);
    result.check(plan, from);
    if (wider.size() > plan.parameters().size()) {
      var known = plan.parameters().stream().map(Plan.Parameter::name).toList();
      wider.keySet().removeAll(known);
      throw new IllegalArgumentException(
          "%s has weights «%s», which the network lacks; it belongs to another network"
              .formatted(from, wider.keySet().iterator().next()));
    }
    return result;
  }

  /** Whether both are kernels {@code [out, in, h, w]} that differ in that one has more inputs. */
  private static boolean seesMore(long[] more, long[] than) {
    return more.length == 4
        && than.length == 4
        && more[0] == than[0]
        && more[1] > than[1]
        && more[2] == than[2]
        && more[3] == than[3];
  }

  private static float[] widened(float[] kernel, long[] old, long[] now) {
    int area = (int) (old[2] * old[3]);
    int before = (int) old[1] * area;
    int after = (int) now[1] * area;
    var wide = new float[(int) now[0] * after];
    for (int o = 0; o < now[0]; o++) {
      System.arraycopy(kernel, o * before, wide, o * after, before);
    }
    return wide;
  }

  /** These, but those of the same name and shape from others: what two networks have in common. */
  public Weights with(Weights others) {
    var mixed = new LinkedHashMap<>(values);
    mixed.replaceAll(
        (name, v) ->
            java.util.Arrays.equals(shapes.get(name), others.shapes.get(name))
                ? others.values.get(name)
                : v);
    return new Weights(mixed, shapes);
  }

  /** All of several networks, each name after its network's prefix. */
  public static Weights joined(Map<String, Weights> networks) {
    var all = new LinkedHashMap<String, float[]>();
    var dimensions = new LinkedHashMap<String, long[]>();
    networks.forEach(
        (prefix, part) -> {
          part.values.forEach((name, v) -> all.put(prefix + name, v));
          part.shapes.forEach((name, s) -> dimensions.put(prefix + name, s));
        });
    return new Weights(all, dimensions);
  }

  /** Those of one network of several, whose names begin with this prefix. */
  public Weights under(String prefix) {
    var part = new LinkedHashMap<String, float[]>();
    var dimensions = new LinkedHashMap<String, long[]>();
    values.forEach(
        (name, v) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), v);
            dimensions.put(name.substring(prefix.length()), shapes.get(name));
          }
        });
    return new Weights(part, dimensions);
  }

  /** The parameters on the device, in the plan's order; they belong to the caller. */
  public NDList upload(Plan plan, ai.djl.ndarray.NDManager manager) {
    var list = new NDList();
    for (var p : plan.parameters()) {
      NDArray array = manager.create(values.get(p.name()), new Shape(p.shape()));
      list.add(array);
    }
    return list;
  }

  /** The same, each value the nearest one of half precision, for files of half the size. */
  public Weights half() {
    var rounded = new LinkedHashMap<String, float[]>();
    values.forEach((name, v) -> rounded.put(name, Safetensors.half(v)));
    return new Weights(rounded, shapes);
  }

  /** Copies of all values by name. */
  public Map<String, float[]> values() {
    var copy = new LinkedHashMap<String, float[]>();
    values.forEach((k, v) -> copy.put(k, v.clone()));
    return copy;
  }

  public Map<String, long[]> shapes() {
    var copy = new LinkedHashMap<String, long[]>();
    shapes.forEach((k, v) -> copy.put(k, v.clone()));
    return copy;
  }

  public long size() {
    return values.values().stream().mapToLong(v -> v.length).sum();
  }

  /** SHA-256 over names, shapes and bits. */
  public String hash() {
    var all = new StringBuilder();
    values.forEach(
        (name, v) -> {
          var bytes =
              java.nio.ByteBuffer.allocate(v.length * 4).order(java.nio.ByteOrder.LITTLE_ENDIAN);
          bytes.asFloatBuffer().put(v);
          all.append(name)
              .append(java.util.Arrays.toString(shapes.get(name)))
              .append(Provenance.digest(bytes.array()));
        });
    return Provenance.digest(all.toString());
  }
}
