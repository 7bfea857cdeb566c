package org.sfumato.kernel.assist;

import java.util.List;
import java.util.Optional;
import org.sfumato.kernel.assist.Assist.Detail;
import org.sfumato.kernel.assist.Completions.Candidate;
import org.sfumato.kernel.message.Bundle;

/** A cell in which a bar stands where the cursor is. */
record Cursor(String code, int at) {
  static Cursor in(String written) {
    int bar = written.indexOf('|');
    return new Cursor(written.substring(0, bar) + written.substring(bar + 1), bar);
  }

  Completions complete(Assist assist) {
    return assist.complete(code, at);
  }

  List<String> words(Assist assist) {
    return complete(assist).candidates().stream().map(Candidate::text).toList();
  }

  Candidate candidate(Assist assist, String text) {
    return complete(assist).candidates().stream()
        .filter(c -> c.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " is not among " + words(assist)));
  }

  Optional<Bundle> inspect(Assist assist) {
    return assist.inspect(code, at, Detail.NORMAL);
  }

  String help(Assist assist) {
    return inspect(assist).map(Bundle::plain).orElse("");
  }
}
