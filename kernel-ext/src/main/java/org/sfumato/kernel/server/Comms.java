package org.sfumato.kernel.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.sfumato.kernel.wire.Json;
import org.sfumato.kernel.wire.Received;

/**
 * Lines between objects of the kernel and of the front end, such as widgets. A front end opens one
 * to a target that was registered here; the kernel opens one to a target of the front end.
 */
public final class Comms {
  private static final Map<String, Target> TARGETS = new ConcurrentHashMap<>();
  private static volatile Comms current;

  /** What answers when a front end opens a comm. */
  @FunctionalInterface
  public interface Target {
    /** Sets up the new comm, on a thread beside that of the cells. */
    void opened(Comm comm, Comm.Data data);
  }

  private final Publisher publisher;
  private final Supplier<ObjectNode> cell;
  private final Map<String, Comm> open = new ConcurrentHashMap<>();
  private final ThreadLocal<ObjectNode> request = new ThreadLocal<>();

  Comms(Publisher publisher, Supplier<ObjectNode> cell) {
    this.publisher = publisher;
    this.cell = cell;
    current = this;
  }

  /** From now on front ends can open comms to this target; another of its name is replaced. */
  public static void register(String target, Target answer) {
    TARGETS.put(target, answer);
  }

  /** From now on nobody can open comms to this target; those that are open stay. */
  public static void unregister(String target) {
    TARGETS.remove(target);
  }

  /**
   * Opens a comm to a target of the front end.
   *
   * @throws IllegalStateException if no kernel runs in this process
   * @throws IllegalArgumentException if the data cannot be written as JSON
   */
  public static Comm open(String target, Comm.Data data) {
    var comms = current;
    if (comms == null) {
      throw new IllegalStateException("comms need a front end; there is no kernel here");
    }
    var comm = Comm.fresh(target, comms::say);
    comms.open.put(comm.id(), comm);
    comms.say("comm_open", comm, data);
    return comm;
  }

  /** A request of the front end about a comm. */
  void handle(Received message) {
    request.set(message.header());
    var id = message.text("comm_id");
    var comm = open.get(id);
    var data = data(message);
    try {
      if (message.type().equals("comm_open")) {
        opened(id, message.text("target_name"), data);
      } else if (message.type().equals("comm_msg") && comm != null) {
        comm.heard(data);
      } else if (message.type().equals("comm_close") && comm != null) {
        open.remove(id);
        comm.closedByFrontEnd(data);
      }
    } catch (RuntimeException | LinkageError e) {
      var said = "the comm " + id + " failed at " + message.type() + ": " + e + "\n";
      publisher.publish("stream", message.header(), Map.of("name", "stderr", "text", said));
    } finally {
      request.remove();
    }
  }

  private void opened(String id, String name, Comm.Data data) {
    var comm = new Comm(id, name, this::say);
    var target = TARGETS.get(name);
    if (target == null) {
      comm.close(Comm.Data.of(Map.of()));
      return;
    }
    open.put(id, comm);
    try {
      target.opened(comm, data);
    } catch (RuntimeException | LinkageError e) {
      comm.close(Comm.Data.of(Map.of()));
      throw e;
    }
  }

  /** Open comms by their ids; of one target only, if it is named. */
  Map<String, Object> info(Received message) {
    var wanted = message.optionalText("target_name").filter(t -> !t.isEmpty());
    var comms = new LinkedHashMap<String, Object>();
    open.forEach(
        (id, comm) -> {
          if (wanted.isEmpty() || wanted.get().equals(comm.target())) {
            comms.put(id, Map.of("target_name", comm.target()));
          }
        });
    return Map.of("comms", comms);
  }

  private void say(String type, Comm comm, Comm.Data data) {
    JsonNode tree = Json.tree(data.content());
    var content = new LinkedHashMap<String, Object>();
    content.put("comm_id", comm.id());
    content.put("data", tree);
    if (type.equals("comm_open")) {
      content.put("target_name", comm.target());
    }
    if (type.equals("comm_close")) {
      open.remove(comm.id());
    }
    var parent = request.get();
    publisher.publish(
        type, parent == null ? cell.get() : parent, content, Map.of(), data.buffers());
  }

  private static Comm.Data data(Received message) {
    Map<String, Object> map =
        message.content().path("data") instanceof ObjectNode data ? Json.map(data) : Map.of();
    return new Comm.Data(map, List.copyOf(message.buffers()));
  }

  void close() {
    open.clear();
    if (current == this) {
      current = null;
    }
  }
}
