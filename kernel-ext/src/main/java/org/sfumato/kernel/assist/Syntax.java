package org.sfumato.kernel.assist;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.sfumato.kernel.assist.compiler.CellUnit;
import org.sfumato.kernel.assist.text.Lexed;

/** Whether a text is Java at all, whatever its names may mean. */
final class Syntax {
  private Syntax() {}

  /** Whether it is a statement, an expression, a declaration or an import. */
  static boolean isJava(String source) {
    var bare = source.strip().replaceFirst(";$", "");
    return Stream.of(
            "class C { void m() {\n" + source + "\n} }",
            "class C { Object o = (\n" + bare + "\n); }",
            "class C {\n" + source + "\n}",
            source + "\n")
        .anyMatch(Syntax::parses);
  }

  /** Whether it is any number of these. */
  static boolean isCell(Lexed cell) {
    int end = cell.text().length();
    return CellUnit.around(cell, Math.max(0, end - 1), end)
        .filter(u -> parses(String.join("\n", u.imports()) + "\nclass C {\n" + u.text() + "\n}"))
        .isPresent();
  }

  private static boolean parses(String unit) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var errors = new ArrayList<String>();
    var file =
        new SimpleJavaFileObject(URI.create("string:///C.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return unit;
          }
        };
    var task =
        (JavacTask)
            compiler.getTask(
                new StringWriter(),
                null,
                d -> {
                  if (d.getKind() == Diagnostic.Kind.ERROR) {
                    errors.add(d.getCode());
                  }
                },
                List.of("-proc:none"),
                null,
                List.of(file));
    try {
      task.parse();
    } catch (IOException e) {
      return false;
    }
    return errors.isEmpty();
  }
}
