package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.compare;
import static org.sfumato.judge.Judging.over;
import static org.sfumato.judge.Judging.score;
import static org.sfumato.judge.Judging.sweep;
import static org.sfumato.metric.Metrics.mse;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.sfumato.Draws;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Provenance;
import org.sfumato.Shown;
import org.sfumato.Step;

class ScoreFiguresTest {
  private static Images gray(double value) {
    var values = new float[4 * 64];
    var ids = new ArrayList<ImageId>();
    for (int i = 0; i < 4; i++) {
      ids.add(new ImageId("toy", i));
      java.util.Arrays.fill(values, i * 64, i * 64 + 64, (float) (value + i * value / 4));
    }
    return Images.of(values, 1, 8, 8, ids, "gray " + value, Provenance.of("gray", "" + value));
  }

  private record Gray(double value, long number) implements Draws {
    @Override
    public Images draw() {
      return gray(value + number / 100.0);
    }

    @Override
    public Gray seed(long seed) {
      return new Gray(value, seed);
    }
  }

  private static JsonNode read(Shown shown) throws Exception {
    return new ObjectMapper().readTree(shown.figures().orElseThrow());
  }

  @Test
  void should_write_every_cell_of_a_table_with_its_interval() throws Exception {
    var table = sweep(over("λ", 0.1, 0.2), λ -> new Gray(λ, 0)).seeds(0, 1, 2).score(mse(gray(.5)));
    var json = read(table);
    assertEquals("table", json.path("kind").asText());
    assertEquals("MSE", json.at("/columns/0/name").asText());
    assertEquals(mse().variant(), json.at("/columns/0/variant").asText());
    for (int r = 0; r < 2; r++) {
      var row = json.at("/rows/" + r);
      var cell = table.cell(row.path("name").asText(), "MSE");
      assertEquals(cell.value(), row.at("/cells/0/value").doubleValue());
      assertEquals(cell.low(), row.at("/cells/0/low").doubleValue());
      assertEquals(cell.high(), row.at("/cells/0/high").doubleValue());
      assertEquals(cell.n(), row.at("/cells/0/n").intValue());
      assertEquals(3, row.path("seeds").size());
    }
    assertEquals(.1, json.at("/rows/0/swept").doubleValue());
    assertEquals(table.provenance().hash(), json.at("/provenance/hash").asText());
    json.path("notes").forEach(n -> assertTrue(table.text().contains(n.asText()), n.asText()));
  }

  @Test
  void should_say_what_made_the_numbers_and_on_which_machine() throws Exception {
    var json = read(score(gray(.4), mse(gray(.5))));
    assertEquals("0.4", json.at("/provenance/identity/images.gray").asText());
    assertTrue(json.at("/provenance/identity/engine").asText().contains("PyTorch"));
    for (var field : new String[] {"cpu", "device", "java", "os"}) {
      assertTrue(!json.at("/provenance/circumstance/" + field).asText().isBlank(), field);
    }
  }

  @Test
  void should_say_which_columns_another_run_need_not_repeat() throws Exception {
    var seconds =
        new Metric() {
          @Override
          public NDArray of(NDArray x, Step s) {
            return org.sfumato.guidance.Guidances.average(x);
          }

          @Override
          public String name() {
            return "seconds";
          }

          @Override
          public boolean repeatable() {
            return false;
          }
        };
    var json = read(score(gray(.4), mse(gray(.5)), seconds));
    assertTrue(json.at("/columns/0/repeatable").booleanValue());
    assertEquals("false", json.at("/columns/1/repeatable").asText());
  }

  @Test
  void should_give_single_scores_what_made_them() throws Exception {
    var a = score(gray(.4), mse(gray(.5)));
    var b = score(gray(.3), mse(gray(.5)));
    var difference = read(compare(a, b));
    assertEquals("score", difference.path("kind").asText());
    assertEquals("0.3", difference.at("/provenance/identity/minus.images.gray").asText());
    assertEquals(
        "0.4", read(a.cell("gray 0.4", "MSE")).at("/provenance/identity/images.gray").asText());
  }

  @Test
  void should_write_verdicts() throws Exception {
    var review =
        Judging.reported("P", "toy")
            .source("s")
            .protocol("mean")
            .says(mse(), "0.20")
            .check(score(gray(.4), mse(gray(.5))));
    var json = read(review);
    assertEquals("review", json.path("kind").asText());
    assertEquals(review.outcome("MSE").word(), json.at("/claims/0/verdict").asText());
    assertEquals("0.20", json.at("/claims/0/reported/0/printed").asText());
    assertEquals(
        review.verdicts().get(0).rerun().orElseThrow().value(),
        json.at("/claims/0/rerun/value").doubleValue());
  }
}
