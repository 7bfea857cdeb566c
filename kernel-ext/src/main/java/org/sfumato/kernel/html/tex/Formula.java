package org.sfumato.kernel.html.tex;

import java.util.ArrayList;
import java.util.List;
import org.sfumato.kernel.html.tex.Node.Kind;

/** Reads rows of a formula: atoms with their scripts, spaced as TeX would. */
final class Formula {
  final TexSource source;
  Alphabet alphabet = Alphabet.ITALIC;
  private final Commands commands;

  Formula(TexSource source) {
    this.source = source;
    this.commands = new Commands(this);
  }

  /** All of it; several lines become a table. */
  String whole() {
    var rows = new Table(this).rows("");
    var out = new StringBuilder();
    out.append(
        rows.size() == 1 && rows.get(0).size() == 1 ? rows.get(0).get(0) : Table.aligned(rows));
    while (!source.skipBlank().atEnd()) {
      // A brace or an \end too many: leave it out and go on behind it.
      if (!source.takes("\\end") && !source.takes("\\right")) {
        source.next();
      }
      out.append(row());
    }
    return out.toString();
  }

  /** A row up to whatever ends it: a brace, a cell, a line, an environment, a bracket's partner. */
  String row() {
    var nodes = new ArrayList<Node>();
    while (!source.skipBlank().atEnd() && !ends()) {
      add(nodes, scripted(atom(nodes)));
    }
    return mrow(nodes.stream().map(Node::xml).toList());
  }

  boolean ends() {
    return source.peek() == '}'
        || source.peek() == '&'
        || source.sees("\\\\")
        || source.sees("\\cr")
        || source.sees("\\end")
        || source.sees("\\right")
        || source.sees("\\middle");
  }

  static String mrow(List<String> parts) {
    return parts.size() == 1 ? parts.get(0) : "<mrow>" + String.join("", parts) + "</mrow>";
  }

  private void add(List<Node> nodes, Node node) {
    if (node.xml().isEmpty()) {
      return;
    }
    var before = nodes.isEmpty() ? null : nodes.get(nodes.size() - 1);
    if (node.kind() == Kind.FUNCTION && before != null && isThing(before)) {
      nodes.add(space("0.1667"));
    }
    nodes.add(node);
    boolean bracket = "([{|".indexOf(source.skipBlank().peek()) >= 0 || source.sees("\\left");
    if (node.kind() == Kind.FUNCTION && !source.atEnd() && !ends() && !bracket) {
      nodes.add(space("0.1667"));
    }
  }

  private static boolean isThing(Node node) {
    return node.kind() == Kind.ORDINARY
        || node.kind() == Kind.CLOSE
        || node.kind() == Kind.FUNCTION;
  }

  static Node space(String em) {
    return Node.of(Kind.SPACE, "<mspace width=\"" + em + "em\"></mspace>");
  }

  /** One argument: a group in braces or a single atom. */
  String argument() {
    source.skipBlank();
    if (source.atEnd() || source.peek() == '}') {
      return "<mrow></mrow>";
    }
    if (Character.isDigit(source.peek())) {
      // One digit, not the number that it begins: \frac12 is a half.
      return "<mn>" + source.next() + "</mn>";
    }
    var xml = atom(List.of()).xml();
    return xml.isEmpty() ? "<mrow></mrow>" : xml;
  }

  private Node scripted(Node base) {
    String below = null;
    var above = new StringBuilder();
    boolean limits = base.limits();
    while (!source.skipBlank().atEnd()) {
      if (source.takes("\\limits")) {
        limits = true;
      } else if (source.takes("\\nolimits")) {
        limits = false;
      } else if (source.takes("_")) {
        below = argument();
      } else if (source.takes("^")) {
        above.append(argument());
      } else if (source.takes("'")) {
        above.append("<mo>′</mo>");
      } else {
        break;
      }
    }
    if (below == null && above.isEmpty()) {
      return base;
    }
    var up = "<mrow>" + above + "</mrow>";
    var inner = base.xml();
    String xml;
    if (above.isEmpty()) {
      xml = element(limits ? "munder" : "msub", inner, below);
    } else if (below == null) {
      xml = element(limits ? "mover" : "msup", inner, up);
    } else {
      xml = element(limits ? "munderover" : "msubsup", inner, below, up);
    }
    return new Node(xml, base.kind(), false);
  }

  static String element(String name, String... children) {
    return "<" + name + ">" + String.join("", children) + "</" + name + ">";
  }

  private Node atom(List<Node> before) {
    if (source.takes("{")) {
      return Node.ordinary(group());
    }
    if (source.takes("\\")) {
      return commands.read();
    }
    var sign = source.next();
    int c = sign.codePointAt(0);
    if (Character.isDigit(c)) {
      return Node.ordinary("<mn>" + alphabet.of(sign + source.digits()) + "</mn>");
    }
    if (Character.isLetter(c)) {
      return letter(sign);
    }
    return switch (sign) {
      case "(", "[" -> fence(Kind.OPEN, sign);
      case ")", "]" -> fence(Kind.CLOSE, sign);
      case "|" -> fence(Kind.ORDINARY, sign);
      case "~" -> space("0.3333");
      case "^", "_" -> Node.ordinary("<mrow></mrow>");
      case "/", "," -> Node.of(Kind.OPERATOR, tight(sign, sign.equals(",") ? "0.1667em" : "0"));
      case ".", "!" -> Node.ordinary(tight(sign, "0"));
      case "-", "−", "+" -> sign(sign.equals("-") ? "−" : sign, before);
      case "*" -> operator("∗");
      case "'" -> Node.ordinary("<mo>′</mo>");
      default -> operator(sign);
    };
  }

  private static String tight(String sign, String after) {
    return "<mo lspace=\"0\" rspace=\"" + after + "\">" + Tex.escape(sign) + "</mo>";
  }

  /** A minus behind an operator belongs to what follows it. */
  private static Node sign(String sign, List<Node> before) {
    var last = before.isEmpty() ? null : before.get(before.size() - 1);
    boolean prefix = last == null || last.kind() == Kind.OPERATOR || last.kind() == Kind.OPEN;
    return Node.of(
        Kind.OPERATOR, prefix ? "<mo form=\"prefix\">" + sign + "</mo>" : "<mo>" + sign + "</mo>");
  }

  /** What stands in braces; a face or a colour set inside ends with them. */
  String group() {
    var outside = alphabet;
    var parts = new ArrayList<String>();
    parts.add(row());
    while (!source.atEnd() && source.peek() != '}') {
      // An & or a line's end has no meaning here.
      source.next();
      parts.add(row());
    }
    source.takes("}");
    alphabet = outside;
    return mrow(parts);
  }

  Node letter(String sign) {
    var inFace = alphabet.of(sign);
    boolean upright = alphabet == Alphabet.UPRIGHT || "ΓΔΘΛΞΠΣΥΦΨΩ".contains(inFace);
    var open = upright ? "<mi mathvariant=\"normal\">" : "<mi>";
    return Node.ordinary(open + inFace + "</mi>");
  }

  static Node operator(String sign) {
    return Node.of(Kind.OPERATOR, "<mo>" + Tex.escape(sign) + "</mo>");
  }

  static Node fence(Kind kind, String sign) {
    var spaces = sign.equals("|") || sign.equals("‖") ? " lspace=\"0\" rspace=\"0\"" : "";
    return Node.of(kind, "<mo stretchy=\"false\"" + spaces + ">" + sign + "</mo>");
  }
}
