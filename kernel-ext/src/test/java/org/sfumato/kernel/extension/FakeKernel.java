package org.sfumato.kernel.extension;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;

/** A stock kernel's own library around a shell, as a test sees it. */
interface FakeKernel extends AutoCloseable {
  /** What a front end is told to put below a cell, in the order of the telling. */
  List<Published> published();

  /** The answer to a cell, as its value is rendered by the kernel. */
  Published result(String code) throws Exception;

  /** A value rendered in one form, as {@code render(x, mime)} does it. */
  Published render(Object value, String mime);

  Object lineMagic(String name, List<String> arguments) throws Exception;

  Object cellMagic(String name, List<String> arguments, String body) throws Exception;

  StockShell stock();

  @Override
  void close();

  /** What goes over the wire. */
  record Published(boolean update, JsonObject json) {
    static Published of(boolean update, Object displayData) {
      return new Published(update, new Gson().toJsonTree(displayData).getAsJsonObject());
    }

    boolean has(String mime) {
      return json.getAsJsonObject("data").has(mime);
    }

    String data(String mime) {
      return json.getAsJsonObject("data").get(mime).getAsString();
    }

    JsonObject metadata(String mime) {
      return json.getAsJsonObject("metadata").getAsJsonObject(mime);
    }

    String id() {
      return json.getAsJsonObject("transient").get("display_id").getAsString();
    }
  }
}
