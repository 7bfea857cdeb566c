package org.sfumato.kernel.assist.complete;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Optional;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.sfumato.kernel.assist.compiler.Overloads;
import org.sfumato.kernel.assist.compiler.Seen;

/** The types that are wanted at a place, as far as its surroundings say. */
final class Targets {
  private final Seen seen;
  private final List<TypeMirror> wanted;

  Targets(Seen seen, TreePath place) {
    this.seen = seen;
    wanted = of(place).stream().filter(this::says).toList();
  }

  /** Whether a value of this type could stand here; nothing fits where everything would. */
  boolean fit(TypeMirror type) {
    return switch (type.getKind()) {
      case VOID, ERROR, PACKAGE, EXECUTABLE, NONE, OTHER, MODULE -> false;
      default -> wanted.stream().anyMatch(w -> seen.types().isAssignable(type, w));
    };
  }

  /** Whether a class, with suitable type arguments, could be made here. */
  boolean fitClass(TypeMirror type) {
    var raw = seen.types().erasure(type);
    return wanted.stream()
        .anyMatch(
            w ->
                !w.getKind().isPrimitive()
                    && seen.types().isAssignable(raw, seen.types().erasure(w)));
  }

  private boolean says(TypeMirror type) {
    return type != null
        && switch (type.getKind()) {
          case ERROR, VOID, NONE, TYPEVAR, EXECUTABLE, PACKAGE, OTHER, NULL -> false;
          default -> !type.toString().equals("java.lang.Object");
        };
  }

  private List<TypeMirror> of(TreePath place) {
    var parent = place.getParentPath();
    if (parent == null) {
      return List.of();
    }
    var leaf = place.getLeaf();
    var around = parent.getLeaf();
    if (around instanceof VariableTree v && v.getInitializer() == leaf) {
      return type(parent, v.getType());
    }
    if (around instanceof AssignmentTree a && a.getExpression() == leaf) {
      return type(parent, a.getVariable());
    }
    if (around instanceof ReturnTree) {
      return returned(parent);
    }
    if (around instanceof ErroneousTree) {
      return of(parent);
    }
    if (around instanceof ParenthesizedTree) {
      return isCondition(parent)
          ? List.of(seen.types().getPrimitiveType(TypeKind.BOOLEAN))
          : of(parent);
    }
    if (around instanceof ConditionalExpressionTree c) {
      return c.getCondition() == leaf
          ? List.of(seen.types().getPrimitiveType(TypeKind.BOOLEAN))
          : of(parent);
    }
    if (around.getKind() == Kind.LOGICAL_COMPLEMENT
        || around.getKind() == Kind.CONDITIONAL_AND
        || around.getKind() == Kind.CONDITIONAL_OR) {
      return List.of(seen.types().getPrimitiveType(TypeKind.BOOLEAN));
    }
    if (around instanceof MethodInvocationTree call) {
      return argument(parent, call.getArguments().indexOf(leaf));
    }
    if (around instanceof NewClassTree made) {
      return made.getIdentifier() == leaf
          ? of(parent)
          : argument(parent, made.getArguments().indexOf(leaf));
    }
    return List.of();
  }

  private List<TypeMirror> type(TreePath parent, Tree tree) {
    return Optional.ofNullable(tree)
        .map(t -> seen.trees().getTypeMirror(new TreePath(parent, t)))
        .map(List::of)
        .orElse(List.of());
  }

  private static boolean isCondition(TreePath parenthesised) {
    var around = parenthesised.getParentPath().getLeaf();
    return around instanceof IfTree
        || around instanceof WhileLoopTree
        || around instanceof DoWhileLoopTree;
  }

  private List<TypeMirror> returned(TreePath from) {
    for (var path = from; path != null; path = path.getParentPath()) {
      if (path.getLeaf().getKind() == Kind.LAMBDA_EXPRESSION) {
        return List.of();
      }
      if (path.getLeaf() instanceof MethodTree m) {
        return type(path, m.getReturnType());
      }
    }
    return List.of();
  }

  private List<TypeMirror> argument(TreePath call, int index) {
    return index < 0
        ? List.of()
        : new Overloads(seen)
            .of(call).stream().flatMap(o -> o.parameter(index).stream()).distinct().toList();
  }
}
