package org.sfumato.kernel.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.cell.Outcome;
import org.sfumato.kernel.cell.Request;
import org.sfumato.kernel.wire.Received;

/** Runs the cells that front ends send, one after another, and answers each. */
final class Executions {
  private final Publisher publisher;
  private final Activity activity;
  private final Broadcast broadcast;
  private final InputRequests requests;
  private final CompletableFuture<CellEngine> engine;
  private final History history;
  private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
  private final Failures failures = new Failures();

  private record Waiting(Received request, long arrived) {}

  Executions(
      Publisher publisher,
      Activity activity,
      Broadcast broadcast,
      InputRequests requests,
      CompletableFuture<CellEngine> engine,
      History history) {
    this.publisher = publisher;
    this.activity = activity;
    this.broadcast = broadcast;
    this.requests = requests;
    this.engine = engine;
    this.history = history;
  }

  void start() {
    var thread = new Thread(this::work, "requests to run cells");
    thread.setDaemon(true);
    thread.start();
  }

  /** A cell to run when those before it have ended. */
  void submit(Received request) {
    waiting.add(new Waiting(request, System.nanoTime()));
  }

  private void work() {
    try {
      while (true) {
        var next = waiting.take();
        if (failures.overtook(next.request())) {
          abort(next.request());
        } else {
          run(next.request(), next.arrived());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Received request, long arrived) throws InterruptedException {
    var started = Publisher.now();
    var overtaken = new ArrayList<Waiting>();
    activity.cellBegins(request);
    try {
      broadcast.begins(request.header());
      requests.cellBegins(request);
      var reply = answer(request);
      requests.cellEnded();
      if (!reply.get("status").equals("ok") && stopsOnError(request)) {
        // Before anybody hears of the failure: what is sent in answer to it should run.
        failures.happened(request, arrived);
        waiting.drainTo(overtaken);
      }
      publisher.reply(request, reply, about(started, reply.get("status")));
    } finally {
      activity.cellEnds();
    }
    overtaken.forEach(q -> abort(q.request()));
  }

  private static boolean stopsOnError(Received request) {
    return request.flag("stop_on_error", true) && !request.flag("silent", false);
  }

  private Map<String, Object> answer(Received request) throws InterruptedException {
    try {
      var code = request.text("code");
      var mode = mode(request);
      var asked = new Request(code, mode, expressions(request), request.flag("allow_stdin", true));
      var outcome = engine.get().execute(asked);
      var left = broadcast.ended(outcome.execution());
      if (mode == Request.Mode.NORMAL && !code.isBlank()) {
        history.record(outcome.count(), code, left.result());
      }
      return content(outcome, left.payload());
    } catch (ExecutionException e) {
      return failure(request, "the cell engine did not start: " + e.getCause().getMessage());
    } catch (RuntimeException | Error e) {
      // Whatever happened, its sender waits for an answer, and the next cell for its turn.
      return failure(request, Optional.ofNullable(e.getMessage()).orElse(e.toString()));
    }
  }

  private static Request.Mode mode(Received request) {
    if (request.flag("silent", false)) {
      return Request.Mode.SILENT;
    }
    return request.flag("store_history", true) ? Request.Mode.NORMAL : Request.Mode.UNCOUNTED;
  }

  private static Map<String, String> expressions(Received request) {
    var expressions = new LinkedHashMap<String, String>();
    request
        .content()
        .path("user_expressions")
        .fields()
        .forEachRemaining(e -> expressions.put(e.getKey(), e.getValue().asText()));
    return expressions;
  }

  private static Map<String, Object> content(Outcome outcome, List<Map<String, ?>> payload) {
    var content = new LinkedHashMap<String, Object>();
    content.put("status", outcome.succeeded() ? "ok" : "error");
    content.put("execution_count", outcome.count());
    outcome.failure().ifPresent(f -> content.putAll(Broadcast.failure(f)));
    content.put("payload", payload);
    var answers = new LinkedHashMap<String, Object>();
    outcome.answers().forEach((name, answer) -> answers.put(name, answer(answer)));
    content.put("user_expressions", answers);
    return content;
  }

  private static Map<String, Object> answer(Outcome.Answer answer) {
    var content = new LinkedHashMap<String, Object>();
    content.put("status", answer.value().isPresent() ? "ok" : "error");
    answer
        .value()
        .ifPresent(
            b -> {
              content.put("data", Broadcast.data(b));
              content.put("metadata", b.metadata());
            });
    answer.failure().ifPresent(f -> content.putAll(Broadcast.failure(f)));
    return content;
  }

  /** The cell could not even run; its reader must see why. */
  private Map<String, Object> failure(Received request, String sentence) {
    var error = Broadcast.error("KernelError", sentence, List.of(sentence));
    publisher.publish("error", request.header(), error);
    var content = new LinkedHashMap<String, Object>();
    content.put("status", "error");
    content.putAll(error);
    content.put("payload", List.of());
    content.put("user_expressions", Map.of());
    return content;
  }

  private void abort(Received request) {
    activity.busy(request);
    var reply = Map.of("status", "aborted");
    publisher.reply(request, reply, about(Publisher.now(), "aborted"));
    activity.idle(request);
  }

  private static Map<String, Object> about(String started, Object status) {
    return Map.of("started", started, "status", status);
  }
}
