package org.sfumato.kernel.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sfumato.Progress;

class TerminalProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @AfterEach
  void forgetTheTerminal() {
    System.clearProperty("sfumato.terminal");
    System.clearProperty("sfumato.columns");
  }

  private TerminalProgress on(boolean terminal) {
    System.setProperty("sfumato.terminal", String.valueOf(terminal));
    return TerminalProgress.to(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  private String screen() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void report(long id, long parent, String task, int done, int total, boolean end) {
    new Progress(id, parent, task, done, total, "σ 3.2", Optional.of(8.0), Optional.empty(), end)
        .publish();
  }

  private static void pause() throws InterruptedException {
    Thread.sleep(300);
  }

  @Test
  void should_rewrite_one_line_on_a_terminal() throws InterruptedException {
    try (var progress = on(true)) {
      progress.prefix("tutorial [1/3] ");
      report(1, 0, "sample brain", 1, 50, false);
      pause();
      report(1, 0, "sample brain", 25, 50, false);
      report(1, 0, "sample brain", 50, 50, true);
    }
    assertTrue(screen().contains("\rtutorial [1/3] sample brain ━"), screen());
    assertFalse(screen().contains("\n"), screen());
  }

  @Test
  void should_write_a_line_for_each_whole_work_in_a_log() {
    try (var progress = on(false)) {
      progress.prefix("tutorial [1/3] ");
      report(1, 0, "sweep λ", 0, 3, false);
      report(2, 1, "sample brain", 50, 50, true);
      report(1, 0, "sweep λ", 3, 3, true);
    }
    assertTrue(
        screen().matches("tutorial \\[1/3] sweep λ: 3 steps in 0\\.\\d s, σ 3\\.2\\R"), screen());
  }

  @Test
  void should_show_work_inside_work_on_the_same_line_with_the_time_of_the_whole()
      throws InterruptedException {
    try (var progress = on(true)) {
      report(1, 0, "sweep λ", 3, 12, false);
      report(2, 1, "sample brain", 1, 50, false);
      pause();
      report(2, 1, "sample brain", 21, 50, false);
    }
    assertTrue(
        screen().contains("\rsweep λ 3/12 › sample brain 21/50 · σ 3.2 · 8.0 s left"), screen());
  }

  @Test
  void should_never_write_a_line_that_is_wider_than_the_terminal() throws InterruptedException {
    System.setProperty("sfumato.columns", "41");
    try (var progress = on(true)) {
      report(1, 0, "a task with a very long name indeed", 3, 12, false);
      pause();
      report(2, 1, "another one with a very long name", 21, 50, false);
    }
    assertTrue(screen().contains("…"), screen());
    for (var line : screen().split("\r")) {
      assertTrue(line.length() <= 40, line);
    }
  }

  @Test
  void should_leave_nothing_on_a_terminal() throws InterruptedException {
    try (var progress = on(true)) {
      pause();
      report(1, 0, "sample brain", 1, 50, false);
    }
    assertTrue(screen().endsWith(" \r"), screen());
    var lines = screen().split("\r");
    assertEquals("", lines[lines.length - 1].strip());
  }
}
