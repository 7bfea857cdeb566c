package org.sfumato.kernel.server;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.sfumato.kernel.cell.Asker;
import org.sfumato.kernel.cell.Interrupts;
import org.sfumato.kernel.wire.Received;

/** Asks the front end whose cell runs, one question at a time. */
final class InputRequests implements Asker {
  private final Publisher publisher;
  private final ReentrantLock one = new ReentrantLock();
  private volatile Received cell;
  private volatile CompletableFuture<String> answer = CompletableFuture.completedFuture("");

  InputRequests(Publisher publisher) {
    this.publisher = publisher;
  }

  void cellBegins(Received request) {
    cell = request;
  }

  /** A thread that still waits for an answer waits in vain. */
  void cellEnded() {
    cell = null;
    cancel("the cell has ended, so its question is withdrawn");
  }

  @Override
  public String ask(String prompt, boolean secret) {
    try {
      one.lockInterruptibly();
      try {
        var waiting = new CompletableFuture<String>();
        answer = waiting;
        publisher.ask(whom(), Map.of("prompt", prompt, "password", secret));
        return waiting.get();
      } finally {
        one.unlock();
      }
    } catch (InterruptedException e) {
      Interrupts.check();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "the thread was interrupted before its question was answered");
    } catch (ExecutionException | CancellationException e) {
      Interrupts.check();
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(cause.getMessage(), e);
    }
  }

  private Received whom() {
    var request = cell;
    if (request == null) {
      throw new IllegalStateException("only a cell that runs can ask; this one has ended");
    }
    if (!request.flag("allow_stdin", true)) {
      throw new IllegalStateException(
          "the cell asks for input, but whoever runs it answers no questions; run it in a notebook");
    }
    return request;
  }

  /** An answer came. Front ends answer in order, and some do not say what they answer. */
  void answered(Received reply) {
    answer.complete(reply.optionalText("value").orElse(""));
  }

  /** No answer will come. */
  void cancel(String why) {
    answer.completeExceptionally(new IllegalStateException(why));
  }
}
