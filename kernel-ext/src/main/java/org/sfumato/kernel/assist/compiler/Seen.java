package org.sfumato.kernel.assist.compiler;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** A compiled unit with all that the compiler knows about it. */
public final class Seen {
  private final JavacTask task;
  private final CompilationUnitTree unit;
  private final Trees trees;
  private final SourcePositions positions;
  private final long shift;

  /**
   * @param part the part to which positions refer; there is more around it
   */
  Seen(JavacTask task, CompilationUnitTree unit, String part) {
    this.task = task;
    this.unit = unit;
    trees = Trees.instance(task);
    positions = trees.getSourcePositions();
    shift = place(unit, part);
  }

  public CompilationUnitTree unit() {
    return unit;
  }

  public Trees trees() {
    return trees;
  }

  public Elements elements() {
    return task.getElements();
  }

  public Types types() {
    return task.getTypes();
  }

  /** The name of an element's module; empty if it is in none. */
  public String module(Element element) {
    var module = elements().getModuleOf(element);
    return module == null ? "" : module.getQualifiedName().toString();
  }

  /** The last tree, in the order of the text and from the outside in, that fits. */
  public Optional<TreePath> find(Predicate<TreePath> fits) {
    var found =
        new TreePathScanner<Void, Void>() {
          private TreePath path;

          @Override
          public Void scan(Tree tree, Void nothing) {
            if (tree != null) {
              var here = new TreePath(parent(), tree);
              if (fits.test(here)) {
                path = here;
              }
            }
            return super.scan(tree, nothing);
          }

          private TreePath parent() {
            return getCurrentPath();
          }

          @Override
          public Void visitErroneous(ErroneousTree tree, Void nothing) {
            return scan(tree.getErrorTrees(), nothing);
          }
        };
    found.scan(new TreePath(unit), null);
    return Optional.ofNullable(found.path);
  }

  private static long place(CompilationUnitTree unit, String part) {
    try {
      return unit.getSourceFile().getCharContent(true).toString().indexOf(part);
    } catch (IOException e) {
      throw new UncheckedIOException("the unit's own text cannot be read", e);
    }
  }

  /** Where a tree begins in the part. */
  public long start(Tree tree) {
    return positions.getStartPosition(unit, tree) - shift;
  }

  /** Where a tree ends in the part; something negative if it has no end. */
  public long end(Tree tree) {
    return positions.getEndPosition(unit, tree) - shift;
  }
}
