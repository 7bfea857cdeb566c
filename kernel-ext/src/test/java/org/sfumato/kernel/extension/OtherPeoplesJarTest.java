package org.sfumato.kernel.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.magic.Magic;
import org.sfumato.kernel.render.TypeRenderer;

/** A jar that is added in the middle of a session brings everything that a family can have. */
class OtherPeoplesJarTest {
  private static final Map<String, String> SOURCES =
      Map.of(
          "Halved.java",
          """
          package other;
          import ai.djl.ndarray.NDArray;
          import org.sfumato.*;
          public record Halved() implements Corruption {
            public NDArray of(NDArray x, Step s) { return x.mul(0.5f); }
          }
          """,
          "Darker.java",
          """
          package other;
          import ai.djl.ndarray.NDArray;
          import org.sfumato.*;
          import org.sfumato.guidance.Guidances;
          public record Darker() implements Term {
            public NDArray of(NDArray x0, Step s) { return Guidances.average(x0); }
          }
          """,
          "Celsius.java",
          """
          package other;
          import org.sfumato.kernel.message.Bundle;
          import org.sfumato.kernel.render.TypeRenderer;
          public record Celsius(double degrees) {
            public static final class Form implements TypeRenderer<Celsius> {
              public Class<Celsius> type() { return Celsius.class; }
              public Bundle of(Celsius c) {
                return Bundle.text(c.degrees() + " °C").with("text/html", "<b>" + c.degrees() + "</b>");
              }
            }
          }
          """,
          "Shout.java",
          """
          package other;
          import java.util.*;
          import org.sfumato.kernel.magic.Magic;
          public final class Shout implements Magic {
            public String name() { return "shout"; }
            public String help() { return "Says it louder."; }
            public Set<Place> places() { return Set.of(Place.LINE, Place.CELL); }
            public Optional<Object> run(Call call) throws Exception {
              if (call.arguments().equals("count")) {
                return call.cells().java("1 + 1");
              }
              if (call.arguments().isEmpty()) {
                throw new IllegalArgumentException("%shout needs something to say");
              }
              return Optional.of((call.arguments() + call.body().orElse("")).toUpperCase());
            }
          }
          """);

  private static FakeKernel kernel;

  @BeforeAll
  static void added(@TempDir Path folder) throws Exception {
    var jar =
        OtherJar.of(
            folder,
            SOURCES,
            Map.of(
                Magic.class.getName(), "other.Shout",
                TypeRenderer.class.getName(), "other.Celsius$Form"));
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
