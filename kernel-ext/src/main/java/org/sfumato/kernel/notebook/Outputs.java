package org.sfumato.kernel.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;

/**
 * A transport that writes messages into the cells of a notebook, as a front end would: streams are
 * merged, updates rewrite every earlier output with that id in any cell, clearing may wait for the
 * next output.
 */
public final class Outputs implements Consumer<Message> {
  private final Map<Long, Cell> cells = new HashMap<>();
  private final Map<String, List<ObjectNode>> shown = new HashMap<>();
  private final Set<Long> clearing = new HashSet<>();
  private Cell next;

  /** The cell that is run next; its messages find it by the number of its execution. */
  public synchronized void next(Cell cell) {
    next = cell;
    cell.clear();
  }

  @Override
  public synchronized void accept(Message message) {
    if (message instanceof Message.Input input) {
      cells.put(input.execution(), next);
      next.count(input.count());
      return;
    }
    var cell = cells.get(message.execution());
    if (cell == null) {
      return;
    }
    if (message instanceof Message.Clear clear) {
      clear(cell, clear);
    } else if (message instanceof Message.Update update) {
      update(update);
    } else {
      if (clearing.remove(message.execution())) {
        cell.outputs().removeAll();
      }
      add(cell.outputs(), message);
    }
  }

  private void clear(Cell cell, Message.Clear clear) {
    if (clear.when() == Message.When.NOW) {
      cell.outputs().removeAll();
    } else {
      clearing.add(clear.execution());
    }
  }

  private void update(Message.Update update) {
    for (var output : shown.getOrDefault(update.id(), List.of())) {
      fill(output, update.bundle());
    }
  }

  private void add(ArrayNode outputs, Message message) {
    if (message instanceof Message.Stream stream) {
      stream(outputs, stream);
    } else if (message instanceof Message.Display display) {
      var output = output(outputs, "display_data");
      fill(output, display.bundle());
      display.id().ifPresent(id -> shown.computeIfAbsent(id, i -> new ArrayList<>()).add(output));
    } else if (message instanceof Message.Result result) {
      var output = output(outputs, "execute_result");
      output.put("execution_count", result.count());
      fill(output, result.bundle());
    } else if (message instanceof Message.Failure failure) {
      var output = output(outputs, "error");
      output.put("ename", failure.name());
      output.put("evalue", failure.value());
      var traceback = output.putArray("traceback");
      failure.traceback().forEach(traceback::add);
    }
  }

  private static void stream(ArrayNode outputs, Message.Stream stream) {
    var last = outputs.isEmpty() ? null : outputs.get(outputs.size() - 1);
    var name = stream.channel().label();
    if (last instanceof ObjectNode before && before.path("name").asText().equals(name)) {
      before.set("text", Lines.list(Lines.text(before.get("text")) + stream.text()));
    } else {
      var output = output(outputs, "stream");
      output.put("name", name);
      output.set("text", Lines.list(stream.text()));
    }
  }

  private static ObjectNode output(ArrayNode outputs, String type) {
    return outputs.addObject().put("output_type", type);
  }

  private static void fill(ObjectNode output, Bundle bundle) {
    var data = output.putObject("data");
    bundle.data().forEach((mime, content) -> data.set(mime, content(mime, content)));
    var metadata = JsonNodeFactory.instance.objectNode();
    bundle.metadata().forEach((mime, about) -> metadata.set(mime, Json.tree(about)));
    output.set("metadata", metadata);
  }

  /** Text of many lines is written as a list; pictures stay one string; JSON stays JSON. */
  private static JsonNode content(String mime, Object content) {
    boolean lines = mime.startsWith("text/") || mime.equals(Bundle.SVG);
    return lines && content instanceof String text ? Lines.list(text) : Json.tree(content);
  }
}
