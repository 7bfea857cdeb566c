package org.sfumato.kernel.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that is added in the middle of a session of a stock kernel brings what it has. */
class OtherPeoplesJarTest {
  private static FakeKernel kernel;

  @BeforeAll
  static void added(@TempDir Path folder) throws Exception {
    var jar = OtherJar.in(folder);
    var jjava = new FakeJJava();
    kernel = jjava;
    new JJavaExtension().install(jjava);
    jjava.addToClasspath(jar.toString());
    // What comes with a jar is there from the next cell on.
    kernel.stock().evaluate("import other.*;");
  }

  @AfterAll
  static void closed() {
    StockKernel.uninstall();
    kernel.close();
  }

  @Test
  void shouldBringACorruption() {
    var halved = "var x = dataset(\"phantom/t1\").test().first(1); new Halved().apply(x).text()";
    assertTrue(kernel.stock().evaluate(halved).toString().contains("Halved"));
  }

  @Test
  void shouldBringAGuidanceTermThatShowsItsEquation() throws Exception {
    var shown = kernel.result("new Darker().times(0.5)");
    assertTrue(shown.data("text/latex").contains("Darker"), shown.data("text/latex"));
  }

  @Test
  void shouldBringTheLooksOfItsValues() throws Exception {
    var shown = kernel.result("new Celsius(21.5)");
    assertEquals("21.5 °C", shown.data("text/plain"));
    assertEquals("<b>21.5</b>", shown.data("text/html"));
  }

  @Test
  void shouldBringAMagicForLinesAndForCells() throws Exception {
    assertEquals("VERY LOUD", kernel.lineMagic("shout", List.of("very", "loud")));
    assertEquals("VERY LOUD", kernel.cellMagic("shout", List.of("very"), " loud"));
  }

  @Test
  void shouldLetAMagicRunJavaInTheSession() throws Exception {
    assertEquals(2, kernel.lineMagic("shout", List.of("count")));
  }

  @Test
  void shouldHandOnWhatAMagicFailsWith() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> kernel.lineMagic("shout", List.of()));
    assertEquals("%shout needs something to say", e.getMessage());
  }

  @Test
  void shouldLeaveTheKernelsOwnMagicsAlone() throws Exception {
    var jjava = (FakeJJava) kernel;
    jjava.getMagicsRegistry().registerLineMagic("whisper", (k, arguments) -> "its own");
    new JJavaHost(jjava).registerLine("whisper", (arguments, body) -> "another");
    assertEquals("its own", kernel.lineMagic("whisper", List.of()));
  }
}
