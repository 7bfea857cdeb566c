package org.sfumato.kernel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateReaderTest {
  private static final int LINES = 100_000;

  @Test
  @Tag("slow")
  void should_lose_no_line_to_a_client_that_reads_six_seconds_late(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var kernel = new RunningKernel(folder)) {
      var client = kernel.client();
      var id =
          client.execute(
              "for (int i = 0; i < "
                  + LINES
                  + "; i++) { System.out.println(\"line \" + i); "
                  + "if (i % 10 == 0) { System.out.flush(); display(i); } }");
      Thread.sleep(6000);
      var expected = new StringBuilder();
      for (int i = 0; i < LINES; i++) {
        expected.append("line ").append(i).append('\n');
      }
      var ran = new Client.Ran(id, client.reply(id), client.untilIdle(id));
      assertEquals(expected.toString(), ran.printed("stdout"));
      assertEquals(LINES / 10, ran.all("display_data").size());
    }
  }
}
