package org.sfumato.kernel.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.sfumato.kernel.message.Bundle;

/** One form of a value: the one it has, or a text or bytes that are that form already. */
final class Forms {
  private static final Pattern MIME = Pattern.compile("[\\w.+-]+/[\\w.+-]+(;.*)?");
  private static final Map<String, String> SHORT =
      Map.of(
          "html", Bundle.HTML,
          "text", Bundle.TEXT,
          "latex", Bundle.LATEX,
          "markdown", Bundle.MARKDOWN,
          "png", Bundle.PNG,
          "svg", Bundle.SVG,
          "jpeg", "image/jpeg",
          "json", "application/json");

  private Forms() {}

  /** Jackson starts slowly, and only JSON needs it. */
  private static final class Json {
    private static final JsonMapper MAPPER =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  }

  /**
   * The type, if it is one.
   *
   * @throws IllegalArgumentException if not
   */
  static String checked(String mime) {
    if (mime == null || !MIME.matcher(mime).matches()) {
      var meant = mime == null ? null : SHORT.get(mime.toLowerCase(Locale.ROOT));
      throw new IllegalArgumentException(
          mime
              + " is not a MIME type"
              + (meant == null ? ", such as text/html" : "; did you mean " + meant + "?"));
    }
    return mime;
  }

  static Bundle one(Object value, String mime, Renderers renderers) {
    var all = allOr(value, mime, renderers);
    if (!all.data().containsKey(mime)) {
      throw new IllegalArgumentException(
          (value == null ? "null" : "a " + JavaWords.name(value.getClass()))
              + " has no form "
              + mime
              + "; it has "
              + String.join(", ", all.data().keySet()));
    }
    return only(mime, all);
  }

  /** That form, or all the forms of a value that has no such one. */
  static Bundle preferred(Object value, String mime, Renderers renderers) {
    var all = allOr(value, mime, renderers);
    return all.data().containsKey(mime) ? only(mime, all) : all;
  }

  /** All forms of a value, or the one that a text, bytes or JSON is said to be. */
  private static Bundle allOr(Object value, String mime, Renderers renderers) {
    if (isJson(mime)) {
      return bundle(mime, json(value));
    }
    if (value instanceof CharSequence text) {
      return bundle(mime, Visible.whole(text.toString()));
    }
    if (value instanceof byte[] bytes && !mime.startsWith("text/")) {
      return bundle(mime, Base64.getEncoder().encodeToString(bytes));
    }
    return renderers.bundle(value);
  }

  private static Bundle only(String mime, Bundle all) {
    var about = all.metadata().get(mime);
    return new Bundle(
        Map.of(mime, all.data().get(mime)), about == null ? Map.of() : Map.of(mime, about));
  }

  private static Bundle bundle(String mime, Object form) {
    return new Bundle(Map.of(mime, form), Map.of());
  }

  private static boolean isJson(String mime) {
    return mime.equals("application/json") || mime.matches("[^;]*\\+json(;.*)?");
  }

  /** JSON goes as a tree, not as text: so the protocol wants it. */
  private static JsonNode json(Object value) {
    try {
      return value instanceof CharSequence text
          ? Json.MAPPER.readTree(Visible.whole(text.toString()))
          : Json.MAPPER.valueToTree(value);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "this is no JSON: " + Attempt.reason(e).replaceFirst("^[\\w.]+: ", ""), e);
    }
  }
}
