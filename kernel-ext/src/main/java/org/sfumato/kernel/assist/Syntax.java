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
