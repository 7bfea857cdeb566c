package org.sfumato.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.message.Message.Channel;

class CellEngineTest {
  private static final ArrayList<String> AROUND = new ArrayList<>();
  private static Session session;

  @BeforeAll
  static void start() {
    session =
        new Session(
            new CellHook() {
              @Override
              public void beforeCell() {
                AROUND.add("before on " + Thread.currentThread().getName());
              }

              @Override
              public void afterCell() {
                AROUND.add("after");
              }
            });
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  @Test
  void should_show_the_value_of_the_last_expression() {
    assertEquals("2", session.value("1 + 1"));
    assertEquals("5", session.value("var v1 = 5;\nv1"));
    assertEquals("6", session.value("int v2 = 5;\n\nv2 + 1   // said aloud"));
    assertEquals("7", session.value("int v3;\nv3 = 7"));
  }

  @Test
  void should_show_nothing_after_a_semicolon_or_a_declaration() {
    assertEquals("", session.value("1 + 1;"));
    assertEquals("", session.value("1 + 1; // quietly"));
    assertEquals("", session.value("var w1 = 5"));
    assertEquals("", session.value("int twice(int n) { return 2 * n; }"));
    assertEquals("", session.value("// nothing here"));
    assertEquals("", session.value(""));
  }

  @Test
  void should_see_a_chain_whose_lines_begin_with_dots_as_one_expression() {
    assertEquals(
        "[2, 4]",
        session.value("List.of(1, 2)\n    .stream()\n    .map(n -> 2 * n)\n    .toList()"));
  }

  @Test
  void should_keep_real_objects_and_their_types() {
    session.run("record Point(int x, int y) {}\nvar p = new Point(3, 4);");
    assertEquals("7", session.value("p.x() + p.y()"));
  }

  @Test
  void should_let_declarations_wait_for_each_other_across_cells() {
    session.run("boolean isEven(int n) { return n == 0 || isOdd(n - 1); }");
    assertEquals("isEven() waits for method isOdd(int)\n", session.printed(Channel.STDERR));
    assertEquals(
        "true",
        session.value("boolean isOdd(int n) { return n != 0 && isEven(n - 1); }\nisEven(10)"));
  }

  @Test
  void should_replace_what_is_declared_again() {
    session.run("double zeta = 0.3;");
    assertEquals("1.0", session.value("double zeta = 1.0;\nzeta"));
    session.run("String zeta = \"now a text\";");
    assertEquals("now a text", session.value("zeta"));
    session.run("int f1() { return 1; }");
    session.run("int g1() { return f1(); }");
    assertEquals("2", session.value("int f1() { return 2; }\ng1()"));
  }

  @Test
  void should_keep_the_values_of_variables_when_what_they_came_from_is_declared_again() {
    session.run("var source1 = 1;");
    session.run(
        "var made1 = source1 + 1;\nint use1() { return made1; }\nvar text1 = \"t\" + use1();");
    assertEquals("2 t2", session.value("var source1 = 5;\nmade1 + \" \" + text1"));
    assertEquals("", session.printed(Channel.STDERR));
    assertEquals("3 2", session.value("var source1 = use1() + 1;\nsource1 + \" \" + made1"));
    assertEquals("0", session.value("int made1;\nmade1"));
  }

  @Test
  void should_say_which_variables_do_not_survive_a_change_of_type() {
    session.run("var source3 = 1;\nvar made3 = source3 + 1;\nint use3() { return made3; }");
    session.run("double source3 = 0.5;");
    var said = session.printed(Channel.STDERR);
    assertEquals("made3 was made with the earlier source3 and is empty now; make it again\n", said);
    assertTrue(session.error("made3").contains("symbol:   variable made3"));
    assertTrue(
        session
            .error("use3()")
            .contains("use3() uses variable made3, which no cell has defined yet"));
    session.run("var source4 = 1;\nvar made4 = source4 + 1;\nint use4() { return made4; }");
    assertTrue(session.error("double source4 = use4();").startsWith("CompileError: source4 uses "));
  }

  @Test
  void should_take_several_variables_of_one_statement() {
    assertEquals("3", session.value("int left2 = 1, right2 = left2 + 1;\nleft2 + right2"));
    assertTrue(session.error("int up2 = 1, down2 = 1 / 0;").contains("/ by zero"));
  }

  @Test
  void should_say_which_values_a_redeclared_class_has_emptied() {
    session.run("class Sheet { int n = 1; }\nvar sheet = new Sheet();\nSheet other = new Sheet();");
    session.run("class Sheet { int n = 2; int m = 3; }");
    var said = session.printed(Channel.STDERR);
    assertTrue(
        said.contains("sheet was made with the earlier Sheet and is empty now; make it again"),
        said);
    assertTrue(said.contains("other was made"), said);
    assertEquals("3", session.value("var sheet = new Sheet();\nsheet.m"));
  }

  @Test
  void should_point_at_the_place_of_a_compile_error() {
    var said = session.error("int a1 = 3;\nint b1 = a1 + undefined1 * 2;");
    assertTrue(said.matches("(?s)In\\[\\d+], line 2, column 15: cannot find symbol\\n.*"), said);
    assertTrue(
        said.contains(
            "    int b1 = a1 + undefined1 * 2;\n    " + " ".repeat(14) + "^".repeat(10) + "\n"),
        said);
    assertTrue(said.contains("symbol:   variable undefined1"), said);
    assertFalse(said.contains("JShell"), said);
  }

  @Test
  void should_mark_the_missing_member_and_not_what_it_is_missing_from() {
    var said = session.error("var s1 = \"abc\".lenght();");
    assertTrue(said.contains("column 16: cannot find symbol"), said);
    assertTrue(said.contains("\n    " + " ".repeat(15) + "^^^^^^\n"), said);
  }

  @Test
  void should_run_nothing_of_a_cell_that_is_not_java() {
    var said = session.error("System.out.println(\"no\");\nif (true) {");
    assertEquals("", session.printed(Channel.STDOUT));
    assertTrue(said.contains("line 2"), said);
    assertTrue(said.contains("reached end of file"), said);
  }

  @Test
  void should_refuse_a_variable_of_a_type_that_nobody_declares() {
    assertTrue(session.error("Imagse x9 = null;").contains("class Imagse"));
  }

  @Test
  void should_name_what_a_called_method_waits_for() {
    var said = session.error("int caller() { return missingOne(); }\ncaller()");
    assertTrue(
        said.contains("caller() uses method missingOne(), which no cell has defined yet"), said);
  }

  @Test
  void should_show_an_exception_with_its_own_class_and_only_lines_of_cells() {
    session.run(
        "int count(int n) {\n  if (n == 0) throw new IllegalStateException(\"bad\");\n  return count(n - 1);\n}");
    var in = session.engine().execute("1;").count() - 1;
    var said = session.error("var k1 = 1;\n\ncount(1)");
    assertEquals(
        "java.lang.IllegalStateException: bad\n"
            + "    at count (In["
            + in
            + "], line 2)\n"
            + "      if (n == 0) throw new IllegalStateException(\"bad\");\n"
            + "    at count (In["
            + in
            + "], line 3)\n"
            + "    at In["
            + (in + 2)
            + "], line 3",
        said);
  }

  @Test
  void should_show_the_chain_of_causes_and_methods_of_classes() {
    session.run(
        "class Reader1 {\n  void read() {\n    try { Integer.parseInt(\"x\"); }\n    catch (NumberFormatException e) { throw new RuntimeException(\"cannot read\", e); }\n  }\n}");
    var said = session.error("new Reader1().read();");
    assertTrue(
        said.startsWith("java.lang.RuntimeException: cannot read\n    at Reader1.read (In["), said);
    assertTrue(
        said.contains("caused by java.lang.NumberFormatException: For input string: \"x\""), said);
    assertFalse(said.contains("REPL"), said);
    assertFalse(said.contains("jdk.jshell"), said);
  }

  @Test
  void should_cut_the_trace_of_an_endless_recursion() {
    var said = session.error("int endless(int n) { return endless(n + 1) + 1; }\nendless(0)");
    assertTrue(said.startsWith("java.lang.StackOverflowError"), said);
    assertTrue(said.contains("… and further calls"), said);
    assertTrue(said.lines().count() < 20, said);
  }

  @Test
  void should_keep_shown_values_for_out_and_let_others_go() {
    var n = session.run("\"kept\"").count();
    assertEquals("kept", session.value("out(" + n + ")"));
    assertTrue(session.error("out(-1)").contains("cell -1 showed no value"));
    session.run(
        "var weak = new java.lang.ref.WeakReference<Object>(new byte[1000]);\n"
            + "Object held = new byte[1000];\nvar old = new java.lang.ref.WeakReference<Object>(held);");
    session.run("Object held = null;");
    assertEquals(
        "true", session.value("System.gc(); Thread.sleep(50); System.gc();\nold.get() == null"));
  }

  @Test
  void should_count_only_cells_that_are_to_be_counted() {
    int n = session.run("1").count();
    session.engine().execute(Request.of("2").in(Request.Mode.UNCOUNTED));
    assertEquals(n + 1, session.run("3").count());
    var silent = session.engine().execute(Request.of("4").in(Request.Mode.SILENT));
    assertTrue(silent.succeeded());
    assertEquals(n + 2, session.run("5").count());
  }

  @Test
  void should_say_nothing_of_a_silent_cell() {
    session.run("1");
    int before = session.all(Message.class).size();
    session.engine().execute(Request.of("6 * 7").in(Request.Mode.SILENT));
    assertEquals(before, session.all(Message.class).size());
  }

  @Test
  void should_call_the_hooks_around_each_cell_on_its_thread() {
    AROUND.clear();
    session.run("throw new RuntimeException();");
    assertEquals(java.util.List.of("before on cells", "after"), AROUND);
  }

  @Test
  void should_have_the_vocabulary_in_scope() {
    assertEquals(
        "[1, 1, 2, 2]",
        session.value("var im = imagesOf(new float[] {0f, 0f, 1f, 1f}, 1, 1, 2, 2);\nim.shape()"));
    assertEquals("org.sfumato.Images", session.value("Images.class.getName()"));
    assertEquals("tech.tablesaw.api.Table", session.value("Table.class.getName()"));
    assertEquals("ai.djl.ndarray.NDArray", session.value("NDArray.class.getName()"));
  }

  @Test
  void should_refuse_a_second_engine_in_the_process() {
    var e = assertThrows(IllegalStateException.class, Session::new);
    assertEquals("one cell engine runs already in this process; close it first", e.getMessage());
  }
}
