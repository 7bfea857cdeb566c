package org.sfumato.kernel.assist.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import org.sfumato.Catalogue;
import org.sfumato.kernel.assist.text.Lexed;
import org.sfumato.kernel.assist.text.Token;
import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.magic.Magic;

/** Help for what has a name but is no Java: magics, data sets, priors, generators. */
final class NamedThings {
  private final List<Magic> magics =
      ServiceLoader.load(Magic.class, Magic.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  Optional<Card> magic(String name) {
    return magics.stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .map(m -> new Card().code(m.help()));
  }

  /**
   * The card of what a literal names: {@code dataset("…")}, {@code prior("…")}, {@code
   * generator("…")}.
   */
  Optional<Card> literal(Lexed cell, Token literal) {
    var code = cell.code();
    int at = code.indexOf(literal);
    if (at < 2 || cell.symbol(code.get(at - 1)) != '(' || !literal.is(Token.Kind.STRING)) {
      return Optional.empty();
    }
    int end = literal.closed() ? literal.end() - 1 : literal.end();
    var id = cell.text().substring(literal.start() + 1, Math.max(literal.start() + 1, end));
    return switch (cell.text(code.get(at - 2))) {
      case "dataset" -> dataset(id);
      case "prior" -> trained("prior", id);
      case "generator", "translator", "domainClassifier", "aligned" ->
          trained(cell.text(code.get(at - 2)), id);
      default -> Optional.empty();
    };
  }

  private static Optional<Card> dataset(String id) {
    var catalogue = Catalogue.found();
    if (!catalogue.datasets().contains(id)) {
      return Optional.empty();
    }
    var set = catalogue.dataset(id);
    var text = "<pre>" + Escape.html(set.text()) + "</pre>";
    return Optional.of(new Card().html(set.html().orElse(text)));
  }

  private static Optional<Card> trained(String kind, String id) {
    var catalogue = Catalogue.found();
    boolean prior = kind.equals("prior");
    if (!(prior ? catalogue.priors() : catalogue.trained(kind)).contains(id)) {
      return Optional.empty();
    }
    var file = prior ? catalogue.checkpoint(id) : catalogue.trained(kind, id);
    try {
      var size = String.format(Locale.ROOT, "%.1f MB", Files.size(file) / 1e6);
      return Optional.of(
          new Card()
              .html(
                  "<table><caption>"
                      + kind
                      + " "
                      + Escape.html(id)
                      + "</caption><tr><th>size</th><td>"
                      + size
                      + "</td></tr><tr><th>file</th><td><code>"
                      + Escape.html(file.toString())
                      + "</code></td></tr></table>"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
