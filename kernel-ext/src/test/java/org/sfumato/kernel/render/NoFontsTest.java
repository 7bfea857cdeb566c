package org.sfumato.kernel.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.Sfumato;

/**
 * Letters on a machine without fonts. The folders of fonts are hidden from one child process, which
 * Linux lets some users do; where it does not, there is nothing to see.
 */
class NoFontsTest {
  private static final String HIDE =
      """
      mount --make-rprivate / || exit 99
      for folder in /usr/share/fonts /usr/local/share/fonts /etc/fonts /var/cache/fontconfig; do
        if [ -d "$folder" ]; then mount --bind "$1" "$folder" || exit 99; fi
      done
      shift
      exec "$@"
      """;

  private static final String LIT =
      """
      import java.awt.image.BufferedImage;
      int lit(BufferedImage image) {
        int lit = 0;
        for (int x = 0; x < image.getWidth(); x++)
          for (int y = 0; y < image.getHeight(); y++) lit += (image.getRGB(x, y) & 255) > 128 ? 1 : 0;
        return lit;
      }
      var image = new BufferedImage(200, 80, BufferedImage.TYPE_INT_RGB);
      var g = image.createGraphics();
      g.drawString("Letters of a cell", 20, 40);
      "lit " + (lit(image) > 50)
      """;

  private static final String CHART =
      """
      var chart = new org.knowm.xchart.XYChartBuilder().width(300).height(200).title("Title").build();
      chart.addSeries("a", new double[] {1, 2}, new double[] {1, 2});
      display(chart, "image/png");
      new org.sfumato.Chart(Chart.Kind.LINES, "t", new Chart.Axis("x", false),
          new Chart.Axis("y", false), List.of(new Chart.Series("s", List.of(1., 2.), List.of(1., 2.),
          List.of(), List.of(), List.of()))).picture().get().width()
      """;

  @TempDir Path folder;

  private record Ended(int code, String said) {}

  private Ended hidden(List<String> command) throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", HIDE, "sh"));
    all.add(Files.createDirectories(folder.resolve("empty")).toString());
    all.addAll(command);
    var process = new ProcessBuilder(all).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  private void assumeFontsCanBeHidden() throws InterruptedException {
    try {
      assumeTrue(hidden(List.of("true")).code() == 0, "this user may not hide folders");
    } catch (IOException e) {
      assumeTrue(false, "there is no unshare here");
    }
  }

  private static List<String> evaluating(String... cells) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ArrayList<>(List.of(java, "-Djava.awt.headless=true", "-Dai.djl.offline=true", "-cp"));
    command.add(
        List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
            .map(p -> Path.of(p).toAbsolutePath().toString())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow());
    command.addAll(List.of(Sfumato.class.getName(), "eval"));
    for (var cell : cells) {
      command.addAll(List.of("-e", cell));
    }
    return command;
  }

  @Test
  void should_draw_letters_in_cells_and_in_charts_without_any_font()
      throws IOException, InterruptedException {
    assumeFontsCanBeHidden();
    var ended = hidden(evaluating(LIT, CHART));
    assertEquals(0, ended.code(), ended.said());
    assertTrue(ended.said().contains("lit true"), ended.said());
    assertTrue(ended.said().contains("640"), ended.said());
  }
}
