package org.sfumato.kernel.assist.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.sfumato.kernel.assist.compiler.Seen;
import org.sfumato.kernel.assist.compiler.Shape;

/**
 * Where the source of a declaration is to be looked for, in terms that outlive the compiler's
 * trees.
 *
 * @param module its module; empty if it is in none
 * @param file the outermost class around it, by its full name
 * @param owner the simple name of the class that declares it, or its own if it is a class
 * @param member name of a method, constructor or field; empty for a class
 * @param parameters types of a method's parameters by their simple names; empty for what is none
 */
record Origin(
    String module,
    String file,
    String owner,
    Optional<String> member,
    Optional<List<String>> parameters) {

  static Origin of(Element element, Seen seen) {
    var outermost = element;
    while (outermost.getEnclosingElement() instanceof TypeElement
        || outermost.getEnclosingElement() instanceof ExecutableElement) {
      outermost = outermost.getEnclosingElement();
    }
    var file = outermost instanceof TypeElement t ? t.getQualifiedName().toString() : "";
    if (element instanceof TypeElement) {
      return new Origin(
          seen.module(element),
          file,
          element.getSimpleName().toString(),
          Optional.empty(),
          Optional.empty());
    }
    var owner = element.getEnclosingElement().getSimpleName().toString();
    var member =
        element.getKind() == ElementKind.CONSTRUCTOR ? owner : element.getSimpleName().toString();
    return new Origin(seen.module(element), file, owner, Optional.of(member), parameters(element));
  }

  private static Optional<List<String>> parameters(Element element) {
    return element instanceof ExecutableElement method
        ? Optional.of(
            method.getParameters().stream().map(p -> raw(Shape.type(p.asType()))).toList())
        : Optional.empty();
  }

  /** {@code java.util.Map.Entry<K, V>[]} and {@code Entry<K,V>...} are both {@code Entry[]}. */
  static String raw(String type) {
    var text = type.replace("...", "[]");
    for (var less = text; less != null; ) {
      less = text.replaceAll("<[^<>]*>", "");
      if (less.equals(text)) {
        less = null;
      } else {
        text = less;
      }
    }
    text = text.replaceAll("@\\w+(\\([^)]*\\))?\\s*", "").replaceAll("\\s", "");
    return text.substring(text.lastIndexOf('.') + 1);
  }

  /** Of an element and, if it is a method, of those that it overrides, nearest first. */
  static List<Origin> chain(Element element, Seen seen) {
    var chain = new ArrayList<Origin>();
    chain.add(of(element, seen));
    if (element instanceof ExecutableElement method
        && method.getEnclosingElement() instanceof TypeElement owner) {
      above(method, owner, owner.asType(), seen, chain);
    }
    return chain;
  }

  private static void above(
      ExecutableElement method, TypeElement owner, TypeMirror from, Seen seen, List<Origin> chain) {
    for (var up : seen.types().directSupertypes(from)) {
      for (var other : ((DeclaredType) up).asElement().getEnclosedElements()) {
        if (other instanceof ExecutableElement o && seen.elements().overrides(method, o, owner)) {
          var origin = of(o, seen);
          if (!chain.contains(origin)) {
            chain.add(origin);
          }
        }
      }
      above(method, owner, up, seen, chain);
    }
  }
}
