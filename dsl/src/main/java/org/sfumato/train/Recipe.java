package org.sfumato.train;

import org.sfumato.Shown;

/** How a training prints itself. */
final class Recipe {
  private Recipe() {}

  /** The parts that decide the result, as the calls that set them. */
  static String of(Training<?> t, Settings settings) {
    boolean counted = t.given().isPresent() || !settings.has(Settings.EPOCHS);
    return "%s%s%s%s%s%s"
        .formatted(
            t.subject().text(t.loss()),
            t.subject().own().isPresent()
                ? ""
                : ".on(" + t.given().map(Material::text).orElse("…") + ")",
            t.loss().map(Shown::text).map(loss -> ".minimise(" + loss + ")").orElse(""),
            counted ? ".steps(" + t.steps() + ")" : ".epochs(" + t.get(Settings.EPOCHS) + ")",
            settings.text(),
            t.base().map(b -> ".from(" + b.text() + ")").orElse(""));
  }
}
