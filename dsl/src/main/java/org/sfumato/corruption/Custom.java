package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import org.sfumato.Corruption;
import org.sfumato.Step;

/** A corruption of the user's own under a name; nothing is known about it. */
record Custom(String name, Corruption f) implements Structured {
  Custom {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a corruption needs a name to be shown by");
    }
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    return f.of(x, s);
  }

  @Override
  public boolean linear() {
    return false;
  }

  @Override
  public String equation(String x) {
    return "\\mathrm{"
        + name.replaceAll("[^\\p{L}\\p{N} ]", " ").replace(" ", "\\ ")
        + "}("
        + x
        + ")";
  }

  @Override
  public String text() {
    return "corruption(\"" + name + "\", …)";
  }
}
