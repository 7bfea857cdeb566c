package org.sfumato.kernel.assist.inspect;

import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownBlockTagTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What documentation says, as HTML.
 *
 * @param parameters by name
 * @param thrown class names to when they are thrown
 * @param notes further paragraphs by their titles
 */
record Doc(
    String description,
    Map<String, String> parameters,
    String returns,
    Map<String, String> thrown,
    Map<String, String> notes) {
  static final Doc NONE = new Doc("", Map.of(), "", Map.of(), Map.of());

  private static final Map<String, String> TITLES =
      Map.of("apiNote", "Note", "implNote", "Implementation", "implSpec", "Implementation");

  boolean isEmpty() {
    return description.isEmpty() && parameters.isEmpty() && returns.isEmpty() && thrown.isEmpty();
  }

  /**
   * Reads a comment.
   *
   * @param above the documentation that it inherits from
   */
  static Doc of(DocCommentTree comment, Supplier<Doc> above) {
    var html = new DocHtml(() -> above.get().description());
    var parameters = new LinkedHashMap<String, String>();
    var thrown = new LinkedHashMap<String, String>();
    var notes = new LinkedHashMap<String, String>();
    var returns = "";
    for (var tag : comment.getBlockTags()) {
      if (tag instanceof ParamTree p) {
        var text = new DocHtml(() -> above.get().parameter(p.getName().toString()));
        var name = p.isTypeParameter() ? "<" + p.getName() + ">" : p.getName().toString();
        parameters.put(name, text.of(p.getDescription()));
      } else if (tag instanceof ReturnTree r) {
        returns = new DocHtml(() -> above.get().returns()).of(r.getDescription());
      } else if (tag instanceof ThrowsTree t) {
        var name = DocHtml.reference(String.valueOf(t.getExceptionName()));
        var text = new DocHtml(() -> above.get().thrown().getOrDefault(name, ""));
        thrown.merge(name, text.of(t.getDescription()), (a, b) -> a + "; " + b);
      } else {
        note(tag, html, notes);
      }
    }
    return new Doc(html.description(comment), parameters, returns, thrown, notes);
  }

  private static void note(DocTree tag, DocHtml html, Map<String, String> notes) {
    if (tag instanceof DeprecatedTree d) {
      notes.put("Deprecated", html.of(d.getBody()));
    } else if (tag instanceof SinceTree s) {
      notes.put("Since", html.of(s.getBody()));
    } else if (tag instanceof UnknownBlockTagTree u && TITLES.containsKey(u.getTagName())) {
      notes.merge(TITLES.get(u.getTagName()), html.of(u.getContent()), (a, b) -> a + "<p>" + b);
    }
  }

  private String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** What is not said here is said by the method that this one overrides. */
  Doc over(Doc above) {
    var parametersOfBoth = new LinkedHashMap<>(above.parameters);
    parametersOfBoth.putAll(parameters);
    return new Doc(
        description.isEmpty() ? above.description : description,
        parametersOfBoth,
        returns.isEmpty() ? above.returns : returns,
        thrown.isEmpty() ? above.thrown : thrown,
        notes.isEmpty() ? above.notes : notes);
  }

  /** The part of a record's documentation that is about one of its components. */
  Doc ofComponent(String name) {
    return new Doc(parameter(name), Map.of(), "", Map.of(), Map.of());
  }
}
