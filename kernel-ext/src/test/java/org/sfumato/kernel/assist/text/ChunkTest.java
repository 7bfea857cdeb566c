package org.sfumato.kernel.assist.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.kernel.assist.text.Chunk.Sort;

class ChunkTest {
  private static String sorts(String cell) {
    return Chunk.of(Lexed.of(cell)).stream()
        .filter(c -> !cell.substring(c.start(), c.end()).isBlank())
        .map(c -> c.sort().name().substring(0, 1))
        .collect(Collectors.joining());
  }

  /** I for an import, M for a type or method, S for a statement. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "import java.util.*; var x = 1; => IS",
        "int x = 1; int f() { return 1; } f() => SMS",
        "public static <T extends List<?>> Map<String, T[]> f(T... a) throws E { } => M",
        "@Deprecated(since = \"1\") final class A { int b; } => M",
        "record R<T>(T a) { } enum E { A } @interface I { } interface J { } => MMMM",
        "var record = 1; record = 2; => SS",
        "if (a) { b(); } else { c(); } d(); => SS",
        "do { a(); } while (b()); c(); => SS",
        "try { a(); } catch (E e) { } finally { } => S",
        "for (int i = 0; i < 3; i++) { a(); } => S",
        "int[] a = {1, 2}; Runnable r = () -> { b(); }; => SS",
        "var a = new A() { int b; }; => S",
        "foo(bar); return foo(bar); throw new E(a); => SSS",
        "Foo.<String>bar(1); a.b.c(d); => SS",
        "list.forEach(x -> { a(); }); => S",
        "synchronized (a) { b(); } => S",
        "int f(String s, Li => M",
        "a < b; c > (d); => SS",
        "\"a; { b\" + ';' => S",
      })
  void should_cut_a_cell_into_parts(String cell, String expected) {
    assertEquals(expected, sorts(cell));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "import a; b", "}}{{", "\"", "int f() {\n}\n// end\n", "a;b;c"})
  void should_cover_the_cell_without_gaps(String cell) {
    int at = 0;
    for (var chunk : Chunk.of(Lexed.of(cell))) {
      assertEquals(at, chunk.start());
      at = chunk.end();
    }
    assertEquals(cell.length(), at);
  }

  @Test
  void should_keep_the_half_written_line_apart_from_the_next() {
    var cell = "a.b\nint f() { return 1; }";
    var chunks = Chunk.around(Lexed.of(cell), 2);
    assertEquals(new Chunk(Sort.STATEMENT, 0, 2, false), chunks.get(0));
    assertEquals(new Chunk(Sort.MEMBER, 4, cell.length(), true), chunks.get(1));
  }

  @Test
  void should_know_where_literals_and_comments_are() {
    var cell = Lexed.of("a(\"x\") // c\n'b' \"\"\"\n t\"\"\" 1.5e-3 /* d");
    var inside = new StringBuilder();
    for (int i = 0; i <= cell.text().length(); i++) {
      inside.append(cell.around(i).map(t -> t.kind().name().substring(0, 1)).orElse("."));
    }
    assertEquals("...SS...CCCC.CC..TTTTTTTT..NNNNNN.CCCC", inside.toString());
  }

  @Test
  void should_tell_magics_from_java() {
    var cell = "%time a\nint x = 7\n% 2;\nvar s = \"\"\"\n%no\n\"\"\";\n%vars\n";
    var names = MagicLine.of(cell).stream().map(MagicLine::name).toList();
    assertEquals("[time, vars]", names.toString());
    var blanked = MagicLine.blanked(cell, MagicLine.of(cell));
    assertEquals(cell.length(), blanked.length());
    assertEquals("      a\nint x = 7\n% 2;\nvar s = \"\"\"\n%no\n\"\"\";\n     \n", blanked);
  }
}
