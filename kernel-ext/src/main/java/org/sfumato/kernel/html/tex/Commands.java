package org.sfumato.kernel.html.tex;

import java.util.Map;
import java.util.Set;
import org.sfumato.kernel.html.tex.Node.Kind;

/** What a command after its backslash means. */
final class Commands {
  private static final Map<String, Alphabet> FACES =
      Map.ofEntries(
          Map.entry("mathbf", Alphabet.BOLD),
          Map.entry("boldsymbol", Alphabet.BOLD_ITALIC),
          Map.entry("bm", Alphabet.BOLD_ITALIC),
          Map.entry("mathcal", Alphabet.SCRIPT),
          Map.entry("mathscr", Alphabet.SCRIPT),
          Map.entry("mathfrak", Alphabet.FRAKTUR),
          Map.entry("mathbb", Alphabet.DOUBLE),
          Map.entry("mathsf", Alphabet.SANS),
          Map.entry("mathtt", Alphabet.MONO),
          Map.entry("mathit", Alphabet.ITALIC),
          Map.entry("mathnormal", Alphabet.ITALIC));

  private static final Set<String> NOTHING =
      Set.of("nonumber", "notag", "hline", "textstyle", "scriptstyle", "limits", "nolimits");

  private final Formula formula;
  private final TexSource source;

  Commands(Formula formula) {
    this.formula = formula;
    this.source = formula.source;
  }

  Node read() {
    var name = source.command();
    var sign = sign(name);
    return sign != null ? sign : construct(name);
  }

  private Node sign(String name) {
    if (Symbols.LETTERS.containsKey(name)) {
      return formula.letter(Symbols.LETTERS.get(name));
    }
    if (Symbols.OPERATORS.containsKey(name)) {
      return Formula.operator(Symbols.OPERATORS.get(name));
    }
    if (Symbols.LARGE.containsKey(name)) {
      return Node.of(
              Kind.OPERATOR, "<mo movablelimits=\"true\">" + Symbols.LARGE.get(name) + "</mo>")
          .limits(true);
    }
    if (Symbols.INTEGRALS.containsKey(name)) {
      return Formula.operator(Symbols.INTEGRALS.get(name));
    }
    if (Symbols.FENCES.containsKey(name)) {
      var kind =
          name.startsWith("l") || name.equals("{")
              ? Kind.OPEN
              : name.startsWith("r") || name.equals("}") ? Kind.CLOSE : Kind.ORDINARY;
      return Formula.fence(kind, Symbols.FENCES.get(name));
    }
    if (Symbols.FUNCTIONS.contains(name)) {
      return Node.of(Kind.FUNCTION, "<mi>" + name + "</mi>");
    }
    if (Symbols.LIMITED.containsKey(name)) {
      return limited(Symbols.LIMITED.get(name));
    }
    if (Symbols.SPACES.containsKey(name)) {
      return Formula.space(Symbols.SPACES.get(name));
    }
    return switch (name) {
      case " " -> Formula.space("0.3333");
      case "%", "$", "#", "&", "_" -> Node.ordinary("<mi>" + Tex.escape(name) + "</mi>");
      default -> null;
    };
  }

  private Node construct(String name) {
    if (Symbols.ACCENTS.containsKey(name)) {
      return mark("mover accent=\"true\"", Symbols.ACCENTS.get(name));
    }
    if (name.equals("underline")) {
      return mark("munder", "_+");
    }
    if (FACES.containsKey(name)) {
      return face(FACES.get(name));
    }
    if (Texts.COMMANDS.contains(name)) {
      return Node.ordinary(Texts.of(name, source.raw()));
    }
    if (NOTHING.contains(name)) {
      return Node.ordinary("");
    }
    var size = name.replaceFirst("[lrm]$", "");
    if (Symbols.SIZES.containsKey(size)) {
      return new Delimiters(formula).big(Symbols.SIZES.get(size), name);
    }
    return arrangement(name);
  }

  private Node arrangement(String name) {
    return switch (name) {
      case "frac", "dfrac", "cfrac", "tfrac" -> fraction(name);
      case "binom", "dbinom", "tbinom" ->
          Node.ordinary(
              "<mrow><mo>(</mo><mfrac linethickness=\"0\">"
                  + formula.argument()
                  + formula.argument()
                  + "</mfrac><mo>)</mo></mrow>");
      case "sqrt" -> root();
      case "operatorname" -> operatorName();
      case "mathrm", "mathup", "rm" -> Node.ordinary(upright());
      case "left" -> Node.ordinary(new Delimiters(formula).bracketed());
      case "underbrace", "underbracket" -> brace(false);
      case "overbrace", "overbracket" -> brace(true);
      case "overset", "stackrel" -> stacked("mover");
      case "underset" -> stacked("munder");
      case "substack" -> Node.ordinary(substack());
      case "xrightarrow" ->
          Node.of(
              Kind.OPERATOR,
              "<mover><mo stretchy=\"true\">→</mo>" + formula.argument() + "</mover>");
      case "color", "textcolor" -> colour(name);
      case "begin" -> Node.ordinary(new Table(formula).environment());
      case "not" -> not();
      case "phantom", "hphantom", "vphantom" ->
          Node.ordinary("<mphantom>" + formula.argument() + "</mphantom>");
      case "boxed", "fbox" ->
          Node.ordinary(
              "<mrow style=\"border:1px solid;padding:0.25em\">" + formula.argument() + "</mrow>");
      case "cancel" ->
          Node.ordinary(
              "<mrow style=\"text-decoration:line-through\">" + formula.argument() + "</mrow>");
      case "displaystyle" ->
          Node.ordinary("<mstyle displaystyle=\"true\">" + formula.row() + "</mstyle>");
      case "mathop" -> Node.of(Kind.OPERATOR, formula.argument()).limits(true);
      case "mathrel", "mathbin", "mathord", "mathopen", "mathclose", "mathpunct" ->
          Node.of(Kind.OPERATOR, formula.argument());
      case "label", "vspace", "hspace" -> {
        source.raw();
        yield Node.ordinary("");
      }
      case "pmod" ->
          Node.ordinary(
              "<mrow><mspace width=\"0.5em\"></mspace><mo stretchy=\"false\">(</mo><mi>mod</mi>"
                  + "<mspace width=\"0.3em\"></mspace>"
                  + formula.argument()
                  + "<mo stretchy=\"false\">)</mo></mrow>");
      case "bmod", "mod" ->
          Node.of(Kind.OPERATOR, "<mo lspace=\"0.2em\" rspace=\"0.2em\">mod</mo>");
      case "tag" ->
          Node.ordinary(
              "<mrow><mspace width=\"2em\"></mspace><mtext>("
                  + Tex.escape(source.raw())
                  + ")</mtext></mrow>");
      default -> Node.ordinary("<mtext class=\"tex-unknown\">\\" + Tex.escape(name) + "</mtext>");
    };
  }

  private static Node limited(String words) {
    var name = words.replace(" ", "\u2009");
    return Node.of(
            Kind.FUNCTION, "<mo movablelimits=\"true\" rspace=\"0\" lspace=\"0\">" + name + "</mo>")
        .limits(true);
  }

  /** Few machines have a font whose braces grow sideways, so they are drawn as rounded borders. */
  private static final String BRACED = "border:solid;padding:%s;border-width:%s;border-radius:%s";

  private Node brace(boolean above) {
    var style =
        above
            ? BRACED.formatted("0.25em 0.2em 0", "1.5px 0 0", "0.6em 0.6em 0 0")
            : BRACED.formatted("0 0.2em 0.25em", "0 0 1.5px", "0 0 0.6em 0.6em");
    var xml = "<mrow style=\"" + style + "\">" + formula.argument() + "</mrow>";
    return Node.ordinary(xml).limits(true);
  }

  private Node mark(String element, String sign) {
    boolean stretches = sign.endsWith("+");
    var shown = Tex.escape(stretches ? sign.substring(0, sign.length() - 1) : sign);
    return Node.ordinary(
        "<"
            + element
            + ">"
            + formula.argument()
            + "<mo stretchy=\""
            + stretches
            + "\">"
            + shown
            + "</mo></"
            + element.replaceFirst(" .*", "")
            + ">");
  }

  private Node face(Alphabet face) {
    var outside = formula.alphabet;
    formula.alphabet = face;
    var xml = formula.argument();
    formula.alphabet = outside;
    return Node.ordinary(xml);
  }

  private String upright() {
    source.skipBlank();
    var raw = source.raw();
    if (raw.matches("[\\p{L}\\p{N}]{2,}")) {
      return "<mi>" + Tex.escape(raw) + "</mi>";
    }
    var inner = new Formula(new TexSource(raw));
    inner.alphabet = Alphabet.UPRIGHT;
    return inner.whole();
  }

  private Node fraction(String name) {
    var parts = "<mfrac>" + formula.argument() + formula.argument() + "</mfrac>";
    return Node.ordinary(
        switch (name) {
          case "dfrac", "cfrac" -> "<mstyle displaystyle=\"true\">" + parts + "</mstyle>";
          case "tfrac" -> "<mstyle displaystyle=\"false\">" + parts + "</mstyle>";
          default -> parts;
        });
  }

  private Node root() {
    var index = source.optional();
    var inside = formula.argument();
    return Node.ordinary(
        index.isEmpty()
            ? "<msqrt>" + inside + "</msqrt>"
            : "<mroot>" + inside + new Formula(new TexSource(index)).whole() + "</mroot>");
  }

  private Node operatorName() {
    boolean limits = source.takes("*");
    var words =
        source.raw().replaceAll("\\\\[,;! ]", " ").replaceAll("\\\\[a-z]+|[{}]", "").strip();
    return limits
        ? limited(Tex.escape(words))
        : Node.of(Kind.FUNCTION, "<mi>" + Tex.escape(words) + "</mi>");
  }

  private Node stacked(String element) {
    var small = formula.argument();
    var base = formula.argument();
    return Node.of(Kind.OPERATOR, "<" + element + ">" + base + small + "</" + element + ">");
  }

  private String substack() {
    var inner = new Formula(new TexSource(source.raw()));
    return Table.plain(new Table(inner).rows(""), Table.CENTER);
  }

  /** {@code \color{c}{x}} and {@code \textcolor{c}{x}} colour x; {@code \color{c}} the rest. */
  private Node colour(String name) {
    var raw = source.raw().strip();
    var colour = raw.matches("[A-Za-z]+|#[0-9A-Fa-f]{3,8}") ? raw : "inherit";
    source.skipBlank();
    var inside =
        name.equals("textcolor") || source.peek() == '{' ? formula.argument() : formula.row();
    return Node.ordinary("<mrow style=\"color:" + colour + "\">" + inside + "</mrow>");
  }

  private Node not() {
    source.skipBlank();
    var struck = formula.argument().replaceFirst("</m", "\u0338</m");
    return Node.of(Kind.OPERATOR, struck);
  }
}
