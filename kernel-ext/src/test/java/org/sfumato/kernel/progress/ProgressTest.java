package org.sfumato.kernel.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sfumato.Picture;
import org.sfumato.Progress;
import org.sfumato.kernel.message.Bundle;

class ProgressTest {
  private final ArrayList<Bundle> shown = new ArrayList<>();
  private final ArrayList<Bundle> updates = new ArrayList<>();
  private final ArrayList<String> ids = new ArrayList<>();

  @Test
  void should_show_one_output_for_one_work_and_update_it_at_most_four_times_a_second()
      throws InterruptedException {
    try (var progress = listening()) {
      for (int i = 0; i <= 100; i++) {
        report(i, 100, i == 100);
        Thread.sleep(10);
      }
    }
    assertEquals(1, shown.size());
    assertTrue(updates.size() >= 2 && updates.size() <= 12, "updates: " + updates.size());
    assertTrue(ids.stream().allMatch("progress-7"::equals));
  }

  @Test
  void should_show_bar_step_note_time_left_and_picture() {
    try (var progress = listening()) {
      report(12, 50, false);
    }
    assertEquals(
        "sample brain ━━━━━─────────────────── 12/50 · 4.8/s · σ 3.2 · 8.0 s left",
        shown.get(0).plain());
    var html = (String) shown.get(0).data().get("text/html");
    assertTrue(
        html.contains("aria-valuenow=\"12\" aria-valuemin=\"0\" aria-valuemax=\"50\""), html);
    assertTrue(html.contains("<img alt=\"what there is so far\" width=\"64\""), html);
    assertFalse(html.contains("script"), html);
  }

  @Test
  void should_leave_plain_words_when_the_work_has_ended() {
    try (var progress = listening()) {
      report(1, 2, false);
      report(2, 2, true);
    }
    var last = updates.get(updates.size() - 1);
    assertTrue(last.plain().matches("sample brain: 2 steps in 0\\.\\d s, σ 3\\.2"), last.plain());
    assertFalse(((String) last.data().get("text/html")).contains("progressbar"));
  }

  @Test
  void should_say_where_work_stopped_that_did_not_come_to_its_end() {
    try (var progress = listening()) {
      report(3, 50, false);
      progress.cellEnded(t -> t == Thread.currentThread());
    }
    assertTrue(
        updates.get(0).plain().startsWith("sample brain: stopped after 3 of 50 steps in "),
        updates.get(0).plain());
  }

  private CellProgress listening() {
    return new CellProgress(
        (bundle, id) -> {
          shown.add(bundle);
          ids.add(id.orElseThrow());
        },
        (bundle, id) -> {
          updates.add(bundle);
          ids.add(id);
        });
  }

  private static void report(int done, int total, boolean finished) {
    new Progress(
            7,
            "sample brain",
            done,
            total,
            "σ 3.2",
            Optional.of(8.0),
            Optional.of(() -> new Picture(new byte[] {1}, 64, 64)),
            finished)
        .publish();
  }
}
