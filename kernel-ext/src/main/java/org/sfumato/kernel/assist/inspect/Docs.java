package org.sfumato.kernel.assist.inspect;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sfumato.kernel.assist.inspect.SourceFile.Declaration;

/** Reads documentation and source of declarations, each file once. */
final class Docs {
  private final Sources sources;
  private final Function<String, Optional<String>> ofSession;
  private final Map<String, Optional<SourceFile>> files = new LinkedHashMap<>();

  /**
   * @param ofSession the source of a class that cells made, by the name that the compiler gave it
   */
  Docs(Sources sources, Function<String, Optional<String>> ofSession) {
    this.sources = sources;
    this.ofSession = ofSession;
  }

  /** All that is said about a declaration, by itself and by what it overrides. */
  Doc doc(Form form) {
    return doc(form, form.origins().iterator());
  }

  private Doc doc(Form form, Iterator<Origin> origins) {
    if (!origins.hasNext()) {
      return Doc.NONE;
    }
    var origin = origins.next();
    var comment = declaration(origin).flatMap(Declaration::comment);
    if (comment.isEmpty()) {
      return doc(form, origins);
    }
    var rest = new Doc[1];
    var own = Doc.of(comment.get(), () -> rest[0] == null ? rest[0] = doc(form, origins) : rest[0]);
    if (origin.member().isEmpty() && form.origins().get(0).member().isPresent()) {
      // A record's own documentation stands in for that of its accessors and constructor.
      boolean accessor = form.parameters().filter(List::isEmpty).isPresent();
      return accessor ? own.ofComponent(form.name()) : own;
    }
    boolean whole = !own.description().isEmpty() && !origins.hasNext();
    return whole ? own : own.over(rest[0] == null ? doc(form, origins) : rest[0]);
  }

  /** The same with names of parameters, if class files had none and the source has them. */
  Form named(Form form) {
    var unnamed =
        form.parameters()
            .filter(p -> !p.isEmpty() && p.stream().noneMatch(t -> t.matches(".* \\w+")));
    if (unnamed.isEmpty()) {
      return form;
    }
    return form.origins().stream()
        .limit(1)
        .flatMap(o -> declaration(o).stream())
        .map(Declaration::parameters)
        .filter(names -> names.size() == unnamed.get().size())
        .map(form::named)
        .findFirst()
        .orElse(form);
  }

  /** The declaration's text; empty if it is not at hand. */
  Optional<String> source(Form form) {
    return form.origins().stream()
        .limit(1)
        .flatMap(o -> declaration(o).stream())
        .map(Declaration::source)
        .filter(s -> !s.isEmpty())
        .findFirst();
  }

  private Optional<Declaration> declaration(Origin origin) {
    return files
        .computeIfAbsent(origin.file(), f -> read(origin).flatMap(SourceFile::of))
        .flatMap(f -> f.find(origin));
  }

  private Optional<String> read(Origin origin) {
    return origin.file().isEmpty()
        ? Optional.empty()
        : ofSession.apply(origin.file()).or(() -> sources.text(origin.module(), origin.file()));
  }
}
