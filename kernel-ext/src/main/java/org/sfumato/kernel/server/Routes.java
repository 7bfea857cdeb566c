package org.sfumato.kernel.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.sfumato.kernel.wire.Complaints;
import org.sfumato.kernel.wire.Received;

/** Which requests are answered, by what, and on which thread; cells themselves are apart. */
final class Routes {
  /** Answers a request with the content of its reply, or with nothing if it has no reply. */
  @FunctionalInterface
  interface Answer {
    Optional<Map<String, ?>> to(Received request) throws Exception;
  }

  private record Route(Executor thread, Answer answer) {}

  private final Map<String, Route> routes = new LinkedHashMap<>();
  private final Publisher publisher;
  private final Activity activity;
  private final Complaints complaints;

  Routes(Publisher publisher, Activity activity, Complaints complaints) {
    this.publisher = publisher;
    this.activity = activity;
    this.complaints = complaints;
  }

  void add(String type, Executor thread, Answer answer) {
    routes.put(type, new Route(thread, answer));
  }

  void dispatch(Received request) {
    var route = routes.get(request.type());
    if (route == null) {
      complaints.say("there is no answer to a " + request.type());
      activity.busy(request);
      activity.idle(request);
    } else {
      route.thread().execute(() -> answer(request, route.answer()));
    }
  }

  private void answer(Received request, Answer answer) {
    var started = Publisher.now();
    activity.busy(request);
    try {
      answer.to(request).ifPresent(content -> reply(request, started, "ok", content));
    } catch (Exception | LinkageError | StackOverflowError e) {
      var said = Optional.ofNullable(e.getMessage()).orElse(e.toString());
      var error = Broadcast.error(e.getClass().getSimpleName(), said, List.of(said));
      reply(request, started, "error", error);
    } finally {
      activity.idle(request);
    }
  }

  /** Some replies have a status of their own. */
  private void reply(Received request, String started, String status, Map<String, ?> content) {
    var full = new LinkedHashMap<String, Object>();
    full.put("status", status);
    full.putAll(content);
    publisher.reply(request, full, Map.of("started", started, "status", status));
  }
}
