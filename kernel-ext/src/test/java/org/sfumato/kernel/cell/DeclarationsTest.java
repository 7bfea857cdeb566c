package org.sfumato.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.message.Message.Channel;

/** Types and methods that are declared in cells, declared again, and depend on each other. */
class DeclarationsTest {
  private static Session session;

  @BeforeAll
  static void start() {
    session = new Session();
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  @Test
  void should_take_types_of_one_cell_that_need_each_other() {
    assertEquals(
        "LEAF 3",
        session.value(
            """
            record Node1(List<Node1> children, Kind1 kind) {
              int size() { return 1 + children.stream().mapToInt(Node1::size).sum(); }
              static Node1 leaf() { return new Node1(List.of(), Kind1.LEAF); }
            }
            enum Kind1 {
              LEAF, INNER;
              Node1 with(Node1... all) { return new Node1(List.of(all), this); }
            }
            Kind1.LEAF + " " + Kind1.INNER.with(Node1.leaf(), Node1.leaf()).size()
            """));
  }

  @Test
  void should_let_types_wait_for_each_other_across_cells() {
    session.run("interface Shape2 { Area2 area(); }");
    assertEquals("Shape2 waits for class Area2\n", session.printed(Channel.STDERR));
    session.run("record Area2(double squareMetres) {}");
    assertEquals("", session.printed(Channel.STDERR));
    assertEquals("4.0", session.value("Shape2 s2 = () -> new Area2(4);\ns2.area().squareMetres()"));
  }

  @Test
  void should_replace_an_enum_a_record_and_an_interface() {
    session.run("enum Mode3 { OFF }\nString say3() { return Arrays.toString(Mode3.values()); }");
    session.run("enum Mode3 { OFF, ON }");
    assertEquals("[OFF, ON]", session.value("say3()"));
    session.run("record Pair3(int a) {}\nint sum3() { return new Pair3(5).a(); }");
    session.run("record Pair3(int a, int b) { Pair3(int a) { this(a, 2 * a); } }");
    assertEquals("5", session.value("sum3()"));
    assertEquals("15", session.value("var p3 = new Pair3(5);\np3.a() + p3.b()"));
    session.run("interface Named3 { String name(); }");
    session.run("interface Named3 { default String name() { return \"nobody\"; } }");
    assertEquals("nobody", session.value("new Named3() {}.name()"));
  }

  @Test
  void should_replace_a_method_where_others_call_it_and_keep_overloads() {
    session.run("String f4(int n) { return \"int\"; }\nString f4(String s) { return \"text\"; }");
    session.run("String g4() { return f4(1) + f4(\"\"); }");
    assertEquals("inttext", session.value("g4()"));
    session.run("String f4(int n) { return \"number\"; }");
    assertEquals("numbertext", session.value("g4()"));
  }

  @Test
  void should_say_that_a_method_fits_its_callers_no_more() {
    session.run("int f5(int n) { return n; }\nint g5() { return f5(1); }");
    session.run("String f5(int n) { return \"text\"; }");
    var said = session.error("g5()");
    assertTrue(said.contains("g5() uses"), said);
  }

  @Test
  void should_run_the_last_statement_of_a_cell_though_it_shadows_a_word_of_the_language() {
    assertEquals("3", session.value("int show = 1;\nint images = 2;\nshow + images"));
  }
}
