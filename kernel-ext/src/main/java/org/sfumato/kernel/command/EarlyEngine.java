package org.sfumato.kernel.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.sfumato.kernel.cell.Asker;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.message.Message;

/**
 * A cell engine that starts before its kernel listens. The compiler is what takes longest, so it
 * begins first, beside everything else.
 */
final class EarlyEngine implements AutoCloseable {
  private final CompletableFuture<Consumer<Message>> transport = new CompletableFuture<>();
  private final CompletableFuture<Asker> asker = new CompletableFuture<>();
  private final CompletableFuture<CellEngine> engine = new CompletableFuture<>();

  EarlyEngine() {
    var starting = new Thread(this::begin, "start of the engine");
    starting.setDaemon(true);
    starting.start();
  }

  private void begin() {
    try {
      engine.complete(
          CellEngine.start(
              m -> transport.join().accept(m),
              (prompt, secret) -> asker.join().ask(prompt, secret)));
    } catch (RuntimeException | Error e) {
      engine.completeExceptionally(e);
    }
  }

  /** The engine, which from now on speaks here and asks there. */
  CellEngine speakingTo(Consumer<Message> messages, Asker answers) {
    transport.complete(messages);
    asker.complete(answers);
    try {
      return engine.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : e;
    }
  }

  /**
   * Gives standard output back, if no kernel came to listen; otherwise the kernel has closed it.
   */
  @Override
  public void close() {
    transport.complete(m -> {});
    asker.complete(Asker.NOBODY);
    engine
        .handle(
            (made, problem) -> {
              if (made != null) {
                made.close();
              }
              return null;
            })
        .join();
  }
}
