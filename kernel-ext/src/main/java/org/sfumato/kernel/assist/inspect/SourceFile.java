package org.sfumato.kernel.assist.inspect;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A source file, read but not compiled. */
final class SourceFile {
  /**
   * A declaration in it.
   *
   * @param comment its documentation, if it has any
   * @param parameters names of its parameters
   * @param source its text without documentation, as it stands in the file
   */
  record Declaration(Optional<DocCommentTree> comment, List<String> parameters, String source) {}

  private final String text;
  private final CompilationUnitTree unit;
  private final DocTrees trees;

  private SourceFile(String text, CompilationUnitTree unit, DocTrees trees) {
    this.text = text;
    this.unit = unit;
    this.trees = trees;
  }

  /** Reads it; empty if it is no Java at all. */
  static Optional<SourceFile> of(String text) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      return Optional.empty();
    }
    var file =
        new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return text;
          }
        };
    var task =
        (JavacTask)
            compiler.getTask(
                new StringWriter(), null, d -> {}, List.of("-proc:none"), null, List.of(file));
    try {
      for (var unit : task.parse()) {
        return Optional.of(new SourceFile(text, unit, DocTrees.instance(task)));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** Finds a declaration. */
  Optional<Declaration> find(Origin origin) {
    var found =
        new TreePathScanner<TreePath, Void>() {
          @Override
          public TreePath visitPackage(PackageTree tree, Void nothing) {
            return origin.owner().isEmpty() ? getCurrentPath() : null;
          }

          @Override
          public TreePath visitClass(ClassTree tree, Void nothing) {
            boolean meant =
                origin.member().isEmpty() && tree.getSimpleName().contentEquals(origin.owner());
            return meant ? getCurrentPath() : super.visitClass(tree, nothing);
          }

          @Override
          public TreePath visitMethod(MethodTree tree, Void nothing) {
            return isMeant(tree) && isInOwner()
                ? getCurrentPath()
                : super.visitMethod(tree, nothing);
          }

          @Override
          public TreePath visitVariable(VariableTree tree, Void nothing) {
            boolean meant =
                origin.parameters().isEmpty()
                    && origin.member().filter(tree.getName()::contentEquals).isPresent();
            return meant && isInOwner() ? getCurrentPath() : super.visitVariable(tree, nothing);
          }

          @Override
          public TreePath reduce(TreePath one, TreePath other) {
            return one == null ? other : one;
          }

          private boolean isInOwner() {
            return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree c
                && c.getSimpleName().contentEquals(origin.owner());
          }

          private boolean isMeant(MethodTree tree) {
            var name = tree.getReturnType() == null ? origin.owner() : tree.getName().toString();
            var types = tree.getParameters().stream().map(p -> Origin.raw(type(p))).toList();
            return origin.member().filter(name::equals).isPresent()
                && origin.parameters().filter(types::equals).isPresent();
          }
        }.scan(new TreePath(unit), null);
    return Optional.ofNullable(found).map(this::declaration);
  }

  private static String type(VariableTree parameter) {
    return parameter.getType().toString();
  }

  private Declaration declaration(TreePath path) {
    var comment =
        Optional.ofNullable(
            trees.getDocCommentTree(
                path.getLeaf() instanceof PackageTree ? new TreePath(unit) : path));
    var parameters =
        path.getLeaf() instanceof MethodTree m
            ? m.getParameters().stream().map(p -> p.getName().toString()).toList()
            : List.<String>of();
    return new Declaration(comment, parameters, source(path.getLeaf()));
  }

  private String source(Tree tree) {
    int start = (int) trees.getSourcePositions().getStartPosition(unit, tree);
    int end = (int) trees.getSourcePositions().getEndPosition(unit, tree);
    if (start < 0 || end <= start || tree instanceof PackageTree) {
      return "";
    }
    int line = text.lastIndexOf('\n', start) + 1;
    var blanks = text.substring(line, start);
    return (blanks.isBlank() ? blanks : "").concat(text.substring(start, end)).stripIndent();
  }
}
