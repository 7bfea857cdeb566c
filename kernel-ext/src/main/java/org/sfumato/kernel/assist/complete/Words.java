package org.sfumato.kernel.assist.complete;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Scope;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.HashSet;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.sfumato.kernel.assist.compiler.CellUnit;
import org.sfumato.kernel.assist.compiler.ClassNames;
import org.sfumato.kernel.assist.compiler.Members;
import org.sfumato.kernel.assist.compiler.Seen;
import org.sfumato.kernel.assist.complete.Ranked.Distance;

/** Finds the words that could stand instead of the mark. */
final class Words {
  private final Seen seen;
  private final Members members;
  private final Future<ClassNames> names;
  private final String prefix;
  private final Ranked ranked;
  private Targets targets;
  private Predicate<TypeElement> usable = t -> true;

  Words(Seen seen, Future<ClassNames> names, String prefix, Ranked ranked) {
    this.seen = seen;
    this.names = names;
    this.prefix = prefix;
    this.ranked = ranked;
    members = new Members(seen);
  }

  private ClassNames names() {
    try {
      return names.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the names of classes could not be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the names of classes were read", e);
    }
  }

  /** Whether the mark was found, so that the search went its way. */
  boolean search() {
    var mark = seen.find(Words::isMark);
    if (mark.isEmpty()) {
      return false;
    }
    var path = mark.get();
    targets = new Targets(seen, path);
    if (path.getLeaf() instanceof MemberSelectTree select) {
      select(path, new TreePath(path, select.getExpression()));
    } else if (path.getLeaf() instanceof MemberReferenceTree reference) {
      reference(path, new TreePath(path, reference.getQualifierExpression()));
    } else {
      word(path);
    }
    return true;
  }

  private static boolean isMark(TreePath path) {
    var leaf = path.getLeaf();
    return leaf instanceof IdentifierTree i && i.getName().contentEquals(CellUnit.MARK)
        || leaf instanceof MemberSelectTree s && s.getIdentifier().contentEquals(CellUnit.MARK)
        || leaf instanceof MemberReferenceTree r && r.getName().contentEquals(CellUnit.MARK);
  }

  private void select(TreePath path, TreePath expression) {
    var element = seen.trees().getElement(expression);
    var text = expression.getLeaf().toString();
    boolean known = element != null && element.asType().getKind() != TypeKind.ERROR;
    if ((!known || element instanceof PackageElement) && names().isPackage(text)) {
      inPackage(text);
      return;
    }
    var type = seen.trees().getTypeMirror(expression);
    boolean ofType = element instanceof TypeElement && !isThis(text);
    if (type == null || type.getKind() == TypeKind.ERROR) {
      return;
    }
    if (type.getKind() == TypeKind.ARRAY && !ofType) {
      ranked.add("length", "instance", Distance.NEAR);
    }
    if (ofType) {
      ranked.add("class", "keyword", Distance.KEYWORD);
    }
    var place = seen.trees().getScope(path);
    for (var site : members.sites(type)) {
      for (var member : members.of(site, place)) {
        boolean fixed =
            member.getModifiers().contains(Modifier.STATIC) || member instanceof TypeElement;
        if (fixed == ofType) {
          ranked.add(member, members.typeIn(site, member), targets, distance(member));
        }
      }
    }
  }

  private void reference(TreePath path, TreePath expression) {
    var place = seen.trees().getScope(path);
    var type = seen.trees().getTypeMirror(expression);
    var named = members.named(expression.getLeaf().toString());
    for (var site : members.sites(type == null ? named.map(Element::asType).orElse(null) : type)) {
      members.of(site, place).stream()
          .filter(m -> m.getKind() == ElementKind.METHOD)
          .forEach(m -> ranked.add(m, members.typeIn(site, m), targets, distance(m)));
    }
    if (named.isPresent() || seen.trees().getElement(expression) instanceof TypeElement) {
      ranked.add("new", "keyword", Distance.KEYWORD);
    }
  }

  private static boolean isThis(String expression) {
    return expression.equals("this") || expression.equals("super");
  }

  private static Distance distance(Element member) {
    return member.getEnclosingElement().toString().equals("java.lang.Object")
        ? Distance.EVERYWHERE
        : Distance.NEAR;
  }

  private void word(TreePath path) {
    if (constants(path)) {
      return;
    }
    boolean typesOnly = isType(path);
    usable = usable(path);
    var place = seen.trees().getScope(path);
    local(place, typesOnly);
    for (var element : members.imported()) {
      boolean wanted = element instanceof TypeElement t ? usable.test(t) : !typesOnly;
      if (wanted) {
        boolean session = element.getEnclosingElement().toString().startsWith("REPL.");
        ranked.add(element, element.asType(), targets, session ? Distance.NEAR : Distance.KNOWN);
      }
    }
    members.types().stream()
        .filter(usable)
        .forEach(t -> ranked.add(t, t.asType(), targets, Distance.KNOWN));
    // Without a letter there would be a thousand of them.
    if (!prefix.isEmpty() || typesOnly) {
      members.packages().forEach(this::types);
    }
    if (!prefix.isEmpty()) {
      names().packages("", prefix).forEach(p -> ranked.add(p, "module", Distance.KEYWORD));
    }
  }

  private void local(Scope place, boolean typesOnly) {
    var around = new HashSet<Element>();
    var hidden = new HashSet<String>();
    for (var scope = place; scope != null; scope = scope.getEnclosingScope()) {
      var owner = scope.getEnclosingClass();
      if (owner == null) {
        return;
      }
      for (var element : scope.getLocalElements()) {
        var name = element.getSimpleName().toString();
        boolean named = !name.equals("this") && !name.equals("super");
        boolean first = element.getKind() == ElementKind.METHOD || hidden.add(name);
        if (named && first && (!typesOnly || isTypeLike(element))) {
          ranked.add(element, element.asType(), targets, Distance.NEAR);
        }
      }
      if (around.add(owner)) {
        ofClass(owner, place, typesOnly);
      }
    }
  }

  private void ofClass(TypeElement owner, Scope place, boolean typesOnly) {
    boolean ours = CellUnit.isOurs(owner.getSimpleName().toString());
    var site = (DeclaredType) owner.asType();
    members.of(site, place).stream()
        .filter(m -> !ours || m.getEnclosingElement().equals(owner))
        .filter(m -> !typesOnly || m instanceof TypeElement)
        .forEach(m -> ranked.add(m, members.typeIn(site, m), targets, distance(m)));
  }

  /** The constants of an enum after {@code case}. */
  private boolean constants(TreePath path) {
    for (var at = path; at != null; at = at.getParentPath()) {
      if (at.getLeaf() instanceof CaseTree) {
        return at.getParentPath().getLeaf() instanceof SwitchTree s
            && constants(
                seen.trees().getTypeMirror(new TreePath(at.getParentPath(), s.getExpression())))
            && at == path.getParentPath();
      }
    }
    return false;
  }

  private boolean constants(TypeMirror type) {
    if (!(type instanceof DeclaredType d) || d.asElement().getKind() != ElementKind.ENUM) {
      return false;
    }
    d.asElement().getEnclosedElements().stream()
        .filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
        .forEach(e -> ranked.add(e, e.asType(), targets, Distance.NEAR));
    return true;
  }

  private void inPackage(String name) {
    types(name);
    names().packages(name, prefix).forEach(p -> ranked.add(p, "module", Distance.KNOWN));
  }

  private void types(String in) {
    names().classes(in, prefix).stream()
        .filter(n -> !ranked.has(n))
        .map(n -> seen.elements().getTypeElement(in + "." + n))
        .filter(Objects::nonNull)
        .filter(t -> t.getModifiers().contains(Modifier.PUBLIC) && usable.test(t))
        .forEach(t -> ranked.add(t, t.asType(), targets, Distance.KNOWN));
  }

  private static boolean isTypeLike(Element element) {
    return element instanceof TypeElement || element.getKind() == ElementKind.TYPE_PARAMETER;
  }

  /** Annotations behind {@code @}; behind {@code new} what can be made, or made on the spot. */
  private static Predicate<TypeElement> usable(TreePath path) {
    var leaf = path.getLeaf();
    var around = path.getParentPath().getLeaf();
    if (around instanceof AnnotationTree a && a.getAnnotationType() == leaf) {
      return t -> t.getKind() == ElementKind.ANNOTATION_TYPE;
    }
    if (around instanceof NewClassTree n && n.getIdentifier() == leaf) {
      return t ->
          t.getKind().isInterface()
              || t.getEnclosedElements().stream()
                  .anyMatch(
                      e ->
                          e.getKind() == ElementKind.CONSTRUCTOR
                              && !e.getModifiers().contains(Modifier.PRIVATE));
    }
    return t -> true;
  }

  private static boolean isType(TreePath path) {
    var leaf = path.getLeaf();
    var around = path.getParentPath().getLeaf();
    return around instanceof NewClassTree n && n.getIdentifier() == leaf
        || around instanceof ParameterizedTypeTree
        || around instanceof AnnotationTree a && a.getAnnotationType() == leaf
        || around instanceof InstanceOfTree i && i.getType() == leaf
        || around instanceof VariableTree v && v.getType() == leaf
        || around instanceof MethodTree
        || around instanceof ClassTree;
  }
}
