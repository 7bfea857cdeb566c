package org.sfumato.kernel.assist.complete;

import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.sfumato.kernel.assist.Completions;
import org.sfumato.kernel.assist.compiler.CellUnit;
import org.sfumato.kernel.assist.compiler.ClassNames;
import org.sfumato.kernel.assist.compiler.Compiler;
import org.sfumato.kernel.assist.complete.Ranked.Calls;
import org.sfumato.kernel.assist.complete.Ranked.Distance;
import org.sfumato.kernel.assist.text.Lexed;

/** Completes Java outside of literals and comments. */
public final class JavaWords {
  private final Compiler compiler;
  private final Supplier<Future<ClassNames>> names;

  /**
   * @param names asked each time, for the class path may have grown
   */
  public JavaWords(Compiler compiler, Supplier<Future<ClassNames>> names) {
    this.compiler = compiler;
    this.names = names;
  }

  public Completions complete(Lexed cell, int cursor) {
    var text = cell.text();
    int start = Lexed.wordStart(text, cursor);
    var prefix = text.substring(start, cursor);
    boolean called = cursor < text.length() && text.charAt(cursor) == '(';
    var before = text.substring(text.lastIndexOf('\n', start - 1) + 1, start).strip();
    boolean referred = before.endsWith("::") || before.startsWith("import ");
    var ranked = new Ranked(prefix, called || referred ? Calls.BARE : Calls.WITH_PARENTHESIS);
    // Read meanwhile; most places need none of them.
    var known = names.get();
    CellUnit.marked(cell, start)
        .ifPresent(
            unit -> compiler.look(unit, seen -> new Words(seen, known, prefix, ranked).search()));
    if (!prefix.isEmpty()) {
      Keywords.at(cell, start).forEach(k -> ranked.add(k, "keyword", Distance.KEYWORD));
    }
    return new Completions(ranked.best(), start, cursor);
  }
}
