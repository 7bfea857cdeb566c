package org.sfumato.kernel.assist.compiler;

import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Scope;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/** What stands behind names: members of types, and what the imports of a unit bring. */
public final class Members {
  private final Seen seen;

  public Members(Seen seen) {
    this.seen = seen;
  }

  /** The classes whose members an expression of this type has. */
  public List<DeclaredType> sites(TypeMirror type) {
    if (type instanceof ArrayType) {
      return List.of((DeclaredType) seen.elements().getTypeElement("java.lang.Object").asType());
    }
    if (type == null || type.getKind() == TypeKind.ERROR) {
      return List.of();
    }
    if (type instanceof DeclaredType d) {
      // The unit's own classes are not there for the user.
      return CellUnit.isOurs(d.asElement().getSimpleName().toString()) ? List.of() : List.of(d);
    }
    if (type instanceof TypeVariable v) {
      return sites(v.getUpperBound());
    }
    if (type instanceof WildcardType w) {
      return w.getExtendsBound() == null ? List.of() : sites(w.getExtendsBound());
    }
    if (type instanceof IntersectionType i) {
      return i.getBounds().stream().flatMap(b -> sites(b).stream()).toList();
    }
    return List.of();
  }

  /** Fields, methods and types of a class and of all above it that may be used at a place. */
  public List<Element> of(DeclaredType site, Scope place) {
    return seen.elements().getAllMembers((TypeElement) site.asElement()).stream()
        .filter(Members::isNamed)
        .filter(m -> seen.trees().isAccessible(place, m, site))
        .map(Element.class::cast)
        .toList();
  }

  /** Constructors that may be used at a place. */
  public List<Element> constructors(DeclaredType site, Scope place) {
    return site.asElement().getEnclosedElements().stream()
        .filter(m -> m.getKind() == ElementKind.CONSTRUCTOR)
        .filter(m -> seen.trees().isAccessible(place, m, site))
        .map(Element.class::cast)
        .toList();
  }

  /** An element's type as it is in {@code site}, whose type arguments are known. */
  public TypeMirror typeIn(DeclaredType site, Element member) {
    boolean isStatic = member.getModifiers().contains(Modifier.STATIC);
    try {
      return isStatic || member instanceof TypeElement
          ? member.asType()
          : seen.types().asMemberOf(site, member);
    } catch (IllegalArgumentException e) {
      return member.asType();
    }
  }

  /** Variables, methods and types that a unit imports by a static import. */
  public List<Element> imported() {
    var found = new ArrayList<Element>();
    for (var line : seen.unit().getImports()) {
      if (line.isStatic() && line.getQualifiedIdentifier() instanceof MemberSelectTree name) {
        var wanted = name.getIdentifier().toString();
        owner(line, name).stream()
            .flatMap(o -> seen.elements().getAllMembers(o).stream())
            .filter(m -> m.getModifiers().contains(Modifier.STATIC) && isNamed(m))
            .filter(m -> wanted.equals("*") ? isPublic(m) : m.getSimpleName().contentEquals(wanted))
            .forEach(found::add);
      }
    }
    return found;
  }

  /** Packages whose types a unit may name. */
  public List<String> packages() {
    var found = new ArrayList<String>();
    found.add("java.lang");
    for (var line : seen.unit().getImports()) {
      if (!line.isStatic()
          && line.getQualifiedIdentifier() instanceof MemberSelectTree name
          && name.getIdentifier().contentEquals("*")) {
        found.add(name.getExpression().toString());
      }
    }
    return found;
  }

  /** Types that a unit imports one by one. */
  public List<TypeElement> types() {
    return seen.unit().getImports().stream()
        .filter(i -> !i.isStatic())
        .map(i -> seen.elements().getTypeElement(i.getQualifiedIdentifier().toString()))
        .filter(Objects::nonNull)
        .map(TypeElement.class::cast)
        .toList();
  }

  /** A type by the simple name that it has in the unit. */
  public Optional<TypeElement> named(String name) {
    var single = types().stream().filter(t -> t.getSimpleName().contentEquals(name)).findFirst();
    return single.or(
        () ->
            packages().stream()
                .map(p -> seen.elements().getTypeElement(p + "." + name))
                .filter(Objects::nonNull)
                .findFirst());
  }

  private Optional<TypeElement> owner(ImportTree line, MemberSelectTree name) {
    var at = new TreePath(new TreePath(new TreePath(seen.unit()), line), name);
    var element = seen.trees().getElement(new TreePath(at, name.getExpression()));
    return element instanceof TypeElement t
        ? Optional.of(t)
        : Optional.ofNullable(seen.elements().getTypeElement(name.getExpression().toString()));
  }

  private static boolean isPublic(Element member) {
    return member.getModifiers().contains(Modifier.PUBLIC);
  }

  private static boolean isNamed(Element member) {
    return switch (member.getKind()) {
      case CONSTRUCTOR, STATIC_INIT, INSTANCE_INIT -> false;
      default -> !CellUnit.isOurs(member.getSimpleName().toString());
    };
  }
}
