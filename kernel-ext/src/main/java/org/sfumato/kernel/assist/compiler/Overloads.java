package org.sfumato.kernel.assist.compiler;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Scope;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/** All that a call could mean: methods of one name, or constructors of one class. */
public final class Overloads {
  /**
   * One method.
   *
   * @param type its type where the call stands, with the receiver's type arguments filled in
   */
  public record Overload(ExecutableElement method, ExecutableType type) {
    /** The type of an argument; empty if it takes fewer. */
    public Optional<TypeMirror> parameter(int index) {
      var types = type.getParameterTypes();
      int last = types.size() - 1;
      if (method.isVarArgs() && index >= last && types.get(last) instanceof ArrayType rest) {
        return Optional.of(rest.getComponentType());
      }
      return index <= last ? Optional.of(types.get(index)) : Optional.empty();
    }
  }

  private final Seen seen;
  private final Members members;

  public Overloads(Seen seen) {
    this.seen = seen;
    members = new Members(seen);
  }

  /** Of a call or of {@code new}. */
  public List<Overload> of(TreePath call) {
    var place = seen.trees().getScope(call);
    if (call.getLeaf() instanceof NewClassTree made) {
      var type = seen.trees().getTypeMirror(new TreePath(call, made.getIdentifier()));
      return overloads(members.sites(type), s -> members.constructors(s, place));
    }
    return call.getLeaf() instanceof MethodInvocationTree invocation
        ? named(new TreePath(call, invocation.getMethodSelect()), place)
        : List.of();
  }

  /** Of a name that is called, or could be. */
  public List<Overload> named(TreePath name) {
    return named(name, seen.trees().getScope(name));
  }

  private List<Overload> named(TreePath name, Scope place) {
    if (name.getLeaf() instanceof MemberSelectTree select) {
      var sites = sites(new TreePath(name, select.getExpression()));
      return overloads(
          sites, s -> named(members.of(s, place), select.getIdentifier()::contentEquals));
    }
    return name.getLeaf() instanceof IdentifierTree word
        ? visible(word.getName()::contentEquals, place)
        : List.of();
  }

  /** The classes of an expression, or the class that it names. */
  public List<DeclaredType> sites(TreePath expression) {
    var type = seen.trees().getTypeMirror(expression);
    return expression.getLeaf() instanceof ExpressionTree ? members.sites(type) : List.of();
  }

  private List<Overload> visible(Predicate<CharSequence> name, Scope from) {
    for (var scope = from; scope != null; scope = scope.getEnclosingScope()) {
      var around = scope.getEnclosingClass();
      if (around == null) {
        break;
      }
      var type = (DeclaredType) around.asType();
      var here = overloads(List.of(type), s -> named(members.of(s, from), name));
      if (!here.isEmpty()) {
        return here;
      }
    }
    var found = new ArrayList<Overload>();
    for (var m : named(members.imported(), name)) {
      found.add(new Overload((ExecutableElement) m, (ExecutableType) m.asType()));
    }
    return found;
  }

  private static List<Element> named(
      List<? extends Element> members, Predicate<CharSequence> name) {
    return members.stream()
        .filter(m -> m instanceof ExecutableElement && name.test(m.getSimpleName()))
        .map(Element.class::cast)
        .toList();
  }

  private interface Source {
    List<Element> in(DeclaredType site);
  }

  private List<Overload> overloads(List<DeclaredType> sites, Source source) {
    var found = new LinkedHashMap<Element, Overload>();
    for (var site : sites) {
      for (var member : source.in(site)) {
        if (members.typeIn(site, member) instanceof ExecutableType type) {
          found.putIfAbsent(member, new Overload((ExecutableElement) member, type));
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** The class in which a method or field is declared. */
  public static Optional<TypeElement> owner(Element member) {
    return member.getEnclosingElement() instanceof TypeElement t
        ? Optional.of(t)
        : Optional.empty();
  }
}
