package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfumato.random.Noise;

/** A critic is shown images that a translator made lately, in an order that repeats itself. */
class ImagePoolTest {
  private static final int[] PIXEL = {1, 1, 1};

  private static ImagePool pool(long seed) {
    return new ImagePool("pool", PIXEL, new Noise(seed));
  }

  /** What is shown of images 0, 1, 2, … given so many at a time. */
  private static List<Float> shown(ImagePool pool, int from, int to, int batch) {
    var all = new ArrayList<Float>();
    for (int i = from; i < to; i += batch) {
      var made = new float[batch];
      for (int k = 0; k < batch; k++) {
        made[k] = i + k;
      }
      for (float v : pool.shown(made, i / batch)) {
        all.add(v);
      }
    }
    return all;
  }

  @Test
  void should_show_the_first_fifty_as_they_come() {
    var all = shown(pool(1), 0, 50, 2);
    for (int i = 0; i < 50; i++) {
      assertEquals(i, all.get(i));
    }
  }

  @Test
  void should_then_show_an_earlier_one_half_of_the_time() {
    var pool = pool(1);
    var all = shown(pool, 0, 4000, 1);
    int earlier = 0;
    double age = 0;
    for (int i = 50; i < 4000; i++) {
      assertTrue(all.get(i) <= i);
      earlier += all.get(i) < i ? 1 : 0;
      age += i - all.get(i);
    }
    assertEquals(.5, earlier / 3950., .03);
    // One that is kept leaves with probability ½ · 1/50 a step, so it stays a hundred steps.
    assertEquals(100, age / earlier, 10);
    // The first fifty are shown a second time as they leave, and none else is shown twice.
    assertEquals(3950, new HashSet<>(all).size());
  }

  @Test
  void should_go_on_with_the_same_choices() {
    var whole = shown(pool(2), 0, 300, 3);
    var first = pool(2);
    shown(first, 0, 120, 3);
    var second = pool(2);
    second.restore(120, first.state());
    assertEquals(whole.subList(120, 300), shown(second, 120, 300, 3));
    var early = pool(2);
    shown(early, 0, 30, 3);
    var later = pool(2);
    later.restore(30, early.state());
    assertEquals(whole.subList(30, 300), shown(later, 30, 300, 3));
    assertFalse(whole.equals(shown(pool(3), 0, 300, 3)));
  }

  @Test
  void should_leave_what_was_made_as_it_was() {
    var pool = pool(1);
    var made = new float[60];
    made[59] = 7;
    pool.shown(made, 0);
    var expected = new float[60];
    expected[59] = 7;
    assertArrayEquals(expected, made);
  }
}
