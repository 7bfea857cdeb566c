package org.sfumato.kernel.wire;

import java.util.ArrayList;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Sends back what comes, on a thread of its own, so that it beats whatever else happens. */
final class Heartbeat implements Runnable {
  private final ZMQ.Socket socket;

  Heartbeat(ZMQ.Socket socket) {
    this.socket = socket;
  }

  @Override
  public void run() {
    try {
      var frames = new ArrayList<byte[]>();
      while (true) {
        var frame = socket.recv();
        if (frame == null) {
          // Woken for nothing, which operating systems may do.
          continue;
        }
        frames.add(frame);
        if (!socket.hasReceiveMore()) {
          for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
          }
          frames.clear();
        }
      }
    } catch (ZMQException e) {
      // The context was closed: the end of the kernel.
    } finally {
      socket.close();
    }
  }
}
