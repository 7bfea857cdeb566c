package org.sfumato.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;

/** Where the numbers of a PyTorch file are; and how a pickle of tensors becomes a state dict. */
interface Storages {
  /** How deep dictionaries may lie in one another, and how many entries there may be. */
  int DEEPEST = 16;

  int MOST = 100_000;

  /**
   * The bytes {@code from} (included) to {@code to} (excluded) of a storage, counted from its first
   * number.
   *
   * @throws IllegalArgumentException if the file does not have them
   */
  ByteBuffer read(Pickled.Storage storage, long from, long to) throws IOException;

  /**
   * The tensors of what was pickled, those of dictionaries in dictionaries by names joined with
   * dots; a training checkpoint's {@code state_dict} counts as the whole.
   */
  default StateDict stateDict(String file, Object content) {
    var tensors = new LinkedHashMap<String, StateDict.Tensor>();
    var root = content;
    if (content instanceof Pickled.Dictionary d
        && d.values.get("state_dict") instanceof Pickled.Dictionary inner) {
      root = inner;
    }
    if (root instanceof Pickled.Dictionary dictionary) {
      gather(file, "", dictionary, 0, new int[1], tensors);
    }
    if (tensors.isEmpty()) {
      throw new IllegalArgumentException(
          file + " holds no named tensors; save a model's state_dict()");
    }
    return new StateDict(file, tensors);
  }

  private void gather(
      String file,
      String prefix,
      Pickled.Dictionary dictionary,
      int depth,
      int[] seen,
      LinkedHashMap<String, StateDict.Tensor> into) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          file + " has dictionaries more than " + DEEPEST + " deep, which no state dict has");
    }
    dictionary.values.forEach(
        (key, value) -> {
          if (++seen[0] > MOST) {
            throw new IllegalArgumentException(file + " has more than " + MOST + " entries");
          }
          var name = prefix + key;
          var tensor = value instanceof Pickled.Parameter p ? p.tensor : value;
          if (tensor instanceof Pickled.View view) {
            into.put(name, new StateDict.Tensor(view.shape(), () -> values(file, name, view)));
          } else if (value instanceof Pickled.Dictionary inner) {
            gather(file, name + ".", inner, depth + 1, seen, into);
          }
        });
  }

  private float[] values(String file, String name, Pickled.View view) {
    long count = view.count();
    if (count == 0) {
      return new float[0];
    }
    var format = view.storage().format();
    long from = view.offset() * format.bytes();
    long to = view.end() * format.bytes();
    if (to - from > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%s has «%s» of %d bytes; more than 2 GiB in one tensor are not read"
              .formatted(file, name, to - from));
    }
    ByteBuffer bytes;
    try {
      bytes = read(view.storage(), from, to).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not read «%s» of %s: %s".formatted(name, file, e.getMessage()), e);
    }
    var values = new float[(int) count];
    var shape = view.shape();
    var strides = view.strides();
    var at = new long[shape.length];
    long place = 0;
    for (int k = 0; k < values.length; k++) {
      values[k] = format.read(bytes, (int) (place * format.bytes()));
      for (int d = shape.length - 1; d >= 0; d--) {
        place += strides[d];
        if (++at[d] < shape[d]) {
          break;
        }
        place -= at[d] * strides[d];
        at[d] = 0;
      }
    }
    return values;
  }

  /** The bytes of a whole storage. */
  static long bytes(Pickled.Storage storage, String file) {
    if (storage.whole() > Long.MAX_VALUE / storage.format().bytes()) {
      throw new IllegalArgumentException(
          "%s tells of a storage of %d numbers; it is damaged or made to do harm"
              .formatted(file, storage.whole()));
    }
    return storage.whole() * storage.format().bytes();
  }

  /** The refusal of a storage that does not have the bytes that its tensors were promised. */
  static IllegalArgumentException wrongSize(String file, Pickled.Storage storage, long there) {
    return new IllegalArgumentException(
        "%s tells of a storage «%s» of %d numbers, but has %d bytes for it; it may be cut short"
            .formatted(file, storage.key(), storage.whole(), Math.max(0, there)));
  }

  /** The refusal of a file from a machine of the other byte order. */
  static IllegalArgumentException bigEndian(String file) {
    return new IllegalArgumentException(
        file + " was saved on a big-endian machine; save it again on an ordinary one");
  }
}
