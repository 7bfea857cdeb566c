package org.sfumato.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * What a pickle of tensors is made of. None of it is ever compared or hashed by its content, which
 * may contain itself.
 */
final class Pickled {
  /** The most dimensions that a tensor may have. */
  static final int LARGEST_RANK = 32;

  private Pickled() {}

  /** The name of something in Python; it is never looked up. */
  record Global(String module, String name) {
    @Override
    public String toString() {
      return module + "." + name;
    }
  }

  /** A tuple. */
  record Tuple(Object[] items) {
    Object get(int i) {
      return items[i];
    }

    int size() {
      return items.length;
    }
  }

  /** A list. */
  static final class Items {
    final ArrayList<Object> values = new ArrayList<>();
  }

  /** A dictionary whose keys are text or numbers. */
  static final class Dictionary {
    final LinkedHashMap<Object, Object> values = new LinkedHashMap<>();
  }

  /**
   * A part of a storage.
   *
   * @param key names the storage in the file
   * @param size how many numbers this part has
   * @param start where in the storage it begins
   * @param whole how many numbers the whole storage has
   */
  record Storage(String key, NumberFormat format, long size, long start, long whole) {}

  /** A tensor: places in a storage. */
  record View(Storage storage, long offset, long[] shape, long[] strides) {
    /**
     * @throws IllegalArgumentException with the rest of a sentence, if it reaches outside its
     *     storage or is larger than it
     */
    View {
      if (shape.length > LARGEST_RANK || strides.length != shape.length || offset < 0) {
        throw new IllegalArgumentException("has an impossible shape");
      }
      long count = 1;
      long last = offset;
      boolean none = false;
      for (int d = 0; d < shape.length; d++) {
        if (shape[d] < 0 || strides[d] < 0) {
          throw new IllegalArgumentException("has an impossible shape");
        }
        none |= shape[d] == 0;
      }
      for (int d = 0; d < shape.length && !none; d++) {
        // More numbers than are stored can only be repeated ones, which no weights have.
        if (shape[d] > storage.size / count) {
          throw new IllegalArgumentException(
              "has more numbers than the " + storage.size + " of its storage");
        }
        count *= shape[d];
        long reach = shape[d] - 1;
        if (reach > 0 && strides[d] > (storage.size - last) / reach) {
          throw new IllegalArgumentException(
              "reaches outside the " + storage.size + " numbers of its storage");
        }
        last += reach * strides[d];
      }
      if (!none && last >= storage.size) {
        throw new IllegalArgumentException(
            "reaches outside the " + storage.size + " numbers of its storage");
      }
    }

    /** How many numbers it has. */
    long count() {
      long count = 1;
      for (long s : shape) {
        count *= s;
      }
      return count;
    }

    /** One more than the largest place in the storage that it touches. */
    long end() {
      long last = offset;
      for (int d = 0; d < shape.length; d++) {
        last += (shape[d] - 1) * strides[d];
      }
      return last + 1;
    }
  }

  /** A parameter as old versions wrote it: made first, its tensor given later. */
  static final class Parameter {
    View tensor;
  }
}
