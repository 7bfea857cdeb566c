package org.sfumato.kernel.cell;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.message.Message.Channel;

/**
 * The one way out for everything cells say. Messages leave in order under one lock; text is
 * gathered for a moment, because ten thousand lines should not be ten thousand messages. A thread's
 * output belongs to the cell that started the thread, even after that cell has ended. A transport
 * must not print to {@link System#out}: that is this.
 */
final class Outlet implements AutoCloseable {
  private static final long PAUSE_MILLISECONDS = 50;
  private static final int FULL_CHARACTERS = 64 * 1024;

  private final Consumer<Message> transport;
  private final Map<Speaker, byte[]> halves = new HashMap<>();
  private final StringBuilder gathered = new StringBuilder();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "output of cells");
            thread.setDaemon(true);
            return thread;
          });
  private long gatheredFor;
  private Channel gatheredFrom = Channel.STDOUT;
  private boolean due;

  Outlet(Consumer<Message> transport) {
    this.transport = transport;
  }

  PrintStream stream(Channel channel) {
    return new PrintStream(new Bytes(channel), true, StandardCharsets.UTF_8);
  }

  /** Sends a message of the thread that asks, after all text that came before. */
  synchronized void publish(LongFunction<Message> message) {
    flush();
    transport.accept(message.apply(ThreadCell.here()));
  }

  synchronized void flush() {
    due = false;
    if (!gathered.isEmpty()) {
      var text = gathered.toString();
      gathered.setLength(0);
      transport.accept(new Message.Stream(gatheredFor, gatheredFrom, text));
    }
  }

  private synchronized void write(Channel channel, byte[] bytes, int from, int length) {
    long speaker = ThreadCell.here();
    if (speaker != gatheredFor || channel != gatheredFrom) {
      flush();
      gatheredFor = speaker;
      gatheredFrom = channel;
    }
    gathered.append(decode(speaker, channel, ByteBuffer.wrap(bytes, from, length)));
    if (gathered.length() >= FULL_CHARACTERS) {
      flush();
    } else if (!due && !clock.isShutdown()) {
      due = true;
      clock.schedule(this::flush, PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
    }
  }

  /** Half a character at the end of the bytes waits for its other half. */
  private CharBuffer decode(long speaker, Channel channel, ByteBuffer bytes) {
    var key = new Speaker(speaker, channel);
    var before = halves.getOrDefault(key, new byte[0]);
    var all = ByteBuffer.allocate(before.length + bytes.remaining()).put(before).put(bytes).flip();
    var text = CharBuffer.allocate(all.remaining());
    StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .decode(all, text, false);
    if (all.hasRemaining()) {
      var half = new byte[all.remaining()];
      all.get(half);
      halves.put(key, half);
    } else {
      halves.remove(key);
    }
    return text.flip();
  }

  private record Speaker(long execution, Channel channel) {}

  @Override
  public void close() {
    flush();
    clock.shutdownNow();
  }

  private final class Bytes extends OutputStream {
    private final Channel channel;

    Bytes(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int b) {
      Outlet.this.write(channel, new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      Outlet.this.write(channel, bytes, from, length);
    }
  }
}
