package org.sfumato.kernel.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AnsiTest {
  @Test
  void should_show_lines_that_were_written_over_as_a_terminal_does() {
    assertEquals("100 %\ndone", Ansi.html("0 %\r50 %\r100 %\r\ndone"));
    assertEquals("Xbc", Ansi.html("abc\rX"));
    assertEquals("X", Ansi.html("abc\r\u001b[KX"));
    assertEquals("aX", Ansi.html("abc\b\bX"));
    assertEquals("\nb", Ansi.html("\n\b\bb"));
    assertEquals("  3", Ansi.html("123\u001b[2D\u001b[1K\u001b[3G3"));
    assertEquals("abZ", Ansi.html("abc\u001b[1DZ"));
  }

  @Test
  void should_know_the_colours_of_terminals() {
    assertEquals("<span class=\"a-c1\">x</span>", Ansi.html("\u001b[91mx"));
    assertEquals("<span class=\"a-b4\">x</span>y", Ansi.html("\u001b[44mx\u001b[49my"));
    assertEquals(
        "<span style=\"color:rgb(255,135,0);\">x</span>", Ansi.html("\u001b[38;5;208mx\u001b[0m"));
    assertEquals(
        "<span class=\"a-bold\" style=\"background:rgb(1,2,255);\">x</span>",
        Ansi.html("\u001b[1;48;2;1;2;999mx"));
    assertEquals(
        "<span class=\"a-under\">x</span>y<span class=\"a-inverse\">z</span>",
        Ansi.html("\u001b[4mx\u001b[24my\u001b[7mz"));
    assertEquals(
        "<span style=\"color:rgb(238,238,238);\">x</span>", Ansi.html("\u001b[38;5;255mx"));
    assertEquals("x", Ansi.html("\u001b[38mx"));
  }

  @Test
  void should_drop_other_commands_and_show_control_characters() {
    assertEquals("link", Ansi.html("\u001b]8;;https://x\u0007link\u001b]8;;\u001b\\"));
    assertEquals("ab", Ansi.html("a\u001b[2J\u001b[?25lb\u0007"));
    assertEquals("␀ ␡ \ufffd &lt;", Ansi.html("\0 \u007f \ud800 <"));
    assertEquals("x", Ansi.html("\u001b[99999999999999999999mx"));
    assertEquals("end", Ansi.html("end\u001b"));
    assertEquals("😀", Ansi.html("😀"));
  }

  @Test
  void should_leave_out_the_middle_of_an_endless_text() {
    var text = "line of text\n".repeat(100_000);
    var html = LongText.block("c", text);
    assertTrue(html.length() < 100_000, html.length() + "");
    assertTrue(html.contains(" lines ("), html.substring(html.length() - 500));
    assertTrue(html.contains("tabindex=\"0\""));
    assertFalse(LongText.block("c", "short").contains("tabindex"));
    var astral = LongText.block("c", "x" + "😀".repeat(200_000));
    assertFalse(astral.contains("\ufffd"), "no character is cut in two");
  }
}
