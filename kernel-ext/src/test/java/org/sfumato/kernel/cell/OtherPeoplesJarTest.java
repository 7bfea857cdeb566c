package org.sfumato.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.extension.OtherJar;
import org.sfumato.kernel.message.Message;

/** {@code %classpath} brings from a jar whatever somebody else has added to a family. */
class OtherPeoplesJarTest {
  private static Session session;

  @BeforeAll
  static void added(@TempDir Path folder) throws Exception {
    session = new Session();
    var added = session.run("%classpath \"" + OtherJar.in(folder) + "\"\nimport other.*;");
    assertTrue(added.succeeded(), () -> Session.trace(added));
  }

  @AfterAll
  static void closed() {
    session.close();
  }

  @Test
  void shouldBringACorruption() {
    var measured = session.value("new Halved().apply(dataset(\"phantom/t1\").test().first(1))");
    assertTrue(measured.contains("Halved"), measured);
  }

  @Test
  void shouldBringAGuidanceTermThatShowsItsEquation() {
    session.run("new Darker().times(0.5)");
    var shown = session.all(Message.Result.class).get(0).bundle();
    assertTrue(shown.data().get("text/latex").toString().contains("Darker"));
  }

  @Test
  void shouldBringTheLooksOfItsValues() {
    session.run("new Celsius(21.5)");
    var shown = session.all(Message.Result.class).get(0).bundle();
    assertEquals("<b>21.5</b>", shown.data().get("text/html"));
  }

  @Test
  void shouldBringAMagic() {
    assertEquals("VERY LOUD", session.value("%shout very loud"));
    assertTrue(session.value("%lsmagic").contains("shout"));
  }
}
