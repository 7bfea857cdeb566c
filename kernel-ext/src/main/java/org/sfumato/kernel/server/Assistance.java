package org.sfumato.kernel.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.sfumato.kernel.assist.Assist;
import org.sfumato.kernel.assist.Completeness;
import org.sfumato.kernel.assist.Completions;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.wire.Received;

/** Answers what front ends ask while a cell is being written. */
final class Assistance {
  private final Supplier<Assist> assist;

  Assistance(Supplier<Assist> assist) {
    this.assist = assist;
  }

  Map<String, Object> complete(Received request) {
    var code = request.text("code");
    int cursor = cursor(request, code);
    var found = assist.get().complete(code, cursor);
    int start = CodePoints.toProtocol(code, found.start());
    int end = CodePoints.toProtocol(code, found.end());
    var typed = new ArrayList<Map<String, Object>>();
    found.candidates().forEach(c -> typed.add(typed(c, start, end)));
    var content = new LinkedHashMap<String, Object>();
    content.put("matches", found.candidates().stream().map(Completions.Candidate::text).toList());
    content.put("cursor_start", start);
    content.put("cursor_end", end);
    content.put("metadata", Map.of("_jupyter_types_experimental", typed));
    return content;
  }

  private static Map<String, Object> typed(Completions.Candidate candidate, int start, int end) {
    var typed = new LinkedHashMap<String, Object>();
    typed.put("text", candidate.text());
    typed.put("type", candidate.type());
    typed.put("signature", candidate.signature());
    typed.put("start", start);
    typed.put("end", end);
    return typed;
  }

  Map<String, Object> inspect(Received request) {
    var code = request.text("code");
    var detail = request.number("detail_level", 0) > 0 ? Assist.Detail.FULL : Assist.Detail.NORMAL;
    var found = assist.get().inspect(code, cursor(request, code), detail);
    var content = new LinkedHashMap<String, Object>();
    content.put("found", found.isPresent());
    content.put("data", found.map(Broadcast::data).orElse(Map.of()));
    content.put("metadata", found.map(Bundle::metadata).orElse(Map.of()));
    return content;
  }

  Map<String, Object> completeness(Received request) {
    var answer = assist.get().completeness(request.text("code"));
    var status = answer.status().name().toLowerCase(Locale.ROOT);
    return answer.status() == Completeness.Status.INCOMPLETE
        ? Map.of("status", status, "indent", answer.indent())
        : Map.of("status", status);
  }

  private static int cursor(Received request, String code) {
    return CodePoints.toJava(code, request.number("cursor_pos", Integer.MAX_VALUE));
  }

  /** Cells of a history as lists, the way front ends want them. */
  static Map<String, Object> history(Received request, History history) {
    var entries = entries(request, history);
    boolean output = request.flag("output", false);
    var lists = new ArrayList<List<Object>>();
    for (var entry : entries) {
      Object source = entry.source();
      if (output) {
        var both = new ArrayList<Object>();
        both.add(source);
        both.add(entry.output().orElse(null));
        source = both;
      }
      lists.add(List.of(entry.session(), entry.line(), source));
    }
    return Map.of("history", lists);
  }

  private static List<History.Entry> entries(Received request, History history) {
    int n = request.number("n", 0);
    var type = request.text("hist_access_type");
    return switch (type) {
      case "tail" -> history.tail(n);
      case "range" ->
          history.range(
              request.number("session", 0), request.number("start", 1), request.number("stop", 0));
      case "search" ->
          history.search(
              Glob.of(request.optionalText("pattern").orElse("*")),
              n,
              request.flag("unique", false));
      default ->
          throw new IllegalArgumentException(
              "hist_access_type is " + type + "; there are tail, range and search");
    };
  }
}
