package org.sfumato.kernel.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The kernel's end of ZeroMQ. One thread reads and writes all sockets and sleeps while there is
 * nothing to do; another writes messages as JSON, signs them and wakes the first. Whoever sends
 * only leaves a message in a queue: no thread that an interrupt may hit ever touches a socket,
 * because an interrupted thread closes what it writes to. Queues have no limit, so nothing is
 * dropped, however late its reader comes.
 */
public final class Wire implements AutoCloseable {
  /** A longer frame is refused before memory is taken for it, in bytes. */
  public static final long LONGEST_FRAME = 64L * 1024 * 1024;

  /** More frames than any message has; the rest of such a message is thrown away. */
  private static final int MOST_FRAMES = 1024;

  /** Of one socket in a row, so that a busy one does not keep the others waiting. */
  private static final int MOST_IN_A_ROW = 64;

  private static final long GOODBYE_MILLISECONDS = 2500;
  private static final String HEARTBEAT = "heartbeat";

  /** What is done with messages, on the thread that reads sockets: it must not wait. */
  public interface Receiver {
    void received(Received message);

    /** Nobody listens for questions where the last one was sent. */
    void nobodyToAsk();
  }

  private final Sockets sockets;
  private final Codec incoming;
  private final Codec outgoing;
  private final Complaints complaints;
  private final LinkedBlockingQueue<Runnable> unwritten = new LinkedBlockingQueue<>();
  private final Queue<Written> written = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean open = true;
  private volatile boolean allWritten;

  private record Written(Channel channel, List<byte[]> frames) {}

  /**
   * Binds the sockets; what comes waits until {@link #start}.
   *
   * @throws WireException in one sentence, if they cannot be bound
   */
  public Wire(ConnectionFile file, boolean mayBeRemote, Complaints complaints) {
    if (!file.isLocal() && (!mayBeRemote || file.key().isEmpty())) {
      throw new WireException(
          mayBeRemote
              ? "without a key anybody who reaches " + file.ip() + " could run code; set one"
              : "other machines could reach a kernel at "
                  + file.ip()
                  + "; let it listen at 127.0.0.1, or add --any-address if the network is yours");
    }
    this.complaints = complaints;
    incoming = new Codec(new Signer(file.signatureScheme(), file.key()));
    outgoing = new Codec(new Signer(file.signatureScheme(), file.key()));
    sockets = new Sockets(file, complaints);
  }

  /** Begins to read and write. */
  public void start(Receiver receiver) {
    thread("sockets", () -> readAndWrite(receiver));
    thread("messages to sockets", this::write);
    thread(HEARTBEAT, new Heartbeat(sockets.heartbeat()));
  }

  private void thread(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** Sends a message after all that were sent before. Any thread may; none waits. */
  public void send(Outgoing message) {
    if (open) {
      unwritten.add(() -> write(message));
    }
  }

  /** Sends what is left, for some seconds at most, and lets go of all ports. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    if (threads.isEmpty()) {
      sockets.closeUnused();
      return;
    }
    unwritten.add(() -> allWritten = true);
    // The context may end only when all has been written: its end is the sockets' end.
    awaitThreads();
    thread("last messages", sockets::close);
    awaitThreads();
  }

  private void awaitThreads() {
    try {
      for (var thread : threads) {
        if (!thread.getName().equals(HEARTBEAT)) {
          thread.join(GOODBYE_MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // On the thread that writes messages.

  private void write() {
    while (!allWritten) {
      try {
        unwritten.take().run();
      } catch (InterruptedException e) {
        complaints.say("a thread of the kernel itself was interrupted, which it ignores");
      } catch (RuntimeException | Error e) {
        complaints.say("a message was lost: " + e);
      }
    }
    wakeUp();
    sockets.wake().close();
  }

  private void write(Outgoing message) {
    written.add(new Written(message.channel(), outgoing.encode(message)));
    wakeUp();
  }

  private void wakeUp() {
    sockets.wake().send(new byte[0], ZMQ.DONTWAIT);
  }

  // On the thread that owns the sockets.

  private void readAndWrite(Receiver receiver) {
    var reading = List.of(Channel.CONTROL, Channel.SHELL, Channel.STDIN);
    try (var poller = sockets.poller(reading.size() + 1)) {
      reading.forEach(c -> poller.register(sockets.get(c), ZMQ.Poller.POLLIN));
      int waking = poller.register(sockets.woken(), ZMQ.Poller.POLLIN);
      while (!allWritten || !written.isEmpty()) {
        if (poller.poll(-1) < 0) {
          // Woken for nothing, which operating systems may do.
          continue;
        }
        while (poller.pollin(waking) && sockets.woken().recv(ZMQ.DONTWAIT) != null) {
          // One look at the queue answers all calls.
        }
        send(receiver);
        for (int i = 0; i < reading.size(); i++) {
          if (poller.pollin(i)) {
            receive(reading.get(i), receiver);
          }
        }
      }
    } catch (RuntimeException | Error e) {
      if (open) {
        complaints.say("the sockets failed, so the kernel hears nothing any more: " + e);
      }
    } finally {
      sockets.closeChannels();
    }
  }

  private void send(Receiver receiver) {
    for (var message = written.poll(); message != null; message = written.poll()) {
      var socket = sockets.get(message.channel());
      try {
        int last = message.frames().size() - 1;
        for (int i = 0; i <= last; i++) {
          socket.send(message.frames().get(i), i < last ? ZMQ.SNDMORE : 0);
        }
      } catch (ZMQException e) {
        if (message.channel() == Channel.STDIN) {
          receiver.nobodyToAsk();
        } else {
          complaints.say("a message could not be sent: " + e.getMessage());
        }
      }
    }
  }

  private void receive(Channel channel, Receiver receiver) {
    var socket = sockets.get(channel);
    for (int i = 0; i < MOST_IN_A_ROW; i++) {
      var frames = frames(socket);
      if (frames.isEmpty()) {
        return;
      }
      try {
        if (frames.size() > MOST_FRAMES) {
          throw new MalformedMessage("a message has more than " + MOST_FRAMES + " frames");
        }
        receiver.received(incoming.decode(channel, new ArrayList<>(frames)));
      } catch (MalformedMessage e) {
        complaints.say(e.getMessage() + "; it is ignored");
      } catch (RuntimeException | Error e) {
        complaints.say("a message could not be understood, and is ignored: " + e);
      }
    }
  }

  private static ArrayDeque<byte[]> frames(ZMQ.Socket socket) {
    var frames = new ArrayDeque<byte[]>();
    var frame = socket.recv(ZMQ.DONTWAIT);
    while (frame != null) {
      if (frames.size() <= MOST_FRAMES) {
        frames.add(frame);
      }
      frame = socket.hasReceiveMore() ? socket.recv(0) : null;
    }
    return frames;
  }
}
