package org.sfumato.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The few functions of PyTorch that a state dict calls, each written anew here: what makes a tensor
 * of a storage, a dictionary, a parameter, a size. Every other name is refused as soon as it is
 * spoken.
 */
final class TensorCalls {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "collections.OrderedDict",
          "torch._utils._rebuild_tensor",
          "torch._utils._rebuild_tensor_v2",
          "torch._utils._rebuild_parameter",
          "torch.nn.parameter.Parameter",
          "torch.Size");

  private static final int LONGEST_NAME = 1000;

  private final String file;
  private final Map<String, Pickled.Storage> storages = new LinkedHashMap<>();

  TensorCalls(String file) {
    this.file = file;
  }

  /**
   * A name that may stand in a state dict.
   *
   * @throws IllegalArgumentException naming what was asked for, if it may not
   */
  Pickled.Global named(String module, String name) {
    var global = new Pickled.Global(module, name);
    if (FUNCTIONS.contains(global.toString())
        || storage(global) != null
        || tensor(global) != null) {
      return global;
    }
    throw new IllegalArgumentException(
        ("%s asks for %s, which is no part of a state dict; nothing was run. A file that calls functions "
                + "may harm whoever opens it elsewhere: take weights from their official address")
            .formatted(file, printable(global.toString())));
  }

  private static String printable(String name) {
    var shown = name.codePoints().map(c -> c < ' ' || c > '~' ? '?' : c);
    return shown
        .limit(100)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static NumberFormat storage(Pickled.Global g) {
    return g.module().equals("torch") ? NumberFormat.torch(g.name(), "Storage") : null;
  }

  private static NumberFormat tensor(Pickled.Global g) {
    return g.module().equals("torch") ? NumberFormat.torch(g.name(), "Tensor") : null;
  }

  /** What a call gives. */
  Object call(Pickled.Global function, Pickled.Tuple a) {
    if (tensor(function) != null && a.size() == 0) {
      return new Pickled.Parameter();
    }
    return switch (function.toString()) {
      case "collections.OrderedDict" -> dictionary(a);
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> view(a, function);
      case "torch._utils._rebuild_parameter" -> item(a, 0, Pickled.View.class, function);
      case "torch.nn.parameter.Parameter" -> {
        var made = new Pickled.Parameter();
        made.tensor = a.size() == 0 ? null : item(a, 0, Pickled.View.class, function);
        yield made;
      }
      case "torch.Size" -> item(a, 0, Pickled.Tuple.class, function);
      default -> throw broken("calls " + function + ", which only names a type");
    };
  }

  private Pickled.Dictionary dictionary(Pickled.Tuple a) {
    var made = new Pickled.Dictionary();
    if (a.size() > 0 && a.get(0) instanceof Pickled.Items pairs) {
      for (var pair : pairs.values) {
        // Python 2 wrote pairs as lists, Python 3 writes none here.
        Object[] two =
            pair instanceof Pickled.Items list
                ? list.values.toArray()
                : pair instanceof Pickled.Tuple tuple ? tuple.items() : new Object[0];
        if (two.length != 2) {
          throw broken("has a dictionary whose entries are no pairs");
        }
        made.values.put(key(two[0]), two[1]);
      }
    } else if (a.size() > 0) {
      throw broken("has a dictionary made of no list");
    }
    return made;
  }

  /** A key that can be compared: text or a number. */
  Object key(Object key) {
    if (key instanceof String text && text.length() > LONGEST_NAME) {
      throw broken("has a name of " + text.length() + " letters");
    }
    if (key instanceof String || key instanceof Long || key instanceof Boolean) {
      return key;
    }
    throw broken("has a dictionary with a key that is neither text nor a number");
  }

  private Pickled.View view(Pickled.Tuple a, Pickled.Global function) {
    var storage = item(a, 0, Pickled.Storage.class, function);
    return view(storage, a, function);
  }

  private Pickled.View view(Pickled.Storage storage, Pickled.Tuple a, Pickled.Global function) {
    try {
      return new Pickled.View(
          storage,
          item(a, 1, Long.class, function),
          numbers(item(a, 2, Pickled.Tuple.class, function)),
          numbers(item(a, 3, Pickled.Tuple.class, function)));
    } catch (IllegalArgumentException e) {
      throw broken("has a tensor that " + e.getMessage());
    }
  }

  private long[] numbers(Pickled.Tuple tuple) {
    var all = new long[tuple.size()];
    for (int k = 0; k < all.length; k++) {
      if (!(tuple.get(k) instanceof Long n)) {
        throw new IllegalArgumentException("has a shape that is not made of whole numbers");
      }
      all[k] = n;
    }
    return all;
  }

  private <T> T item(Pickled.Tuple a, int i, Class<T> type, Pickled.Global function) {
    if (i >= a.size() || !type.isInstance(a.get(i))) {
      throw broken("calls " + function + " with arguments that do not fit it");
    }
    return type.cast(a.get(i));
  }

  /**
   * The storage of a reference: {@code ("storage", type, key, device, size)}, in old files with a
   * part {@code (key, start, size)} or nothing behind.
   */
  Pickled.Storage storage(Object reference) {
    if (reference instanceof Pickled.Tuple t
        && t.size() >= 5
        && "storage".equals(t.get(0))
        && t.get(1) instanceof Pickled.Global type
        && storage(type) != null
        && t.get(2) instanceof String key
        && t.get(4) instanceof Long size
        && size >= 0) {
      if (t.size() == 5 || t.get(5) == null) {
        return kept(new Pickled.Storage(key, storage(type), size, 0, size));
      }
      if (t.get(5) instanceof Pickled.Tuple part
          && part.size() == 3
          && part.get(1) instanceof Long start
          && part.get(2) instanceof Long length
          && start >= 0
          && length >= 0
          && start <= size
          && length <= size - start) {
        return kept(new Pickled.Storage(key, storage(type), length, start, size));
      }
    }
    throw broken("refers to a storage in a way that is not known");
  }

  private Pickled.Storage kept(Pickled.Storage storage) {
    var before = storages.putIfAbsent(storage.key(), storage);
    if (before != null
        && (before.format() != storage.format() || before.whole() != storage.whole())) {
      throw broken("tells of one storage in two ways");
    }
    return storage;
  }

  /** Every storage that was referred to, by its key. */
  Map<String, Pickled.Storage> storages() {
    return storages;
  }

  /** Gives an object its state: a parameter its tensor; what a dictionary is told is left out. */
  void build(Object state, Object object) {
    if (object instanceof Pickled.Dictionary) {
      return;
    }
    if (object instanceof Pickled.Parameter parameter && state instanceof Pickled.Tuple t) {
      if (t.size() == 5 && t.get(0) instanceof Pickled.View tensor) {
        parameter.tensor = tensor;
        return;
      }
      if (t.size() == 4 && t.get(0) instanceof Pickled.Storage storage) {
        parameter.tensor = view(storage, t, new Pickled.Global("torch", "Tensor"));
        return;
      }
      if (t.size() == 3 && parameter.tensor != null) {
        return;
      }
    }
    throw broken("sets the state of something that has none");
  }

  private IllegalArgumentException broken(String what) {
    return new IllegalArgumentException(
        file + " is not a file of weights that can be read: it " + what + "; it was refused");
  }
}
