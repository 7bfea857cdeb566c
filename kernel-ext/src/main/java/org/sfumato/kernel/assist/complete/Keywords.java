package org.sfumato.kernel.assist.complete;

import java.util.List;
import java.util.Set;
import org.sfumato.kernel.assist.text.Lexed;
import org.sfumato.kernel.assist.text.Token;
import org.sfumato.kernel.assist.text.Token.Kind;

/** Java's own words, where they can stand. */
final class Keywords {
  private static final List<String> STATEMENT =
      List.of(
          "abstract",
          "assert",
          "boolean",
          "break",
          "byte",
          "case",
          "catch",
          "char",
          "class",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extends",
          "final",
          "finally",
          "float",
          "for",
          "if",
          "implements",
          "import",
          "int",
          "interface",
          "long",
          "permits",
          "private",
          "protected",
          "public",
          "record",
          "return",
          "sealed",
          "short",
          "static",
          "super",
          "switch",
          "synchronized",
          "this",
          "throw",
          "throws",
          "try",
          "var",
          "void",
          "while",
          "yield",
          "new",
          "null",
          "true",
          "false");
  private static final List<String> EXPRESSION =
      List.of(
          "boolean",
          "byte",
          "char",
          "double",
          "false",
          "final",
          "float",
          "instanceof",
          "int",
          "long",
          "new",
          "null",
          "short",
          "super",
          "switch",
          "this",
          "true",
          "var");
  private static final Set<String> BEFORE_TYPE =
      Set.of("new", "extends", "implements", "throws", "instanceof");

  private Keywords() {}

  /** Those that may follow what stands before {@code start}. */
  static List<String> at(Lexed cell, int start) {
    Token before = null;
    for (var token : cell.tokens()) {
      if (token.end() > start) {
        break;
      }
      before = token.is(Kind.COMMENT) ? before : token;
    }
    if (before == null || ";{}".indexOf(cell.symbol(before)) > 0 || cell.symbol(before) == ';') {
      return STATEMENT;
    }
    if (before.is(Kind.WORD)) {
      return BEFORE_TYPE.contains(cell.text(before)) ? List.of() : STATEMENT;
    }
    return switch (cell.symbol(before)) {
      case '.', ':', '@' -> List.of();
      case ')' -> STATEMENT;
      default -> EXPRESSION;
    };
  }
}
