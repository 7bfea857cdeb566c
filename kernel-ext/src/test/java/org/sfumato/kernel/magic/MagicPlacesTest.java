package org.sfumato.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.cell.Session;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.message.Message.Channel;

/** Where a line is a magic and where it is Java. */
class MagicPlacesTest {
  private static Session session;

  @BeforeAll
  static void start() {
    session = new Session();
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  private static String here() {
    return java.nio.file.Path.of("").toAbsolutePath().toString();
  }

  @Test
  void should_run_a_magic_as_the_only_line() {
    assertEquals(here(), session.value("%pwd"));
    assertEquals(here(), session.value("\n\n   %pwd  \n\n"));
    assertEquals(here(), session.value("%pwd\r\n"));
  }

  @Test
  void should_run_magics_among_statements_in_their_order() {
    assertEquals(
        "3",
        session.value(
            """
            int a1 = 1;
            System.out.println("first");
            %time System.out.println("second")
            int b1 = 2;
              %pwd
            System.out.println("third");
            a1 + b1"""));
    assertEquals("first\nsecond\nthird\n", session.printed(Channel.STDOUT));
    var shown = session.all(Message.Display.class);
    assertEquals(2, shown.size());
    assertTrue(shown.get(0).bundle().plain().contains("CPU"));
    assertEquals(here(), shown.get(1).bundle().plain());
  }

  @Test
  void should_run_a_magic_behind_a_comment() {
    assertEquals(here(), session.value("// where am I?\n%pwd"));
    assertEquals(here(), session.value("/* where\n %lsmagic\n am I? */\n%pwd\n// there"));
  }

  @Test
  void should_run_a_magic_behind_a_statement_without_semicolon() {
    assertEquals("7", session.value("var c1 = 7\n%time c1"));
    assertEquals("4", session.value("int d1 = 4\n%pwd\nd1"));
  }

  @Test
  void should_leave_a_remainder_to_java() {
    session.value("int n = 17, time = 5, x = 3;");
    assertEquals("2", session.value("n\n% x"));
    assertEquals("2", session.value("n\n%x"));
    assertEquals("2", session.value("n\n%time"));
    assertEquals("4", session.value("int rest = n\n    %time\n    + 2;\nrest"));
    assertEquals("2", session.value("(n\n  %time)"));
    assertEquals("1", session.value("int vars = 4;\nn\n%vars"));
    session.engine().execute("time = 5");
  }

  @Test
  void should_leave_comments_strings_and_text_blocks_to_java() {
    assertEquals("%pwd\n%nonsense\n", session.value("\"\"\"\n%pwd\n%nonsense\n\"\"\""));
    assertEquals("1", session.value("/*\n%nonsense\n*/\n1"));
    assertEquals("2", session.value("// %nonsense\n2"));
    assertEquals("%pwd", session.value("\"%pwd\""));
    assertEquals("50 %", session.value("String.format(\"%d %%\",\n50)"));
  }

  @Test
  void should_leave_the_inside_of_blocks_to_java() {
    var error = session.error("void f() {\n  %pwd\n}");
    assertTrue(error.contains("line 2"), error);
    assertTrue(error.contains("illegal start of expression"), error);
  }

  @Test
  void should_not_take_a_pattern_of_files_for_a_comment() {
    var error = session.error("int e1 = 5;\n%classpath nowhere/*.jar\ne1");
    assertTrue(error.contains("there is no folder nowhere"), error);
    assertTrue(error.contains(", line 2"), error);
    assertEquals("6", session.value("e1 + 1"));
  }

  @Test
  void should_take_the_rest_of_a_cell_that_a_magic_heads() {
    session.value("\n  \n%%markdown\n# It's \"quoted\n%pwd\n/* open");
    assertEquals(
        "# It's \"quoted\n%pwd\n/* open",
        session.all(Message.Result.class).get(0).bundle().data().get("text/markdown"));
  }

  @Test
  void should_show_the_value_of_the_last_magic_only_as_the_cells_own() {
    session.run("%pwd\n%pwd");
    assertEquals(1, session.all(Message.Display.class).size());
    assertEquals(1, session.all(Message.Result.class).size());
  }

  @Test
  void should_show_help() {
    var help = session.value("%time?");
    assertTrue(help.startsWith("Runs Java and says how long it took"), help);
    assertTrue(help.contains("%time -n 20"), help);
    assertEquals(help, session.value("%%time?"));
    assertEquals(help, session.value("?%time"));
    assertEquals(help, session.value("%time??"));
    assertTrue(session.value("%html?").contains("%%html"));
  }

  @Test
  void should_name_the_nearest_magic_for_an_unknown_one_and_run_nothing() {
    var error = session.error("int g1 = 9;\n%tiem g1");
    assertTrue(error.contains("there is no magic %tiem; did you mean %time?"), error);
    assertTrue(error.contains("line 2"), error);
    assertTrue(error.contains("    %tiem g1\n    ^^^^^"), error);
    assertTrue(session.error("g1").contains("cannot find symbol"));
    assertTrue(session.error("%%htlm\nx").contains("did you mean %%html?"));
    assertTrue(session.error("%matplotlib inline").contains("%lsmagic lists them all"));
    assertTrue(session.error("%nonsense?").contains("there is no magic %nonsense"));
  }

  @Test
  void should_say_where_a_magic_may_stand() {
    assertTrue(session.error("%html <b>x</b>").contains("%html needs a cell: write %%html"));
    assertTrue(session.error("%%pwd\n1").contains("%%pwd takes no cell: write %pwd"));
    var late = session.error("int h1 = 1;\n%%html\n<b>");
    assertTrue(late.contains("%%html"), late);
    assertTrue(late.contains("first line"), late);
  }
}
