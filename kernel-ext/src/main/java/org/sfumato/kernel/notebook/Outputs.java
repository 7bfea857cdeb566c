package org.sfumato.kernel.notebook;

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
import java.util.regex.Pattern;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;

/**
 * A transport that writes messages into the cells of a notebook, as {@code nbclient} does: streams
 * are merged, updates rewrite every earlier output with that id in any cell, clearing may wait for
 * the next output. What a thread says after its cell has ended still goes to its cell, as in a
 * front end; {@code nbclient} drops it.
 */
public final class Outputs implements Consumer<Message> {
  /** All that a later carriage return writes over; a line's end after it is none. */
  private static final Pattern OVERWRITTEN = Pattern.compile("[^\\n]*\\r(?=[^\\n])");

  private final Map<Long, Cell> cells = new HashMap<>();
  private final Map<String, List<ObjectNode>> shown = new HashMap<>();
  private final Set<Long> clearing = new HashSet<>();
  private Cell next;
  private boolean ended;

  /** The cell that is run next; its messages find it by the number of its execution. */
  public synchronized void next(Cell cell) {
    next = cell;
    cell.clear();
  }

  /** Does something, such as saving, while no thread changes an output. */
  public synchronized void still(Runnable task) {
    task.run();
  }

  /**
   * The run is over: nothing changes any more, and of a line that was written over and over, such
   * as a progress bar in the terminal's way, the last writing stays. {@code nbconvert} does so too.
   */
  public synchronized void end() {
    ended = true;
    for (var cell : cells.values()) {
      for (var output : cell.outputs()) {
        if (output instanceof ObjectNode stream && isStream(stream)) {
          var text = Lines.text(stream.get("text"));
          if (text.indexOf('\r') >= 0) {
            stream.set("text", Lines.list(OVERWRITTEN.matcher(text).replaceAll("")));
          }
        }
      }
    }
  }

  @Override
  public synchronized void accept(Message message) {
    if (ended) {
      return;
    }
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
      update(update.id(), update.bundle());
    } else if (isOutput(message)) {
      if (message instanceof Message.Display display) {
        display.id().ifPresent(id -> update(id, display.bundle()));
      }
      if (clearing.remove(message.execution())) {
        cell.outputs().removeAll();
      }
      add(cell.outputs(), message);
    }
  }

  private static boolean isOutput(Message message) {
    return message instanceof Message.Stream
        || message instanceof Message.Display
        || message instanceof Message.Result
        || message instanceof Message.Failure;
  }

  private void clear(Cell cell, Message.Clear clear) {
    if (clear.when() == Message.When.NOW) {
      cell.outputs().removeAll();
    } else {
      clearing.add(clear.execution());
    }
  }

  private void update(String id, Bundle bundle) {
    for (var output : shown.getOrDefault(id, List.of())) {
      fill(output, bundle);
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
    if (last instanceof ObjectNode before
        && isStream(before)
        && before.path("name").asText().equals(name)) {
      append((ArrayNode) before.get("text"), stream.text());
    } else {
      var output = output(outputs, "stream");
      output.put("name", name);
      output.set("text", Lines.list(stream.text()));
    }
  }

  /** Only the last line is cut anew, or a long text that comes in pieces would take for ever. */
  private static void append(ArrayNode lines, String text) {
    var rest = lines.isEmpty() ? "" : lines.remove(lines.size() - 1).asText();
    lines.addAll(Lines.list(rest + text));
  }

  private static boolean isStream(ObjectNode output) {
    return output.path("output_type").asText().equals("stream");
  }

  private static ObjectNode output(ArrayNode outputs, String type) {
    return outputs.addObject().put("output_type", type);
  }

  private static void fill(ObjectNode output, Bundle bundle) {
    var data = output.putObject("data");
    bundle.data().forEach((mime, content) -> data.set(mime, Mimes.content(mime, content)));
    var metadata = JsonNodeFactory.instance.objectNode();
    bundle.metadata().forEach((mime, about) -> metadata.set(mime, Json.tree(about)));
    output.set("metadata", metadata);
  }
}
