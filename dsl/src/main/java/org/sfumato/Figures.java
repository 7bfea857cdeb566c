package org.sfumato;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The exact figures behind what is shown, as strict JSON: what {@link Shown#figures()} gives, and
 * what a notebook keeps beside the text, the HTML and the LaTeX of a score.
 *
 * <p>Every object has
 *
 * <ul>
 *   <li>{@code schema}: {@value #SCHEMA}, and {@code version}: {@value #VERSION};
 *   <li>{@code kind}: {@code score} (name, variant, value, low, high, n), {@code table} (columns
 *       with name, variant and what is best; rows with name, seeds and cells of value, low, high
 *       and n) or {@code review} (orderings and claims, each with its verdict);
 *   <li>{@code notes}: the sentences that stand below the numbers, word for word;
 *   <li>{@code provenance}: {@code hash}, {@code identity} and {@code circumstance};
 *   <li>{@code sha256} of all else, see {@link #digest}: a figure that was altered by hand shows.
 * </ul>
 *
 * <p>Numbers have all their digits. An interval that does not exist is {@code null}; an infinite
 * number, which JSON has no word for, is the text {@code Infinity} or {@code -Infinity}.
 */
public final class Figures {
  public static final String SCHEMA = "org.sfumato.result";
  public static final int VERSION = 1;

  /** The field that holds the digest of all others. */
  public static final String DIGEST = "sha256";

  private final Map<String, Object> fields;

  private Figures(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** The beginning of an object of this kind. */
  public static Figures of(String kind) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("schema", SCHEMA);
    fields.put("version", VERSION);
    fields.put("kind", kind);
    return new Figures(fields);
  }

  /** A copy with this field: a number, text, truth, null, or a list or map of them. */
  public Figures with(String name, Object value) {
    var more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Figures(more);
  }

  /** A copy that says where the figures come from. */
  public Figures with(Provenance from) {
    return with("provenance", from.fields());
  }

  /** A number and its interval, which is {@code null} if there is none. */
  public static Map<String, Object> cell(double value, double low, double high, int n) {
    var cell = new LinkedHashMap<String, Object>();
    cell.put("value", value);
    cell.put("low", low);
    cell.put("high", high);
    cell.put("n", n);
    return cell;
  }

  /** The JSON text with its digest. */
  public String json() {
    var out = new StringBuilder();
    write(with(DIGEST, digest(fields)).fields, out);
    return out.toString();
  }

  /**
   * SHA-256 of an object without its own digest, as 64 hexadecimal digits. It survives whatever a
   * notebook's tools do to JSON: another order of the fields, other spaces, {@code 1} for {@code
   * 1.0}.
   *
   * @param object as any JSON reader gives it: maps, lists, numbers, texts
   */
  public static String digest(Map<String, ?> object) {
    var bare = new TreeMap<String, Object>(object);
    bare.remove(DIGEST);
    var out = new StringBuilder();
    canonical(bare, out);
    return Provenance.digest(out.toString());
  }

  private static void canonical(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      out.append('{');
      new TreeMap<>(map)
          .forEach(
              (k, v) -> {
                quote(String.valueOf(k), out);
                out.append(':');
                canonical(v, out);
                out.append(',');
              });
      out.append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      list.forEach(
          v -> {
            canonical(v, out);
            out.append(',');
          });
      out.append(']');
    } else if (value instanceof Number n && Double.isFinite(n.doubleValue())) {
      // Bits, because Java 17 and 25 write some numbers differently; minus zero becomes zero.
      out.append(Long.toHexString(Double.doubleToLongBits(n.doubleValue() + 0.0)));
    } else {
      write(value, out);
    }
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      var separator = "{";
      out.append(map.isEmpty() ? "{" : "");
      for (var e : map.entrySet()) {
        out.append(separator);
        quote(String.valueOf(e.getKey()), out);
        out.append(": ");
        write(e.getValue(), out);
        separator = ", ";
      }
      out.append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      for (int i = 0; i < list.size(); i++) {
        out.append(i == 0 ? "" : ", ");
        write(list.get(i), out);
      }
      out.append(']');
    } else if (value instanceof Double d && !Double.isFinite(d)) {
      out.append(d.isNaN() ? "null" : '"' + d.toString() + '"');
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      quote(value.toString(), out);
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c) && !whole(text, i)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Half a character has no UTF-8. */
  private static boolean whole(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  /** A list of the objects that {@code each} makes. */
  public static <T> List<Object> list(List<T> of, java.util.function.Function<? super T, ?> each) {
    var all = new ArrayList<Object>();
    of.forEach(v -> all.add(each.apply(v)));
    return all;
  }
}
