package org.sfumato.kernel.assist.inspect;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.sfumato.kernel.assist.Assist.Detail;
import org.sfumato.kernel.assist.compiler.CellUnit;
import org.sfumato.kernel.assist.compiler.Compiler;
import org.sfumato.kernel.assist.compiler.Session;
import org.sfumato.kernel.assist.text.Lexed;
import org.sfumato.kernel.assist.text.MagicLine;
import org.sfumato.kernel.assist.text.Token.Kind;
import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.message.Bundle;

/** Says what stands at a place of a cell. */
public final class CellHelp {
  /** More signatures than these are counted, not shown. */
  private static final int SIGNATURES = 12;

  private final Session session;
  private final Compiler compiler;
  private final Values values;
  private final NamedThings named = new NamedThings();

  public CellHelp(Session session) {
    this.session = session;
    compiler = new Compiler(session);
    values = new Values(session);
  }

  /** The help for a place; empty if there is nothing that could be explained. */
  public Optional<Bundle> at(String code, int cursor, Detail detail) {
    var lines = MagicLine.of(code);
    var line = MagicLine.at(lines, cursor);
    if (line.isPresent() && cursor <= Math.max(line.get().javaFrom(), line.get().nameEnd())) {
      return named.magic(line.get().name()).map(Card::bundle);
    }
    var cell = Lexed.of(MagicLine.blanked(code, lines));
    var literal = cell.around(cursor);
    if (literal.filter(t -> t.is(Kind.COMMENT)).isPresent()) {
      return Optional.empty();
    }
    var thing = literal.flatMap(l -> named.literal(cell, l));
    if (thing.isPresent()) {
      return thing.map(Card::bundle);
    }
    var call = Target.call(cell, cursor);
    var name = literal.isPresent() ? Optional.<Target>empty() : Target.name(cell, cursor);
    var card = name.flatMap(t -> card(cell, t, detail));
    if (card.isEmpty()) {
      return call.flatMap(t -> card(cell, t, detail)).map(Card::bundle);
    }
    // Who asks about an argument may want to know what it is for.
    call.filter(t -> t.argument() >= 0)
        .flatMap(t -> meaning(cell, t).map(m -> signatures(m, t.argument(), 1)))
        .ifPresent(s -> card.get().section("As an argument of", "<pre>" + s + "</pre>"));
    return card.map(Card::bundle);
  }

  private Optional<Meaning> meaning(Lexed cell, Target target) {
    var word = cell.text(target.word());
    return CellUnit.around(cell, target.word().start(), target.cut())
        .flatMap(unit -> compiler.look(unit, seen -> Meaning.of(seen, unit, target, word)));
  }

  private Optional<Card> card(Lexed cell, Target target, Detail detail) {
    return meaning(cell, target).map(m -> card(m, cell, target, detail));
  }

  private Card card(Meaning understood, Lexed cell, Target target, Detail detail) {
    var card = new Card();
    var sources = new Sources(session.classPath(), Path.of(System.getProperty("java.home")));
    var docs = new Docs(sources, file -> new CellSources(session).of(file, cell));
    var meaning = understood.named(docs, SIGNATURES);
    var form = meaning.forms().get(0);
    card.html("<pre>" + signatures(meaning, target.argument(), SIGNATURES) + "</pre>");
    if (!form.where().isEmpty()) {
      card.aside(form.where());
    }
    meaning.variable().flatMap(values::text).ifPresent(v -> card.section("Value", code(v)));
    var doc = docs.doc(form);
    show(doc, form, target, card);
    if (detail == Detail.FULL) {
      docs.source(form).ifPresent(s -> card.section("Source", code(s)));
    }
    boolean ofJdk =
        form.origins().stream().findFirst().filter(o -> !o.module().isEmpty()).isPresent();
    if (doc.isEmpty() && ofJdk && !sources.hasJdk()) {
      card.aside(
          "This JDK has no sources (lib/src.zip), so its documentation cannot be shown; "
              + "on Debian the package openjdk-"
              + Runtime.version().feature()
              + "-source has them.");
    }
    return card;
  }

  private static String code(String text) {
    return "<pre>" + Escape.html(text) + "</pre>";
  }

  private static void show(Doc doc, Form form, Target target, Card card) {
    if (doc.notes().containsKey("Deprecated")) {
      card.html("<p><b>Deprecated.</b> " + doc.notes().get("Deprecated"));
    }
    if (!doc.description().isEmpty()) {
      card.html("<p>" + doc.description());
    }
    int marked = form.parameter(target.argument());
    var name =
        marked < 0
            ? Optional.<String>empty()
            : form.parameters()
                .map(p -> p.get(marked))
                .map(p -> p.substring(p.lastIndexOf(' ') + 1));
    card.names("Parameters", doc.parameters(), name);
    card.section("Returns", doc.returns());
    card.names("Throws", doc.thrown(), Optional.empty());
    var notes = new LinkedHashMap<>(doc.notes());
    notes.remove("Deprecated");
    var since = Optional.ofNullable(notes.remove("Since"));
    notes.forEach(card::section);
    since.ifPresent(s -> card.html("<p><small>Since " + s + "</small></p>"));
  }

  private static String signatures(Meaning meaning, int argument, int most) {
    var html = new StringBuilder();
    List<Form> forms = meaning.forms();
    forms.stream()
        .limit(most)
        .forEach(f -> html.append(html.length() > 0 ? "\n" : "").append(signature(f, argument)));
    if (forms.size() > most && most > 1) {
      html.append("\n… and ").append(forms.size() - most).append(" more");
    }
    return html.toString();
  }

  /** With the name in bold, and the parameter that is being written marked. */
  private static String signature(Form form, int argument) {
    var html = new StringBuilder(Escape.html(form.before()));
    html.append(form.before().isEmpty() ? "" : " ");
    html.append("<b>").append(Escape.html(form.name())).append("</b>");
    if (form.parameters().isPresent()) {
      var list = form.parameters().get();
      var between = form.isWide() ? ",\n    " : ", ";
      html.append(form.isWide() ? "(\n    " : "(");
      for (int i = 0; i < list.size(); i++) {
        var text = Escape.html(list.get(i));
        html.append(i > 0 ? between : "");
        html.append(i == form.parameter(argument) ? "<u>" + text + "</u>" : text);
      }
      html.append(')');
    }
    return html.append(Escape.html(form.end())).toString();
  }
}
