package org.sfumato.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Torch;
import org.sfumato.metric.Metrics;
import org.sfumato.metric.Ssim;

/**
 * SSIM of the pairs of a file, once for each line read: {@code metrics/ssim.py} asks in turn with
 * scikit-image. Answers with milliseconds of the clock and of the processor, and the mean.
 */
public final class SsimRounds {
  private SsimRounds() {}

  /**
   * @param arguments a file of {@code 2·n·side·side} floats, n, side, and how many times over
   */
  public static void main(String[] arguments) throws IOException {
    int n = Integer.parseInt(arguments[1]);
    int side = Integer.parseInt(arguments[2]);
    int times = Integer.parseInt(arguments[3]);
    var values = new float[2 * n * side * side];
    ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[0])))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    int half = values.length / 2;
    var y = Data.imagesOf(Arrays.copyOfRange(values, 0, half), n, 1, side, side).repeated(times);
    var x =
        Data.imagesOf(Arrays.copyOfRange(values, half, values.length), n, 1, side, side)
            .repeated(times);
    System.out.printf("%s, %s, Java %s%n", Torch.version(), Torch.deviceName(), Runtime.version());
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var metric = line.equals("flat") ? Metrics.ssim(y).flat() : Metrics.ssim(y);
        System.out.println(round(x, metric));
      }
    }
  }

  private static String round(Images x, Ssim metric) {
    var start = Spent.byProcess();
    var values = Chunks.perImage(x, 0, metric::of);
    var spent = Spent.byProcess().minus(start);
    return "%.3f %.3f %.17g"
        .formatted(spent.clock(), spent.processor(), Arrays.stream(values).average().orElseThrow());
  }
}
