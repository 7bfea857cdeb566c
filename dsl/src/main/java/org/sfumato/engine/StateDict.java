package org.sfumato.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The named arrays of a weights file, whatever its format. Values are read when they are asked for,
 * and nothing in a file is ever executed.
 */
public final class StateDict {
  private static final int HEAD = 9;

  private final String file;
  private final Map<String, Tensor> tensors;

  /**
   * One array.
   *
   * @param shape its sizes
   * @param read gives its values as float32 in row-major order
   */
  record Tensor(long[] shape, Supplier<float[]> read) {}

  StateDict(String file, Map<String, Tensor> tensors) {
    this.file = file;
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * Opens a file.
   *
   * @throws IllegalArgumentException if there is none, if its format is not known, or if it is
   *     broken
   */
  public static StateDict read(Path path) {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(path + " is a folder; name the weights file in it");
    }
    byte[] start;
    try (var in = Files.newInputStream(path)) {
      start = in.readNBytes(HEAD);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no weights file " + path, e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + path + ": " + e.getMessage(), e);
    }
    var name = path.getFileName().toString();
    if (name.endsWith(".json") && start.length > 0 && start[0] == '[') {
      return QuantisedWeights.read(path);
    }
    if (start.length > 1 && start[0] == 'P' && start[1] == 'K') {
      return TorchZip.read(path);
    }
    if (TorchLegacy.pickle(start)) {
      return TorchLegacy.read(path);
    }
    // A header's length, and the header: a JSON object.
    if (start.length == HEAD && start[HEAD - 1] == '{' || name.endsWith(".safetensors")) {
      return of(name, Safetensors.read(path));
    }
    throw new IllegalArgumentException(
        name
            + " is no weights file: it is neither PyTorch's (.pth, .pt, .bin) nor safetensors. Is it a page that came instead of the file?");
  }

  private static StateDict of(String name, Safetensors stored) {
    var tensors = new LinkedHashMap<String, Tensor>();
    stored
        .values()
        .forEach((key, v) -> tensors.put(key, new Tensor(stored.shapes().get(key), () -> v)));
    return new StateDict(name, tensors);
  }

  /** The names of the arrays, in the file's order. */
  public Set<String> names() {
    return tensors.keySet();
  }

  /** The sizes of an array. */
  public long[] shape(String name) {
    return tensor(name).shape().clone();
  }

  /** The values of an array in row-major order. */
  public float[] values(String name) {
    return tensor(name).read().get();
  }

  /**
   * The values of an array that must have this shape.
   *
   * @throws IllegalArgumentException if it has another
   */
  public float[] values(String name, long... shape) {
    if (!Arrays.equals(shape(name), shape)) {
      throw new IllegalArgumentException(
          "%s has «%s» of shape %s, but the network needs %s"
              .formatted(file, name, Arrays.toString(shape(name)), Arrays.toString(shape)));
    }
    return values(name);
  }

  private Tensor tensor(String name) {
    var tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          file + " has no weights «" + name + "»; it belongs to another network");
    }
    return tensor;
  }
}
