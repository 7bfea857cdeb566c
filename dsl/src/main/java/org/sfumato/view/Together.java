package org.sfumato.view;

import java.util.List;
import java.util.stream.Collectors;
import org.sfumato.Shown;
import org.sfumato.ShownTogether;

/** Several things one after the other. As text they stand on lines of their own. */
record Together(List<Object> parts) implements ShownTogether {
  Together {
    parts = List.copyOf(parts);
  }

  @Override
  public String text() {
    return parts.isEmpty()
        ? "nothing to show"
        : parts.stream().map(p -> p instanceof Shown s ? s.text() : String.valueOf(p)).collect(Collectors.joining("\n"));
  }

  @Override
  public String toString() {
    return text();
  }
}
