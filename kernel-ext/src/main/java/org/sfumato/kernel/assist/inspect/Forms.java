package org.sfumato.kernel.assist.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.sfumato.kernel.assist.compiler.CellUnit;
import org.sfumato.kernel.assist.compiler.Seen;
import org.sfumato.kernel.assist.compiler.Shape;

/** Writes declarations as one line each. */
final class Forms {
  private final Seen seen;

  Forms(Seen seen) {
    this.seen = seen;
  }

  /**
   * A declaration.
   *
   * @param type its type where it is used, with type arguments filled in
   */
  Form of(Element element, TypeMirror type) {
    if (element instanceof ExecutableElement method) {
      return method(
          method, type instanceof ExecutableType t ? t : (ExecutableType) method.asType());
    }
    if (element instanceof TypeElement t) {
      return type(t);
    }
    if (element instanceof PackageElement p) {
      var name = p.getQualifiedName().toString();
      var origin =
          new Origin(
              seen.module(p), name + ".package-info", "", Optional.empty(), Optional.empty());
      return new Form("package", name, Optional.empty(), "", "", List.of(origin), false);
    }
    return element.getKind() == ElementKind.TYPE_PARAMETER
        ? variable("type variable", element, "")
        : variable(Shape.type(type), element, constant(element));
  }

  private Form variable(String before, Element element, String after) {
    boolean member = element.getKind().isField();
    return new Form(
        before,
        element.getSimpleName().toString(),
        Optional.empty(),
        after,
        member ? where(element) : "",
        member ? origins(element) : List.of(),
        false);
  }

  private static String constant(Element element) {
    var value = element instanceof VariableElement v ? v.getConstantValue() : null;
    return value == null ? "" : " = " + (value instanceof String s ? "\"" + s + "\"" : value);
  }

  private Form method(ExecutableElement method, ExecutableType type) {
    boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
    boolean fixed = method.getModifiers().contains(Modifier.STATIC) && !where(method).isEmpty();
    var before =
        words(
            fixed ? "static" : "",
            Shape.variables(method.getTypeParameters()),
            constructor ? "new" : Shape.type(type.getReturnType()));
    var thrown = names(type.getThrownTypes());
    return new Form(
        before,
        constructor ? Shape.name(method.getEnclosingElement()) : method.getSimpleName().toString(),
        Optional.of(Shape.parameterList(method, type)),
        thrown.isEmpty() ? "" : " throws " + thrown,
        where(method),
        origins(method),
        method.isVarArgs());
  }

  private Form type(TypeElement type) {
    var kind =
        switch (type.getKind()) {
          case INTERFACE -> "interface";
          case ENUM -> "enum";
          case RECORD -> "record";
          case ANNOTATION_TYPE -> "@interface";
          default -> "class";
        };
    var modifiers =
        Stream.of(Modifier.ABSTRACT, Modifier.FINAL, Modifier.SEALED)
            .filter(type.getModifiers()::contains)
            .filter(m -> kind.equals("class") || m == Modifier.SEALED)
            .map(Modifier::toString)
            .collect(Collectors.joining(" "));
    var components =
        type.getRecordComponents().stream()
            .map(c -> Shape.type(c.asType()) + " " + c.getSimpleName())
            .toList();
    return new Form(
        words(modifiers, kind),
        Shape.name(type) + Shape.variables(type.getTypeParameters()),
        type.getKind() == ElementKind.RECORD ? Optional.of(components) : Optional.empty(),
        above(type),
        where(type),
        origins(type),
        false);
  }

  private static String above(TypeElement type) {
    var up = type.getSuperclass();
    boolean implied =
        up.getKind() == TypeKind.NONE
            || type.getKind() != ElementKind.CLASS
            || up.toString().equals("java.lang.Object");
    var interfaces = names(type.getInterfaces());
    var word = type.getKind() == ElementKind.INTERFACE ? " extends " : " implements ";
    return (implied ? "" : " extends " + Shape.type(up))
        + (interfaces.isEmpty() ? "" : word + interfaces);
  }

  private static String names(List<? extends TypeMirror> types) {
    return types.stream().map(Shape::type).collect(Collectors.joining(", "));
  }

  /** What a session declares is nowhere that a user would know. */
  private static String where(Element element) {
    var around = element.getEnclosingElement();
    if (around instanceof TypeElement t) {
      return isOurs(t) ? "" : t.getQualifiedName().toString();
    }
    return around instanceof PackageElement p ? p.getQualifiedName().toString() : "";
  }

  private static boolean isOurs(TypeElement type) {
    return type.getQualifiedName().toString().startsWith("REPL.")
        || type.getQualifiedName().toString().isEmpty()
        || CellUnit.isOurs(type.getSimpleName().toString());
  }

  private List<Origin> origins(Element element) {
    var chain = new ArrayList<>(Origin.chain(element, seen));
    boolean implied =
        element instanceof ExecutableElement m
            && element.getEnclosingElement().getKind() == ElementKind.RECORD
            && (m.getParameters().isEmpty() || m.getKind() == ElementKind.CONSTRUCTOR);
    if (implied) {
      // A record says what its components are in its own documentation.
      chain.add(Origin.of(element.getEnclosingElement(), seen));
    }
    return chain;
  }

  private static String words(String... words) {
    return Stream.of(words).filter(w -> !w.isEmpty()).collect(Collectors.joining(" "));
  }
}
