package org.sfumato.kernel.cell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.sfumato.kernel.message.Message;

/** An engine whose messages a test can read. */
public final class Session implements AutoCloseable {
  private final List<Message> messages = Collections.synchronizedList(new ArrayList<>());
  private final CellEngine engine;

  public Session(CellHook... hooks) {
    engine = CellEngine.start(messages::add, hooks);
  }

  public CellEngine engine() {
    return engine;
  }

  /** Runs a cell; only its own messages are remembered. */
  public Outcome run(String code) {
    messages.clear();
    return engine.execute(code);
  }

  public <T extends Message> List<T> all(Class<T> type) {
    synchronized (messages) {
      return messages.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  /** The text of the value that a cell shows, or an empty text. */
  public String value(String code) {
    var outcome = run(code);
    if (!outcome.succeeded()) {
      throw new AssertionError("the cell failed: " + trace(outcome));
    }
    return all(Message.Result.class).stream()
        .map(r -> r.bundle().plain())
        .collect(Collectors.joining("\n"));
  }

  /** What a failing cell says, without colours. */
  public String error(String code) {
    var outcome = run(code);
    if (outcome.succeeded()) {
      throw new AssertionError("the cell did not fail");
    }
    return trace(outcome);
  }

  public String printed(Message.Channel channel) {
    return all(Message.Stream.class).stream()
        .filter(s -> s.channel() == channel)
        .map(Message.Stream::text)
        .collect(Collectors.joining());
  }

  public static String trace(Outcome outcome) {
    return String.join("\n", outcome.failure().orElseThrow().traceback())
        .replaceAll("\u001b\\[[0-9;]*m", "");
  }

  @Override
  public void close() {
    engine.close();
  }
}
