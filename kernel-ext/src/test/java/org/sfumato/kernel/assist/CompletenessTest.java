package org.sfumato.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfumato.kernel.assist.Completeness.Status;
import org.sfumato.kernel.cell.Session;

class CompletenessTest {
  private static Session session;

  @BeforeAll
  static void start() {
    session = new Session();
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "~~ => COMPLETE => 0",
        "~int x = 1;~ => COMPLETE => 0",
        "1 + 1 => COMPLETE => 0",
        "~int x = 1;⏎x + 1~ => COMPLETE => 0",
        "~System.out.println(1);~ => COMPLETE => 0",
        "int f() { return 1; } => COMPLETE => 0",
        "~// nothing but a comment~ => COMPLETE => 0",
        "~var s = \"a { b\";~ => COMPLETE => 0",
        "~import java.util.*;~ => COMPLETE => 0",
        "lmi? => COMPLETE => 0",
        "int f() { => INCOMPLETE => 4",
        "~class A {⏎    int f() {~ => INCOMPLETE => 8",
        "~class A {⏎    int f() {⏎        return 1;⏎    }~ => INCOMPLETE => 4",
        "foo( => INCOMPLETE => 4",
        "foo(bar( => INCOMPLETE => 4",
        "~foo(⏎    bar(~ => INCOMPLETE => 8",
        "1 + => INCOMPLETE => 4",
        "int x = => INCOMPLETE => 4",
        "list. => INCOMPLETE => 4",
        "~/* begun~ => INCOMPLETE => 0",
        "~var t = \"\"\"⏎  text~ => INCOMPLETE => 2",
        "~int int = ;~ => INVALID => 0",
        "int int = 1 => INVALID => 0",
        "a) => INVALID => 0",
        "~f(]~ => INVALID => 0",
        "~var s = \"no end~ => INVALID => 0",
        "~int x = 1; int int = ;~ => INVALID => 0",
        "%time 1 + 1 => COMPLETE => 0",
        "%lsmagic => COMPLETE => 0",
        "~%time⏎int f() {~ => INCOMPLETE => 4",
        "%%html => INCOMPLETE => 0",
        "~%%html⏎<b>~ => INCOMPLETE => 0",
        "~%%html⏎<b>⏎~ => COMPLETE => 0",
      })
  void should_say_whether_a_text_can_run(String written, Status status, int indent) {
    var code = written == null ? "" : written.replace("⏎", "\n");
    assertEquals(
        new Completeness(status, " ".repeat(indent)), session.engine().assist().completeness(code));
  }
}
