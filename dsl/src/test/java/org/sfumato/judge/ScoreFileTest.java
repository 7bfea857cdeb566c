package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.sfumato.judge.Toy.swept;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as files. */
class ScoreFileTest {
  @Test
  void should_give_a_tablesaw_table_and_save_it_whole(@TempDir Path folder) throws Exception {
    var results = swept();
    var table = results.table();
    assertEquals(
        List.of(
            "run",
            "λ",
            "PSNR",
            "PSNR low",
            "PSNR high",
            "PSNR sd of seeds",
            "MSE",
            "MSE low",
            "MSE high",
            "MSE sd of seeds",
            "n",
            "images",
            "seeds"),
        table.columnNames());
    assertEquals(results.values("MSE")[2], table.doubleColumn("MSE").get(2));
    var file = results.save(folder.resolve("deep/scores.csv").toString());
    var lines = Files.readAllLines(file);
    assertEquals(4, lines.size());
    assertEquals(
        "run,λ,PSNR,PSNR low,PSNR high,PSNR sd of seeds,MSE,MSE low,MSE high,MSE sd of seeds,n,images,seeds",
        lines.get(0));
    assertEquals(results.values("PSNR")[0], Double.parseDouble(lines.get(1).split(",")[2]));
    try (var left = Files.list(file.getParent())) {
      assertEquals(1, left.count());
    }
    assertThrows(java.io.IOException.class, () -> results.save("/proc/nowhere/scores.csv"));
  }
}
