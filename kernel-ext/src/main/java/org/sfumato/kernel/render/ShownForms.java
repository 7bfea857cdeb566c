package org.sfumato.kernel.render;

import java.util.Optional;
import java.util.function.Supplier;
import org.sfumato.Shown;
import org.sfumato.kernel.message.Bundle;

/** All forms of a value of the language at once. */
final class ShownForms {
  private ShownForms() {}

  static Bundle of(Shown value) {
    var text = new StringBuilder(value.text());
    var html = attempt("HTML", value::html, text);
    var latex = attempt("equation", value::latex, text);
    var picture = attempt("picture", value::picture, text);
    var bundle = Bundle.text(text.toString());
    if (latex.isPresent()) {
      bundle = bundle.with(Bundle.LATEX, "$$" + latex.get() + "$$");
    }
    if (html.isPresent()) {
      bundle = bundle.with(Bundle.HTML, html.get());
    }
    return picture.isPresent() ? Pictures.add(bundle, picture.get()) : bundle;
  }

  /** A form that fails must not take the others with it; the text says so. */
  private static <T> Optional<T> attempt(
      String form, Supplier<Optional<T>> make, StringBuilder text) {
    try {
      return make.get();
    } catch (RuntimeException | LinkageError e) {
      text.append("\n(no ").append(form).append(": ").append(e.getMessage()).append(')');
      return Optional.empty();
    }
  }
}
