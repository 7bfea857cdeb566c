package org.sfumato.kernel.html;

import java.util.Set;
import java.util.regex.Pattern;

/** Java source in colours, by a lexer of one regular expression. */
final class JavaColours {
  private static final Set<String> WORDS =
      Set.of(
          "abstract",
          "assert",
          "boolean",
          "break",
          "byte",
          "case",
          "catch",
          "char",
          "class",
          "const",
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
          "goto",
          "if",
          "implements",
          "import",
          "instanceof",
          "int",
          "interface",
          "long",
          "native",
          "new",
          "null",
          "true",
          "false",
          "package",
          "private",
          "protected",
          "public",
          "record",
          "return",
          "sealed",
          "permits",
          "short",
          "static",
          "strictfp",
          "super",
          "switch",
          "synchronized",
          "this",
          "throw",
          "throws",
          "transient",
          "try",
          "var",
          "void",
          "volatile",
          "while",
          "yield");

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<magic>(?m:^[ \\t]*%%?[a-z]\\w*.*$))|(?<comment>//[^\\n]*|/\\*(?s:.*?)(?:\\*/|\\z))"
              + "|(?<string>\"\"\"(?s:.*?)(?:(?<!\\\\)\"\"\"|\\z)|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"?"
              + "|'(?:\\\\.|[^'\\\\\\n])*'?)"
              + "|(?<number>\\b(?:0[xX][\\da-fA-F_]+|\\d[\\d_]*(?:\\.[\\d_]*)?(?:[eE][+-]?\\d+)?)[lLfFdD]?)"
              + "|(?<annotation>@[\\p{L}_][\\p{L}\\p{N}_.]*)"
              + "|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*)");

  private JavaColours() {}

  static String html(String source) {
    var out = new StringBuilder(source.length() * 2);
    var token = TOKEN.matcher(source);
    int from = 0;
    while (token.find()) {
      out.append(Escape.html(source.substring(from, token.start())));
      var text = Escape.html(token.group());
      var kind = kind(token, source);
      out.append(kind.isEmpty() ? text : "<i class=\"" + kind + "\">" + text + "</i>");
      from = token.end();
    }
    return out.append(Escape.html(source.substring(from))).toString();
  }

  private static String kind(java.util.regex.Matcher token, String source) {
    if (token.group("comment") != null) {
      return "c";
    }
    if (token.group("string") != null) {
      return "s";
    }
    if (token.group("number") != null) {
      return "n";
    }
    if (token.group("annotation") != null || token.group("magic") != null) {
      return "o";
    }
    var word = token.group("word");
    if (WORDS.contains(word)) {
      return "k";
    }
    if (token.end() < source.length() && source.charAt(token.end()) == '(') {
      return "m";
    }
    return Character.isUpperCase(word.charAt(0)) && word.length() > 1 ? "t" : "";
  }
}
