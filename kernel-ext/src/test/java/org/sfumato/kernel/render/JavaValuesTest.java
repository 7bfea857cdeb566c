package org.sfumato.kernel.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sfumato.Interrupted;

class JavaValuesTest {
  private final Renderers renderers = Renderers.standard();

  private record Point(int x, double y) {}

  private record Named(String name) {
    @Override
    public String toString() {
      return "called " + name;
    }
  }

  private record Holder(List<Object> inside) {}

  private enum Colour {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "green!";
      }
    }
  }

  private String text(Object value) {
    return renderers.bundle(value).plain();
  }

  @Test
  void should_print_what_java_prints_well_by_itself() {
    assertEquals("1E+10", text(new BigDecimal("1E+10")));
    assertEquals("PT1M40S", text(Duration.ofSeconds(100)));
    assertEquals("2026-01-31", text(LocalDate.of(2026, 1, 31)));
    assertEquals("RED", text(Colour.RED));
    assertEquals("green!", text(Colour.GREEN));
    assertEquals("true", text(true));
    assertEquals("NaN", text(Double.NaN));
    assertEquals("a b", text(new StringBuilder("a b")));
    assertEquals("OptionalInt[3]", text(OptionalInt.of(3)));
    assertEquals(Path.of("a").toString(), text(Path.of("a").toFile()));
  }

  @Test
  void should_print_a_record_by_its_parts_or_in_its_own_words() {
    assertEquals("Point[x=1, y=2.0]", text(new Point(1, 2)));
    assertEquals("called x", text(new Named("x")));
    assertEquals("Holder[inside=[[1, 2]]]", text(new Holder(List.of(new int[] {1, 2}))));
  }

  @Test
  void should_give_lists_of_structured_things_a_line_each_if_one_is_too_short() {
    assertEquals("[[1, 2], [3, 4]]", text(new int[][] {{1, 2}, {3, 4}}));
    var rows = text(IntStream.range(0, 20).mapToObj(i -> new Point(i, i)).toList());
    assertEquals(20, rows.lines().count());
    assertTrue(rows.startsWith("[Point[x=0, y=0.0],\n Point[x=1, y=1.0],\n"), rows);
    var deep = text(List.of(List.of(new double[30][2])));
    assertEquals(1, deep.lines().count(), deep);
  }

  @Test
  void should_read_nothing_that_reading_would_use_up_and_wait_for_nothing() {
    var stream = Stream.of(1, 2);
    assertEquals("Stream, not read: that would use it up; .toList() reads it", text(stream));
    assertEquals(2, stream.count());
    var iterator = List.of(1, 2).iterator();
    assertTrue(text(iterator).endsWith("Iterator, not read: that would use it up"));
    assertTrue(iterator.hasNext());
    assertTrue(text(IntStream.range(0, 3)).startsWith("IntStream, not read"));
    assertEquals("CompletableFuture, still running", text(new CompletableFuture<>()));
    assertEquals(
        "CompletableFuture, done: [1, 2]",
        text(CompletableFuture.completedFuture(new int[] {1, 2})));
    assertEquals(
        "CompletableFuture, failed: java.io.IOException: gone",
        text(CompletableFuture.failedFuture(new java.io.IOException("gone"))));
    var cancelled = new CompletableFuture<>();
    cancelled.cancel(true);
    assertEquals("CompletableFuture, cancelled", text(cancelled));
  }

  @Test
  void should_say_what_code_is_in_words_that_stay_the_same() throws Exception {
    Function<Integer, Integer> next = x -> x + 1;
    assertEquals("a lambda: java.util.function.Function", text(next));
    assertEquals("class java.util.ArrayList extends java.util.AbstractList", text(ArrayList.class));
    assertTrue(text(Point.class).endsWith("Point(int x, double y)"), text(Point.class));
    assertTrue(text(Colour.class).endsWith("Colour {RED, GREEN}"), text(Colour.class));
    assertEquals("int[]", text(int[].class));
    assertTrue(text(List.class.getMethod("size")).endsWith("java.util.List.size()"));
    assertEquals("a java.lang.Object", text(new Object()));
    assertEquals("a java.io.StringReader", text(new java.io.StringReader("a")));
  }

  @Test
  void should_tell_the_causes_of_an_error_that_is_a_value() {
    var inner = new java.io.IOException("inner");
    assertEquals(
        "java.lang.IllegalStateException: outer\ncaused by java.io.IOException: inner",
        text(new IllegalStateException("outer", inner)));
    assertEquals("[java.io.IOException: inner]", text(List.of(inner)));
  }

  @Test
  void should_find_what_is_inside_itself_without_overflowing() {
    var list = new ArrayList<Object>();
    list.add(list);
    list.add(new Holder(list));
    assertEquals("[(inside itself), Holder[inside=(inside itself)]]", text(list));
    var map = new HashMap<String, Object>();
    map.put("me", map);
    assertEquals("{me=(inside itself)}", text(map));
    var array = new Object[1];
    array[0] = array;
    assertEquals("[(inside itself)]", text(array));
    var same = List.of(1);
    assertEquals("[[1], [1]]", text(List.of(same, same)), "twice is not inside itself");
  }

  @Test
  void should_keep_a_value_bounded_however_large_it_is() {
    Object wide = Collections.nCopies(1_000_000_000, "a");
    assertTrue(text(wide).endsWith(", … 1000000000 in all]"));
    for (int i = 0; i < 12; i++) {
      wide = Collections.nCopies(100, wide);
    }
    assertTrue(text(wide).length() < 30_000);
    assertTrue(text("x".repeat(1_000_000)).endsWith("… 1,000,000 characters in all"));
    var inside = text(List.of("x".repeat(5_000), "y"));
    assertTrue(inside.endsWith("x… 5,000 characters in all, y]"), inside);
  }

  @Test
  void should_say_that_the_text_of_a_value_fails_and_show_the_others() {
    var bad =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no text\nsecond line");
          }
        };
    assertTrue(
        text(bad).endsWith("whose text fails: java.lang.IllegalStateException: no text"),
        text(bad));
    assertTrue(text(Arrays.asList(1, bad, 2)).matches("\\[1, a .* fails: .* no text, 2]"));
    var endless =
        new Object() {
          @Override
          public String toString() {
            return toString() + "!";
          }
        };
    assertTrue(text(endless).endsWith("whose text fails: java.lang.StackOverflowError"));
    var none =
        new Object() {
          @Override
          public String toString() {
            return null;
          }
        };
    assertTrue(text(none).endsWith("whose text is null"), text(none));
  }

  @Test
  void should_pass_an_interrupt_of_a_text_on_to_the_cell() {
    var stopped =
        new Object() {
          @Override
          public String toString() {
            throw new Interrupted("stopped", null);
          }
        };
    assertThrows(Interrupted.class, () -> text(stopped));
    assertThrows(Interrupted.class, () -> text(List.of(stopped)));
  }

  @Test
  void should_show_a_list_that_changes_meanwhile_or_lies_about_its_size() {
    var lying =
        new AbstractList<Integer>() {
          @Override
          public Integer get(int i) {
            if (i > 2) {
              throw new IndexOutOfBoundsException("only three");
            }
            return i;
          }

          @Override
          public int size() {
            return 5;
          }
        };
    assertEquals("[0, 1, 2, … it changes while it is read, … 5 in all]", text(lying));
    var sizeless =
        new AbstractList<Integer>() {
          @Override
          public Integer get(int i) {
            return i;
          }

          @Override
          public int size() {
            throw new IllegalStateException("unknown");
          }
        };
    assertTrue(text(sizeless).contains("java.lang.IllegalStateException: unknown"));
  }

  @Test
  void should_write_characters_without_a_shape_as_java_does() {
    assertEquals("a\\u0000b\\u0007", text("a\0b\u0007"));
    assertEquals("\\n", text('\n'));
    assertEquals("é", text('é'));
    assertEquals("a\nb\tc\\rd", text("a\r\nb\tc\rd"));
    assertEquals("\\ud83d 😀", text("\ud83d 😀"));
    assertEquals("\u001b[31mred\u001b[0m \\u001b[2J", text("\u001b[31mred\u001b[0m \u001b[2J"));
  }

  @Test
  void should_show_what_may_be_missing_by_what_it_is() {
    assertEquals("Optional[[1, 2]]", text(Optional.of(new int[] {1, 2})));
    assertEquals("Optional.empty", text(Optional.empty()));
    var bundle = renderers.bundle(Optional.of(new java.awt.Color(1, 2, 3)));
    assertEquals("Optional[#010203]", bundle.plain());
    assertTrue(bundle.data().containsKey("text/html"));
  }

  @Test
  void should_keep_the_order_of_a_map_and_count_the_rest() {
    assertEquals("{a=1, b=[2]}", text(new TreeMap<>(Map.of("b", List.of(2), "a", 1))));
    assertEquals("{}", text(Map.of()));
    var many = new TreeMap<Integer, Integer>();
    IntStream.range(0, 500).forEach(i -> many.put(i, i));
    assertTrue(text(many).endsWith(", … 500 in all}"));
    assertFalse(text(many).contains("499="));
  }
}
