package org.sfumato.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sfumato.Progress;

class TickerTest {
  private final List<Progress> heard = Collections.synchronizedList(new ArrayList<>());
  private AutoCloseable ear;

  @BeforeEach
  void listen() {
    Ticker.leave(t -> t == Thread.currentThread());
    ear = Progress.listen(heard::add);
  }

  @AfterEach
  void stopListening() throws Exception {
    ear.close();
    Ticker.leave(t -> t == Thread.currentThread());
  }

  private Progress last(String task) {
    return heard.stream().filter(p -> p.task().equals(task)).reduce((a, b) -> b).orElseThrow();
  }

  @Test
  void should_make_work_that_begins_inside_other_work_a_part_of_it() {
    try (var outer = new Ticker("outer", 2, 0)) {
      try (var inner = new Ticker("inner", 5, 0)) {
        inner.tick(1, "", null);
        new Ticker("innermost", 1, 0).close();
      }
      outer.tick(1, "", null);
      new Ticker("next", 1, 0).close();
    }
    new Ticker("alone", 1, 0).close();
    assertEquals(0, last("outer").parent());
    assertEquals(last("outer").id(), last("inner").parent());
    assertEquals(last("inner").id(), last("innermost").parent());
    assertEquals(last("outer").id(), last("next").parent());
    assertEquals(0, last("alone").parent());
  }

  @Test
  void should_make_work_of_a_thread_a_part_of_the_work_that_started_the_thread() throws Exception {
    try (var outer = new Ticker("outer", 1, 0)) {
      var thread = new Thread(() -> new Ticker("elsewhere", 1, 0).close());
      thread.start();
      thread.join();
    }
    assertEquals(last("outer").id(), last("elsewhere").parent());
  }

  @Test
  void should_not_make_work_of_an_old_thread_a_part_of_work_that_has_ended() throws Exception {
    var pool = Executors.newSingleThreadExecutor();
    try (var outer = new Ticker("outer", 1, 0)) {
      pool.submit(() -> {}).get(30, TimeUnit.SECONDS);
    }
    pool.submit(() -> new Ticker("late", 1, 0).close()).get(30, TimeUnit.SECONDS);
    pool.shutdown();
    assertEquals(0, last("late").parent());
  }

  @Test
  void should_end_inner_work_that_was_left_when_the_outer_goes_on() {
    try (var outer = new Ticker("outer", 2, 0)) {
      var left = new Ticker("left", 9, 0);
      left.tick(3, "x", null);
      outer.tick(1, "", null);
      assertTrue(last("left").finished());
      assertEquals(3, last("left").done());
      new Ticker("next", 1, 0).close();
    }
    assertEquals(last("outer").id(), last("next").parent());
  }

  @Test
  void should_take_in_no_more_parts_after_its_thread_has_left_it() {
    var left = new Ticker("left", 9, 0);
    Ticker.leave(t -> t == Thread.currentThread());
    new Ticker("next", 1, 0).close();
    assertEquals(0, last("next").parent());
    assertNotEquals(last("left").id(), last("next").id());
  }

  @Test
  void should_say_once_that_it_has_ended() {
    var ticker = new Ticker("once", 2, 0);
    ticker.finish("done");
    ticker.finish("again");
    ticker.tick(2, "too late", null);
    ticker.close();
    assertEquals(List.of("", "done"), heard.stream().map(Progress::note).toList());
  }

  @Test
  void should_estimate_the_time_left_from_the_first_step_if_all_are_alike() {
    var warm = new Ticker("warm", 3, 0);
    warm.tick(1, "", null);
    assertTrue(last("warm").secondsLeft().isEmpty());
    warm.tick(2, "", null);
    assertTrue(last("warm").secondsLeft().isPresent());
    var alike = Ticker.ofEqualSteps("alike", 3, "first");
    assertEquals("first", last("alike").note());
    alike.tick(1, "", null);
    assertTrue(last("alike").secondsLeft().isPresent());
    var unknown = Ticker.ofEqualSteps("unknown", 0, "");
    unknown.tick(5, "", null);
    assertTrue(last("unknown").secondsLeft().isEmpty());
  }
}
