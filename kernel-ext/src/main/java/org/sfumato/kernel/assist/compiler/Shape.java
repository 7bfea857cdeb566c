package org.sfumato.kernel.assist.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.NoType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;

/** Types and declarations as one writes them: simple names, no packages, real parameter names. */
public final class Shape {
  private static final int DEEPEST = 6;

  private Shape() {}

  /** A type, such as {@code Map<String, List<T>>}. */
  public static String type(TypeMirror type) {
    return type(type, 0);
  }

  /** A method's parameters, such as {@code (int from, String... rest)}. */
  public static String parameters(ExecutableElement method, ExecutableType seen) {
    return parameterList(method, seen).stream().collect(Collectors.joining(", ", "(", ")"));
  }

  /** The same, one by one. */
  public static List<String> parameterList(ExecutableElement method, ExecutableType seen) {
    var names = names(method);
    var types = seen.getParameterTypes();
    var list = new ArrayList<String>();
    for (int i = 0; i < types.size(); i++) {
      boolean rest = method.isVarArgs() && i == types.size() - 1;
      var type =
          rest && types.get(i) instanceof ArrayType a
              ? type(a.getComponentType()) + "..."
              : type(types.get(i));
      list.add(names.isEmpty() ? type : type + " " + names.get(i));
    }
    return list;
  }

  /** Names of the parameters; none if the class file has none, for {@code arg0} says nothing. */
  public static List<String> names(ExecutableElement method) {
    var names = method.getParameters().stream().map(p -> p.getSimpleName().toString()).toList();
    return names.stream().allMatch(n -> n.matches("arg\\d+|x\\$\\d+")) ? List.of() : names;
  }

  /** A generic declaration's own variables, such as {@code <T extends Number>}, or nothing. */
  public static String variables(List<? extends TypeParameterElement> variables) {
    return variables.isEmpty()
        ? ""
        : variables.stream().map(Shape::variable).collect(Collectors.joining(", ", "<", ">"));
  }

  private static String variable(TypeParameterElement variable) {
    var bounds =
        variable.getBounds().stream()
            .map(Shape::type)
            .filter(b -> !b.equals("Object"))
            .collect(Collectors.joining(" & "));
    return variable.getSimpleName() + (bounds.isEmpty() ? "" : " extends " + bounds);
  }

  /** A class's name, with those around it, such as {@code Map.Entry}. */
  public static String name(Element type) {
    var around = type.getEnclosingElement();
    boolean nested =
        around instanceof TypeElement t
            && !t.getSimpleName().toString().isEmpty()
            && !CellUnit.isOurs(t.getSimpleName().toString())
            && type.getKind() != ElementKind.TYPE_PARAMETER;
    return nested ? name(around) + "." + type.getSimpleName() : type.getSimpleName().toString();
  }

  private static String arguments(List<? extends TypeMirror> arguments, int depth) {
    return arguments.isEmpty()
        ? ""
        : arguments.stream().map(a -> type(a, depth)).collect(Collectors.joining(", ", "<", ">"));
  }

  private static String type(TypeMirror type, int depth) {
    // A type variable may be bounded by a type that names it.
    return depth > DEEPEST ? "?" : type.accept(new Names(), depth + 1);
  }

  private static final class Names extends SimpleTypeVisitor14<String, Integer> {
    @Override
    protected String defaultAction(TypeMirror type, Integer depth) {
      return type.getKind() == TypeKind.ERROR ? "?" : type.toString();
    }

    @Override
    public String visitNoType(NoType type, Integer depth) {
      return type.getKind() == TypeKind.VOID ? "void" : type.toString();
    }

    @Override
    public String visitPrimitive(PrimitiveType type, Integer depth) {
      return type.getKind().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String visitDeclared(DeclaredType type, Integer depth) {
      var element = (TypeElement) type.asElement();
      if (element.getSimpleName().toString().isEmpty()) {
        var like = element.getInterfaces();
        return type(like.isEmpty() ? element.getSuperclass() : like.get(0), depth);
      }
      return name(element) + arguments(type.getTypeArguments(), depth);
    }

    @Override
    public String visitArray(ArrayType type, Integer depth) {
      return type(type.getComponentType(), depth) + "[]";
    }

    @Override
    public String visitTypeVariable(TypeVariable type, Integer depth) {
      var name = type.asElement().getSimpleName().toString();
      if (!name.startsWith("<")) {
        return name;
      }
      var bound = type(type.getUpperBound(), depth);
      return bound.equals("Object") ? "?" : "? extends " + bound;
    }

    @Override
    public String visitWildcard(WildcardType type, Integer depth) {
      if (type.getExtendsBound() != null) {
        return "? extends " + type(type.getExtendsBound(), depth);
      }
      return type.getSuperBound() == null ? "?" : "? super " + type(type.getSuperBound(), depth);
    }

    @Override
    public String visitIntersection(IntersectionType type, Integer depth) {
      return type.getBounds().stream().map(b -> type(b, depth)).collect(Collectors.joining(" & "));
    }
  }
}
