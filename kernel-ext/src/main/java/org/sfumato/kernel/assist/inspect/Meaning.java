package org.sfumato.kernel.assist.inspect;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import org.sfumato.kernel.assist.compiler.CellUnit;
import org.sfumato.kernel.assist.compiler.Members;
import org.sfumato.kernel.assist.compiler.Overloads;
import org.sfumato.kernel.assist.compiler.Overloads.Overload;
import org.sfumato.kernel.assist.compiler.Seen;

/**
 * What a word means.
 *
 * @param forms the best first; never none
 * @param variable name of a variable of the session, whose value can be shown
 */
record Meaning(List<Form> forms, Optional<String> variable) {

  /** The same with names of parameters from the sources, for the first few forms. */
  Meaning named(Docs docs, int most) {
    var named = new ArrayList<Form>();
    for (var form : forms) {
      named.add(named.size() < most ? docs.named(form) : form);
    }
    return new Meaning(named, variable);
  }

  /** Finds the word in a compiled unit; null if it means nothing. */
  static Meaning of(Seen seen, CellUnit unit, Target target, String word) {
    int start = unit.at(target.word().start());
    int end = unit.at(target.word().end());
    return seen.find(p -> isNamed(seen, p.getLeaf(), word, start, end))
        .map(p -> new Search(seen, target, word).at(p))
        .orElse(null);
  }

  private static boolean isNamed(Seen seen, Tree tree, String word, int start, int end) {
    if (tree instanceof IdentifierTree i) {
      return i.getName().contentEquals(word) && seen.start(tree) == start;
    }
    if (tree instanceof MemberSelectTree s) {
      return s.getIdentifier().contentEquals(word) && seen.end(tree) == end;
    }
    if (tree instanceof MemberReferenceTree r) {
      return r.getName().contentEquals(word) && seen.end(tree) == end;
    }
    boolean around = seen.start(tree) <= start && end <= seen.end(tree);
    return around
        && (tree instanceof VariableTree v && v.getName().contentEquals(word)
            || tree instanceof MethodTree m && m.getName().contentEquals(word)
            || tree instanceof ClassTree c && c.getSimpleName().contentEquals(word));
  }

  /** The way from a tree to what it means. */
  private static final class Search {
    private final Seen seen;
    private final Target target;
    private final String word;
    private final Forms forms;

    Search(Seen seen, Target target, String word) {
      this.seen = seen;
      this.target = target;
      this.word = word;
      forms = new Forms(seen);
    }

    Meaning at(TreePath path) {
      var element =
          Optional.ofNullable(seen.trees().getElement(path)).filter(e -> isKnown(e, path));
      var overloads = List.<Overload>of();
      var chosen = element.orElse(null);
      var made = made(path);
      if (made.isPresent()) {
        overloads = new Overloads(seen).of(made.get());
        chosen = seen.trees().getElement(made.get());
      } else if (element.isEmpty() || element.get() instanceof ExecutableElement) {
        overloads = candidates(path, element);
      }
      if (!overloads.isEmpty()) {
        return overloads(overloads, chosen);
      }
      return element.map(e -> one(path, e)).orElseGet(() -> type(path));
    }

    /** The {@code new} whose class this is, with type arguments or not. */
    private static Optional<TreePath> made(TreePath path) {
      var generic = path.getParentPath();
      var type =
          generic.getLeaf() instanceof ParameterizedTypeTree p && p.getType() == path.getLeaf()
              ? generic
              : path;
      return type.getParentPath().getLeaf() instanceof NewClassTree n
              && n.getIdentifier() == type.getLeaf()
          ? Optional.of(type.getParentPath())
          : Optional.empty();
    }

    private List<Overload> candidates(TreePath path, Optional<Element> element) {
      var named = new Overloads(seen).named(path);
      return named.isEmpty() && element.isPresent()
          ? List.of(
              new Overload(
                  (ExecutableElement) element.get(), (ExecutableType) element.get().asType()))
          : named;
    }

    /** Those that take so many arguments first, of these the one that the compiler chose. */
    private Meaning overloads(List<Overload> all, Element chosen) {
      var sorted = new ArrayList<>(all);
      boolean writing = target.argument() >= 0;
      sorted.sort(
          Comparator.<Overload, Boolean>comparing(
                  o -> writing && o.parameter(target.argument()).isEmpty())
              .thenComparing(o -> !o.method().equals(chosen)));
      return new Meaning(
          sorted.stream().map(o -> forms.of(o.method(), o.type())).toList(), Optional.empty());
    }

    private Meaning one(TreePath path, Element element) {
      var type = seen.trees().getTypeMirror(path);
      boolean used = type != null && type.getKind() != TypeKind.ERROR;
      boolean ofSession =
          element.getKind() == ElementKind.FIELD
              && element.getEnclosingElement() instanceof TypeElement owner
              && owner.getQualifiedName().toString().startsWith("REPL.");
      return new Meaning(
          List.of(forms.of(element, used ? type : element.asType())),
          ofSession ? Optional.of(word) : Optional.empty());
    }

    /** A type that stands where no type can stand, as in a line that only names it. */
    private Meaning type(TreePath path) {
      return path.getLeaf() instanceof IdentifierTree
          ? new Members(seen)
              .named(word)
              .map(t -> new Meaning(List.of(forms.of(t, t.asType())), Optional.empty()))
              .orElse(null)
          : null;
    }

    private boolean isKnown(Element element, TreePath path) {
      if (element instanceof PackageElement p && p.getEnclosedElements().isEmpty()) {
        return false;
      }
      // A record's field is hidden behind the method of the same name.
      boolean hidden =
          element.getKind() == ElementKind.FIELD
              && element.getEnclosingElement() instanceof TypeElement owner
              && !seen.trees()
                  .isAccessible(
                      seen.trees().getScope(path), element, (DeclaredType) owner.asType());
      return !hidden
          && element.asType().getKind() != TypeKind.ERROR
          && !CellUnit.isOurs(element.getSimpleName().toString());
    }
  }
}
