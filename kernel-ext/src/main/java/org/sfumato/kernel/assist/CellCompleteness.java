package org.sfumato.kernel.assist;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import org.sfumato.kernel.assist.Completeness.Status;
import org.sfumato.kernel.assist.compiler.Session;
import org.sfumato.kernel.assist.text.Chunk;
import org.sfumato.kernel.assist.text.Lexed;
import org.sfumato.kernel.assist.text.MagicLine;
import org.sfumato.kernel.assist.text.Token;
import org.sfumato.kernel.assist.text.Token.Kind;

/** Tells whether a text can run, by its brackets first and then by JShell. */
final class CellCompleteness {
  private static final String STEP = "    ";

  /** Beyond this many characters nobody waits for an answer at the end of a line. */
  private static final int LARGEST = 50_000;

  private static final int DEEPEST = 20;

  private final Session session;

  CellCompleteness(Session session) {
    this.session = session;
  }

  Completeness of(String code) {
    if (HelpCell.of(code).isPresent()) {
      return new Completeness(Status.COMPLETE, "");
    }
    var lines = MagicLine.of(code);
    if (lines.stream().anyMatch(MagicLine::takesText)) {
      // Only an empty line tells that a text of another language is over.
      int line = code.lastIndexOf('\n') + 1;
      boolean over = code.strip().endsWith("?") || line > 0 && code.substring(line).isBlank();
      return new Completeness(over ? Status.COMPLETE : Status.INCOMPLETE, "");
    }
    var cell = Lexed.of(MagicLine.blanked(code, lines));
    var open = open(cell);
    if (open == null) {
      return new Completeness(Status.INVALID, "");
    }
    var status = open.isEmpty() && !isCutOff(cell) ? status(cell) : Status.INCOMPLETE;
    return new Completeness(status, status == Status.INCOMPLETE ? indent(cell, open) : "");
  }

  /** Only JShell knows whether the last part could go on; all others have to be Java. */
  private Status status(Lexed cell) {
    var text = cell.text();
    if (text.length() > LARGEST) {
      return Status.UNKNOWN;
    }
    int last = 0;
    for (var chunk : Chunk.of(cell)) {
      last = text.substring(chunk.start()).isBlank() ? last : chunk.start();
    }
    var head = Lexed.of(text.substring(0, last));
    var from = head.code().isEmpty() || Syntax.isCell(head) ? text.substring(last) : text;
    return session.ask(shell -> status(from, shell));
  }

  /**
   * The brackets that are open at the end, innermost first; null if some close what is not open.
   */
  private static Deque<Token> open(Lexed cell) {
    Deque<Token> open = new ArrayDeque<>();
    for (var token : cell.code()) {
      char c = cell.symbol(token);
      boolean lineLiteral = token.is(Kind.STRING) || token.is(Kind.CHARACTER);
      if (lineLiteral && !token.closed()) {
        return null;
      }
      if (c == '(' || c == '[' || c == '{') {
        open.push(token);
      } else if (c == ')' || c == ']' || c == '}') {
        int match = "([{".charAt(")]}".indexOf(c));
        if (open.isEmpty() || cell.symbol(open.pop()) != match) {
          return null;
        }
      }
    }
    return open;
  }

  /** A comment or text block without an end. */
  private static boolean isCutOff(Lexed cell) {
    return cell.tokens().stream()
        .anyMatch(
            t ->
                !t.closed()
                    && (t.is(Kind.TEXT_BLOCK)
                        || t.is(Kind.COMMENT) && cell.text(t).startsWith("/*")));
  }

  private static Status status(String java, JShell shell) {
    var analysis = shell.sourceCodeAnalysis();
    var rest = java;
    while (!rest.isBlank()) {
      var info = analysis.analyzeCompletion(rest);
      switch (info.completeness()) {
        case EMPTY:
          return Status.COMPLETE;
        case DEFINITELY_INCOMPLETE:
          return Status.INCOMPLETE;
        case UNKNOWN:
          return isErroneous(rest, analysis) ? Status.INVALID : Status.UNKNOWN;
        case CONSIDERED_INCOMPLETE:
          return isErroneous(rest, analysis) ? Status.INVALID : Status.COMPLETE;
        default:
          if (isErroneous(info.source(), analysis)) {
            return Status.INVALID;
          }
      }
      if (info.remaining().length() >= rest.length()) {
        return Status.UNKNOWN;
      }
      rest = info.remaining();
    }
    return Status.COMPLETE;
  }

  /**
   * JShell calls {@code int int = ;} complete, because it ends with a semicolon; and it calls an
   * expression erroneous whose names the line above declares.
   */
  private static boolean isErroneous(String source, SourceCodeAnalysis analysis) {
    return analysis.sourceToSnippets(source).stream()
            .anyMatch(s -> s.kind() == Snippet.Kind.ERRONEOUS)
        && !Syntax.isJava(source);
  }

  /**
   * One step for each line on which a bracket was opened; a text block keeps its lines as they are.
   */
  private static String indent(Lexed cell, Deque<Token> open) {
    var text = cell.text();
    var tokens = cell.tokens();
    var last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
    if (last != null && !last.closed() && last.is(Kind.TEXT_BLOCK)) {
      var line = text.substring(text.lastIndexOf('\n') + 1);
      return line.substring(0, line.length() - line.stripLeading().length());
    }
    var starts = new TreeSet<Integer>();
    for (int at = 0; at > 0 || starts.isEmpty(); at = text.indexOf('\n', at) + 1) {
      starts.add(at);
    }
    long lines = open.stream().map(t -> starts.floor(t.start())).distinct().count();
    boolean comment = last != null && !last.closed() && last.is(Kind.COMMENT);
    boolean goesOn = open.isEmpty() && last != null && !comment && cell.symbol(last) != ';';
    return STEP.repeat((int) Math.min(DEEPEST, lines + (goesOn ? 1 : 0)));
  }
}
