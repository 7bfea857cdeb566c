package org.sfumato.kernel.server;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** A line between an object in the kernel and one in the front end. */
public final class Comm {
  /**
   * What goes over it.
   *
   * @param content anything that JSON can hold
   * @param buffers binary data beside it
   */
  public record Data(Map<String, Object> content, List<byte[]> buffers) {
    public Data {
      buffers = List.copyOf(buffers);
    }

    public static Data of(Map<String, Object> content) {
      return new Data(content, List.of());
    }
  }

  /** How its words leave. */
  interface Line {
    void say(String type, Comm comm, Data data);
  }

  private final String id;
  private final String target;
  private final Line line;
  private volatile Consumer<Data> onMessage = d -> {};
  private volatile Consumer<Data> onClose = d -> {};
  private volatile boolean open = true;

  Comm(String id, String target, Line line) {
    this.id = id;
    this.target = target;
    this.line = line;
  }

  static Comm fresh(String target, Line line) {
    return new Comm(UUID.randomUUID().toString(), target, line);
  }

  public String id() {
    return id;
  }

  public String target() {
    return target;
  }

  /** What is done with messages, one after another, on a thread beside that of the cells. */
  public Comm onMessage(Consumer<Data> action) {
    onMessage = action;
    return this;
  }

  /** What is done when the front end closes it. */
  public Comm onClose(Consumer<Data> action) {
    onClose = action;
    return this;
  }

  /**
   * Sends to the front end.
   *
   * @throws IllegalStateException if it is closed
   * @throws IllegalArgumentException if the content cannot be written as JSON
   */
  public void send(Data data) {
    if (!open) {
      throw new IllegalStateException("the comm of " + target + " is closed; open another");
    }
    line.say("comm_msg", this, data);
  }

  /** Closes it on both ends; doing so again does nothing. */
  public void close(Data data) {
    if (open) {
      open = false;
      line.say("comm_close", this, data);
    }
  }

  void heard(Data data) {
    onMessage.accept(data);
  }

  void closedByFrontEnd(Data data) {
    open = false;
    onClose.accept(data);
  }
}
