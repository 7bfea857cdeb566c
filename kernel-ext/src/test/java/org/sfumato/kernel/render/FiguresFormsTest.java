package org.sfumato.kernel.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sfumato.Figures;
import org.sfumato.Score;
import org.sfumato.Shown;
import org.sfumato.kernel.html.HtmlPage;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.notebook.Notebooks;
import org.sfumato.kernel.notebook.Outputs;

class FiguresFormsTest {
  private static final Score SCORE = new Score("SSIM", 1 / 3.0, .25, .5, 40, "7×7");

  private record Says(String json) implements Shown {
    @Override
    public String text() {
      return "a score";
    }

    @Override
    public Optional<String> figures() {
      return Optional.of(json);
    }
  }

  private static Bundle bundle(Shown value) {
    return Renderers.standard().bundle(value);
  }

  @Test
  void should_send_the_figures_as_a_tree_beside_the_other_forms() {
    var bundle = bundle(SCORE);
    var figures = (Map<?, ?>) bundle.data().get("application/vnd.sfumato.result+json");
    assertEquals(1 / 3.0, figures.get("value"));
    assertEquals(40, figures.get("n"));
    assertTrue(bundle.data().containsKey(Bundle.TEXT) && bundle.data().containsKey(Bundle.LATEX));
  }

  @Test
  void should_leave_out_figures_that_are_no_json_and_say_so() {
    var bundle = bundle(new Says("{1"));
    assertFalse(bundle.data().containsKey(Bundle.FIGURES));
    assertTrue(bundle.plain().startsWith("a score\n(no figures: they are no JSON"), bundle.plain());
  }

  @Test
  void should_keep_them_in_the_notebook_and_off_the_page() throws Exception {
    var notebook = new Notebooks().code("score").notebook();
    var outputs = new Outputs();
    outputs.next(notebook.cells().get(0));
    outputs.accept(new Message.Input(1, 1, "score"));
    outputs.accept(new Message.Result(1, bundle(SCORE), 1));
    outputs.end();
    var data = notebook.cells().get(0).outputs().get(0).path("data");
    var figures = data.path(Bundle.FIGURES);
    assertEquals(1 / 3.0, figures.path("value").doubleValue());
    Map<String, Object> read =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readValue(
                notebook.toString(), new com.fasterxml.jackson.core.type.TypeReference<>() {});
    var cell = (Map<?, ?>) ((List<?>) read.get("cells")).get(0);
    var output = (Map<?, ?>) ((List<?>) cell.get("outputs")).get(0);
    @SuppressWarnings("unchecked") // JSON objects have texts for keys.
    var stored = (Map<String, Object>) ((Map<?, ?>) output.get("data")).get(Bundle.FIGURES);
    assertEquals(stored.get(Figures.DIGEST), Figures.digest(stored));
    var page = HtmlPage.of(notebook, "n", java.nio.file.Path.of("."));
    assertTrue(page.contains("0.333333"), page);
    assertFalse(page.contains("sha256") || page.contains("0.33333333"), page);
  }
}
