package org.sfumato.engine;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the part of Python's pickle format that state dicts are written in: tensors, dictionaries,
 * lists, tuples, text and numbers. A pickle is a program; here it can name and call the functions
 * of {@link TensorCalls} and nothing else, whatever it asks for. It runs without recursion, and
 * each of its steps uses up at least one byte.
 */
final class Unpickler {
  private static final int LONGEST_NUMBER = 64;

  private final ByteBuffer in;
  private final String file;
  private final TensorCalls calls;
  private final List<Object> stack = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  /**
   * @param in a pickle from its position on; afterwards the position is behind it
   * @param file to name in a refusal
   */
  Unpickler(ByteBuffer in, String file) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    this.file = file;
    this.calls = new TensorCalls(file);
  }

  /**
   * The value that was pickled.
   *
   * @throws IllegalArgumentException if it is broken, or asks for anything but tensors
   */
  Object read() {
    try {
      while (true) {
        int op = in.get() & 0xff;
        if (op == '.') {
          return pop();
        }
        step(op);
      }
    } catch (BufferUnderflowException e) {
      throw broken("it ends in the middle of a value; it may be cut short", e);
    }
  }

  /** Every storage that the pickle referred to, by its key. */
  Map<String, Pickled.Storage> storages() {
    return calls.storages();
  }

  private void step(int op) {
    switch (op) {
      case 0x80 -> version(in.get());
      case 0x95 -> in.getLong(); // a frame; only its length is told
      case '(' -> marks.push(stack.size());
      case '0' -> pop();
      case '1' -> cut(mark());
      case '2' -> push(top());
      case 'N' -> push(null);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'J' -> push((long) in.getInt());
      case 'K' -> push((long) (in.get() & 0xff));
      case 'M' -> push((long) (in.getShort() & 0xffff));
      case 0x8a -> push(number(in.get() & 0xff));
      case 0x8b -> push(number(in.getInt()));
      case 'G' -> push(bigEndianDouble());
      case 'X', 'T', 'B' -> push(text(in.getInt()));
      case 'U', 'C', 0x8c -> push(text(in.get() & 0xff));
      case 0x8d, 0x8e -> push(text(in.getLong()));
      case ')' -> push(new Pickled.Tuple(new Object[0]));
      case 0x85 -> push(new Pickled.Tuple(cut(size() - 1)));
      case 0x86 -> push(new Pickled.Tuple(cut(size() - 2)));
      case 0x87 -> push(new Pickled.Tuple(cut(size() - 3)));
      case 't' -> push(new Pickled.Tuple(cut(mark())));
      case ']' -> push(new Pickled.Items());
      case '}' -> push(new Pickled.Dictionary());
      case 'l' -> list(cut(mark()));
      case 'd' -> dictionary(cut(mark()));
      case 'a' -> append(cut(size() - 1));
      case 'e' -> append(cut(mark()));
      case 's' -> set(cut(size() - 2));
      case 'u' -> set(cut(mark()));
      case 'q' -> memo.put(in.get() & 0xff, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(remembered(in.get() & 0xff));
      case 'j' -> push(remembered(in.getInt()));
      case 'c' -> push(calls.named(line(), line()));
      case 0x93 -> named();
      case 'Q' -> push(calls.storage(pop()));
      case 'R', 0x81 -> call();
      case 'b' -> calls.build(pop(), top());
      case 'i', 'o' -> {
        throw broken("it makes objects in a way that no state dict does; it was refused", null);
      }
      default ->
          throw broken(
              "it has a step (0x%02x) that no state dict needs; it was refused".formatted(op),
              null);
    }
  }

  private void version(int version) {
    if (version < 0 || version > 5) {
      throw broken("version " + version + " of the pickle format is not known", null);
    }
  }

  private void named() {
    var parts = cut(size() - 2);
    if (!(parts[0] instanceof String module) || !(parts[1] instanceof String name)) {
      throw broken("it names something that is no name; it was refused", null);
    }
    push(calls.named(module, name));
  }

  private void call() {
    var arguments = pop();
    var function = pop();
    if (!(function instanceof Pickled.Global global)
        || !(arguments instanceof Pickled.Tuple tuple)) {
      throw broken("it calls something that is no function; it was refused", null);
    }
    push(calls.call(global, tuple));
  }

  private void list(Object[] items) {
    push(new Pickled.Items());
    append(items);
  }

  private void dictionary(Object[] pairs) {
    push(new Pickled.Dictionary());
    set(pairs);
  }

  private void append(Object[] items) {
    if (!(top() instanceof Pickled.Items list)) {
      throw broken("it adds to something that is no list", null);
    }
    for (var item : items) {
      list.values.add(item);
    }
  }

  private void set(Object[] pairs) {
    if (!(top() instanceof Pickled.Dictionary dictionary) || pairs.length % 2 != 0) {
      throw broken("it sets entries of something that is no dictionary", null);
    }
    for (int k = 0; k < pairs.length; k += 2) {
      dictionary.values.put(calls.key(pairs[k]), pairs[k + 1]);
    }
  }

  private double bigEndianDouble() {
    return Double.longBitsToDouble(Long.reverseBytes(in.getLong()));
  }

  /** A whole number; beyond 64 bits only as text of its value. */
  private Object number(int length) {
    if (length < 0 || length > LONGEST_NUMBER) {
      throw broken("it has a number of " + length + " bytes", null);
    }
    var bytes = new byte[length];
    in.get(bytes);
    for (int k = 0; k < length / 2; k++) {
      byte b = bytes[k];
      bytes[k] = bytes[length - 1 - k];
      bytes[length - 1 - k] = b;
    }
    var value = length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private String text(long length) {
    if (length < 0 || length > in.remaining()) {
      throw broken("it has a text of " + length + " bytes; it may be cut short", null);
    }
    var bytes = new byte[(int) length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() {
    var text = new StringBuilder();
    for (int b = in.get(); b != '\n'; b = in.get()) {
      text.append((char) (b & 0xff));
    }
    return text.toString();
  }

  private Object remembered(int place) {
    if (!memo.containsKey(place)) {
      throw broken("it looks back at a value that is not there", null);
    }
    return memo.get(place);
  }

  private int size() {
    return stack.size();
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() {
    if (stack.isEmpty()) {
      throw broken("it takes a value where there is none", null);
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    var value = top();
    stack.remove(stack.size() - 1);
    return value;
  }

  private int mark() {
    if (marks.isEmpty()) {
      throw broken("it closes a group that was not opened", null);
    }
    return marks.pop();
  }

  /** Takes all values from this place on. */
  private Object[] cut(int from) {
    if (from < 0 || from > stack.size()) {
      throw broken("it takes a value where there is none", null);
    }
    var rest = stack.subList(from, stack.size());
    var values = rest.toArray();
    rest.clear();
    return values;
  }

  private IllegalArgumentException broken(String why, Throwable cause) {
    return new IllegalArgumentException(
        file + " is not a file of weights that can be read: " + why, cause);
  }
}
