package org.sfumato.kernel.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One value in several MIME types at once; a reader picks the richest it can show.
 *
 * @param data MIME type to content: text, base64 of a picture, or JSON as maps and lists
 * @param metadata MIME type to what is said about that form, such as the width of a picture
 */
public record Bundle(Map<String, Object> data, Map<String, Object> metadata) {
  public static final String TEXT = "text/plain";
  public static final String HTML = "text/html";
  public static final String LATEX = "text/latex";
  public static final String MARKDOWN = "text/markdown";
  public static final String PNG = "image/png";

  /** The exact figures of a score, as {@link org.sfumato.Figures} describes them. */
  public static final String FIGURES = "application/vnd.sfumato.result+json";

  public static final String SVG = "image/svg+xml";

  public Bundle {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  public static Bundle text(String text) {
    return new Bundle(Map.of(TEXT, text), Map.of());
  }

  /** A copy that holds this form too. */
  public Bundle with(String mime, Object content) {
    var more = new LinkedHashMap<>(data);
    more.put(mime, content);
    return new Bundle(more, metadata);
  }

  /** A copy that holds this picture too, to be shown at the given size in CSS pixels. */
  public Bundle withPicture(String mime, String base64, int width, int height) {
    var more = new LinkedHashMap<>(metadata);
    more.put(mime, Map.of("width", width, "height", height));
    return new Bundle(with(mime, base64).data, more);
  }

  /** The plain text, or an empty text if there is none. */
  public String plain() {
    return String.valueOf(data.getOrDefault(TEXT, ""));
  }
}
