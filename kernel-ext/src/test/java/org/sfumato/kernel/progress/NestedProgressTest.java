package org.sfumato.kernel.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sfumato.Cancel;
import org.sfumato.Interrupted;
import org.sfumato.Picture;
import org.sfumato.Progress;
import org.sfumato.engine.Ticker;
import org.sfumato.kernel.message.Bundle;

class NestedProgressTest {
  /** What each output shows now, in the order in which they appeared. */
  private final Map<String, Bundle> page = Collections.synchronizedMap(new LinkedHashMap<>());

  private final List<Bundle> all = Collections.synchronizedList(new ArrayList<>());
  private final CellProgress progress =
      new CellProgress((b, id) -> show(id.orElseThrow(), b), (b, id) -> show(id, b));

  private void show(String id, Bundle bundle) {
    page.put(id, bundle);
    all.add(bundle);
  }

  @AfterEach
  void end() {
    Cancel.clear();
    progress.cellEnded(t -> t == Thread.currentThread());
    progress.close();
  }

  private List<String> texts() {
    synchronized (page) {
      return page.values().stream().map(b -> b.plain().replaceAll("\\d\\.\\d s", "… s")).toList();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void should_show_parts_beneath_their_whole_in_one_output_and_leave_one_line() {
    for (int i : Tracked.times("sweep", 2)) {
      for (var letter : Tracked.of("letters", List.of("a", "b"))) {
        pause();
      }
    }
    assertEquals(List.of("sweep: 2 steps in … s"), texts());
    var nested = all.stream().filter(b -> b.plain().contains("\n")).findFirst().orElseThrow();
    assertTrue(nested.plain().matches("(?s)sweep ─.*\n  letters ━.* 1/2 · .*"), nested.plain());
    var html = (String) nested.data().get(Bundle.HTML);
    assertEquals(2, html.split("role=\"progressbar\"", -1).length - 1);
    var last = all.get(all.size() - 1);
    assertFalse(((String) last.data().get(Bundle.HTML)).contains("progressbar"));
  }

  @Test
  void should_draw_at_most_four_times_a_second_however_many_parts_there_are() {
    for (int i : Tracked.times("outer", 200)) {
      for (int k : Tracked.times("inner", 50)) {
        assertTrue(k < 50);
      }
    }
    assertTrue(all.size() < 100, "drawn " + all.size() + " times");
  }

  @Test
  void should_show_the_picture_of_the_innermost_work() {
    try (var outer = new Ticker("outer", 2, 0);
        var inner = new Ticker("inner", 2, 0)) {
      pause();
      inner.tick(1, "", () -> new Picture(new byte[] {1, 2, 3}, 64, 32));
    }
    var html = all.stream().map(b -> (String) b.data().get(Bundle.HTML)).toList();
    assertTrue(html.stream().anyMatch(h -> h.contains("width=\"64\" height=\"32\"")), "" + html);
  }

  @Test
  void should_ask_for_a_picture_only_on_the_thread_that_reports() throws Exception {
    var askers = Collections.synchronizedSet(new java.util.HashSet<Thread>());
    try (var outer = new Ticker("outer", 2, 0)) {
      var thread =
          new Thread(
              () -> {
                try (var inner = new Ticker("inner", 9, 0)) {
                  pause();
                  inner.tick(
                      1,
                      "",
                      () -> {
                        askers.add(Thread.currentThread());
                        return new Picture(new byte[] {1}, 8, 8);
                      });
                  pause();
                }
              });
      thread.start();
      Thread.sleep(450);
      outer.tick(1, "", null);
      thread.join();
      assertEquals(java.util.Set.of(thread), askers);
    }
  }

  @Test
  void should_go_on_when_a_picture_fails() {
    try (var work = new Ticker("work", 2, 0)) {
      pause();
      work.tick(
          1,
          "",
          () -> {
            throw new IllegalStateException("closed");
          });
    }
    assertEquals(List.of("work: 1 of 2 steps in … s"), texts());
  }

  @Test
  void should_leave_lines_of_two_loops_after_one_another_though_the_first_was_left() {
    for (int i : Tracked.times("searching", 9)) {
      if (i == 2) {
        break;
      }
    }
    for (int i : Tracked.times("reading", 3)) {
      assertTrue(i < 3);
    }
    progress.cellEnded(t -> t == Thread.currentThread());
    assertEquals(
        List.of("searching: stopped after 2 of 9 steps in … s\nreading: 3 steps in … s"), texts());
  }

  @Test
  void should_not_put_work_of_the_next_cell_into_work_that_an_error_left() {
    assertThrows(
        IllegalStateException.class,
        () -> {
          for (int i : Tracked.times("failing", 3)) {
            throw new IllegalStateException("in the loop");
          }
        });
    progress.cellEnded(t -> t == Thread.currentThread());
    for (int i : Tracked.times("next", 1)) {
      assertEquals(0, i);
    }
    assertEquals(
        List.of("failing: stopped after 0 of 3 steps in … s", "next: 1 step in … s"), texts());
  }

  @Test
  void should_stop_a_loop_when_the_cell_is_interrupted() {
    var stopped =
        assertThrows(
            Interrupted.class,
            () -> {
              for (int i : Tracked.times("long", 100)) {
                if (i == 3) {
                  Cancel.request();
                }
              }
            });
    assertEquals("long was stopped after 4 steps", stopped.getMessage());
    assertEquals(List.of("long: 4 of 100 steps in … s, stopped"), texts());
  }

  @Test
  void should_let_work_of_another_thread_go_on_after_the_cell() throws Exception {
    var begun = new CountDownLatch(1);
    var cellEnded = new CountDownLatch(1);
    var thread =
        new Thread(
            () -> {
              try (var work = new Ticker("behind", 2, 0)) {
                begun.countDown();
                cellEnded.await(30, TimeUnit.SECONDS);
                work.tick(2, "", null);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    assertTrue(begun.await(30, TimeUnit.SECONDS));
    progress.cellEnded(t -> t == Thread.currentThread());
    cellEnded.countDown();
    thread.join();
    assertEquals(List.of("behind: 2 steps in … s"), texts());
  }

  @Test
  void should_count_without_a_bar_when_nobody_knows_how_much_there_is() {
    Iterable<Integer> unknown = () -> List.of(1, 2, 3).iterator();
    for (int i : Tracked.of("unknown", unknown)) {
      pause();
    }
    assertEquals(List.of("unknown: 3 steps in … s"), texts());
    assertTrue(all.get(1).plain().matches("unknown ─+ \\d · .*"), all.get(1).plain());
    assertFalse(all.toString().contains("left"), all.toString());
  }

  @Test
  void should_hold_against_task_names_that_are_html() {
    new Progress(7, "<script>x</script>", 1, 2, "<b>", Optional.empty(), Optional.empty(), false)
        .publish();
    var html = (String) all.get(0).data().get(Bundle.HTML);
    assertTrue(html.contains("&lt;script&gt;") && !html.contains("<script"), html);
  }

  @Test
  void should_show_eight_bars_of_many_threads_and_count_the_rest() throws Exception {
    try (var outer = new Ticker("outer", 1, 0)) {
      var go = new CountDownLatch(1);
      var ready = new CountDownLatch(12);
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < 12; i++) {
        var name = "part " + i;
        var thread =
            new Thread(
                () -> {
                  try (var part = new Ticker(name, 2, 0)) {
                    ready.countDown();
                    go.await(30, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
        thread.start();
        threads.add(thread);
      }
      assertTrue(ready.await(30, TimeUnit.SECONDS));
      pause();
      outer.tick(0, "", null);
      go.countDown();
      for (var thread : threads) {
        thread.join();
      }
    }
    var most = all.stream().map(Bundle::plain).filter(t -> t.contains("… and 5 more")).toList();
    assertFalse(most.isEmpty(), all.toString());
    assertEquals(9, most.get(0).lines().count());
  }
}
