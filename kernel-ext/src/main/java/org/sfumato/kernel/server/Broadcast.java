package org.sfumato.kernel.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.wire.Json;

/** Gives everybody what cells say, each message with the request of its own cell as its parent. */
final class Broadcast implements Consumer<Message> {
  private final Publisher publisher;
  private final Parents parents = new Parents();
  private final List<Map<String, ?>> payload = new ArrayList<>();
  private Optional<String> result = Optional.empty();

  Broadcast(Publisher publisher) {
    this.publisher = publisher;
  }

  /** What a cell leaves for its reply. */
  record Left(List<Map<String, ?>> payload, Optional<String> result) {}

  /** A cell is about to run for this request. */
  synchronized void begins(ObjectNode request) {
    parents.begins(request);
    payload.clear();
    result = Optional.empty();
  }

  /** The cell has ended, and this was its number. */
  synchronized Left ended(long execution) {
    parents.ended(execution);
    return new Left(List.copyOf(payload), result);
  }

  /** The request of the cell that runs now, or ran last. */
  ObjectNode latest() {
    return parents.latest();
  }

  @Override
  public synchronized void accept(Message message) {
    var parent = parents.of(message.execution());
    if (message instanceof Message.Input m) {
      publish("execute_input", parent, Map.of("code", m.code(), "execution_count", m.count()));
    } else if (message instanceof Message.Stream m) {
      publish("stream", parent, Map.of("name", m.channel().label(), "text", m.text()));
    } else if (message instanceof Message.Display m) {
      publish("display_data", parent, shown(m.bundle(), m.id()));
    } else if (message instanceof Message.Update m) {
      publish("update_display_data", parent, shown(m.bundle(), Optional.of(m.id())));
    } else if (message instanceof Message.Result m) {
      var content = shown(m.bundle(), Optional.empty());
      content.put("execution_count", m.count());
      result = Optional.of(m.bundle().plain());
      publish("execute_result", parent, content);
    } else if (message instanceof Message.Failure m) {
      publish("error", parent, failure(m));
    } else if (message instanceof Message.Clear m) {
      publish("clear_output", parent, Map.of("wait", m.when() == Message.When.BEFORE_NEXT));
    } else if (message instanceof Message.Page m) {
      page(m, parent);
    }
  }

  /**
   * A page travels in the reply; a thread whose cell was answered long ago has none to put it in.
   */
  private void page(Message.Page page, ObjectNode parent) {
    if (parents.isRunning(page.execution())) {
      payload.add(Map.of("source", "page", "data", data(page.bundle()), "start", 0));
    } else {
      publish("display_data", parent, shown(page.bundle(), Optional.empty()));
    }
  }

  private void publish(String type, ObjectNode parent, Map<String, ?> content) {
    publisher.publish(type, parent, content);
  }

  private static Map<String, Object> shown(Bundle bundle, Optional<String> id) {
    var content = new LinkedHashMap<String, Object>();
    content.put("data", data(bundle));
    content.put("metadata", bundle.metadata());
    content.put("transient", id.map(i -> Map.of("display_id", i)).orElse(Map.of()));
    return content;
  }

  /** Texts as they are; other values as trees made here and now, in case they change later. */
  static Map<String, Object> data(Bundle bundle) {
    var data = new LinkedHashMap<String, Object>();
    bundle.data().forEach((mime, value) -> data.put(mime, plain(value)));
    return data;
  }

  private static Object plain(Object value) {
    if (value instanceof String) {
      return value;
    }
    try {
      return Json.tree(value);
    } catch (IllegalArgumentException e) {
      return String.valueOf(value);
    }
  }

  static Map<String, Object> failure(Message.Failure failure) {
    return error(failure.name(), failure.value(), failure.traceback());
  }

  static Map<String, Object> error(String name, String value, List<String> traceback) {
    var content = new LinkedHashMap<String, Object>();
    content.put("ename", name);
    content.put("evalue", value);
    content.put("traceback", traceback);
    return content;
  }
}
