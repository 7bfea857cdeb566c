package org.sfumato.kernel.render;

import java.util.Optional;
import java.util.function.Supplier;
import org.sfumato.Shown;
import org.sfumato.kernel.message.Bundle;

/** All forms of a value of the language at once. */
final class ShownForms implements Renderer<Shown> {
  @Override
  public Bundle of(Shown value) {
    var text = new StringBuilder(value.text());
    var html = attempt("HTML", value::html, text);
    var latex = attempt("equation", value::latex, text);
    var picture = attempt("picture", value::picture, text);
    var figures = attempt("figures", () -> value.figures().map(ExactFigures::of), text);
    var bundle = Bundle.text(Visible.text(text, PlainText.LONGEST));
    if (latex.isPresent()) {
      bundle = bundle.with(Bundle.LATEX, "$$" + latex.get() + "$$");
    }
    if (html.isPresent()) {
      bundle = bundle.with(Bundle.HTML, html.get());
    }
    if (figures.isPresent()) {
      bundle = bundle.with(Bundle.FIGURES, figures.get());
    }
    return picture.isPresent() ? PictureForms.add(bundle, picture.get()) : bundle;
  }

  @Override
  public String text(Shown value) {
    return value.text();
  }

  /** A form that fails must not take the others with it; the text says so. */
  private static <T> Optional<T> attempt(
      String form, Supplier<Optional<T>> make, StringBuilder text) {
    return Attempt.of(
        make,
        e -> {
          var message = Optional.ofNullable(e.getMessage()).orElseGet(() -> Attempt.reason(e));
          text.append("\n(no ").append(form).append(": ").append(message).append(')');
          return Optional.empty();
        });
  }
}
