package org.sfumato.kernel.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.message.Bundle;

class ArrayFormsTest {
  private final Renderers renderers = Renderers.standard();
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private String text(Object value) {
    return renderers.bundle(value).plain();
  }

  private boolean drawn(NDArray array) {
    return renderers.bundle(array).data().containsKey(Bundle.PNG);
  }

  @Test
  void should_describe_a_native_array_and_never_print_its_numbers() {
    var array = manager.arange(12f).reshape(3, 4);
    assertEquals("NDArray (3, 4) float32 on cpu, 0 … 11, mean 5.5 ± 3.45", text(array));
    assertEquals("NDArray (0) float32 on cpu", text(manager.zeros(new Shape(0))));
    assertEquals("NDArray () float32 on cpu, value 5", text(manager.create(5f)));
    assertEquals(
        "NDArray (4) int64 on cpu, all 1", text(manager.ones(new Shape(4), DataType.INT64)));
    array.setName("weight");
    assertTrue(text(array).startsWith("NDArray weight (3, 4)"), text(array));
    array.close();
    assertEquals("NDArray, closed", text(array));
    assertEquals("[NDArray, closed]", text(List.of(array)));
  }

  @Test
  void should_count_what_is_not_a_number() {
    var nan = Float.NaN;
    var inf = Float.POSITIVE_INFINITY;
    assertEquals("NDArray (2) float32 on cpu, 2 NaN", text(manager.create(new float[] {nan, nan})));
    assertEquals(
        "NDArray (5) float32 on cpu, 1 … 3, mean 2 ± 1, 1 NaN, 2 infinite",
        text(manager.create(new float[] {1, nan, inf, 3, -inf})));
    assertEquals(
        "NDArray (3) float32 on cpu, the others 2, 1 NaN",
        text(manager.create(new float[] {2, nan, 2})));
  }

  @Test
  void should_read_all_number_types_exactly() {
    var large = manager.create(new long[] {16_777_217, 16_777_219});
    assertTrue(text(large).contains("16777217 … 16777219, mean "), text(large));
    assertEquals(
        "NDArray (2) boolean on cpu, 0 … 1, mean 0.5 ± 0.5",
        text(manager.create(new boolean[] {true, false})));
    var half = manager.create(new float[] {1, 3}).toType(DataType.FLOAT16, true);
    assertEquals("NDArray (2) float16 on cpu, 1 … 3, mean 2 ± 1", text(half));
  }

  @Test
  void should_read_a_long_array_in_parts() {
    assertEquals(
        "NDArray (2500000) float32 on cpu, 0 … 2499999, mean 1250000 ± 722000",
        text(manager.arange(2_500_000f)));
  }

  @Test
  void should_draw_an_array_that_looks_like_pictures() {
    assertTrue(drawn(manager.arange(1024f).reshape(32, 32)));
    assertTrue(drawn(manager.arange(1024f).reshape(1, 32, 32)));
    assertTrue(drawn(manager.arange(3 * 1024f).reshape(3, 32, 32)));
    assertTrue(drawn(manager.arange(6 * 1024f).reshape(2, 3, 32, 32)));
    assertTrue(drawn(manager.arange(3 * 1024f).toType(DataType.UINT8, true).reshape(32, 32, 3)));
    assertFalse(drawn(manager.arange(12f).reshape(3, 4)), "too small");
    assertFalse(drawn(manager.arange(1000f).reshape(10, 100)), "too oblong");
    assertFalse(drawn(manager.arange(2 * 1024f).reshape(2, 32, 32)), "no colours");
    assertFalse(drawn(manager.zeros(new Shape(32, 32))), "nothing to see");
    assertFalse(drawn(manager.zeros(new Shape(0, 3, 32, 32))), "no images");
  }

  @Test
  void should_say_which_values_are_black_and_white() {
    var ramp = manager.arange(1024f).reshape(32, 32);
    assertTrue(text(ramp).endsWith("\nblack 0, white 1023"), text(ramp));
    assertTrue(text(ramp.div(2000)).endsWith("\nblack 0, white 1"));
    assertTrue(text(ramp.div(1023).sub(.5)).endsWith("\nblack -1, white 1"));
    assertTrue(text(ramp.sub(512)).endsWith("\nblack -512, white 511"));
    assertTrue(text(ramp.div(8).toType(DataType.UINT8, true)).endsWith("\nblack 0, white 255"));
    var many = manager.arange(40 * 64f).reshape(40, 1, 8, 8);
    assertTrue(text(many).endsWith("; first 32 of 40"), text(many));
  }

  @Test
  void should_draw_the_values_in_that_range() throws IOException {
    var array = manager.zeros(new Shape(16, 16));
    array.set(new ai.djl.ndarray.index.NDIndex("0:8, :"), 1f);
    var picture = png(renderers.bundle(array));
    assertEquals(0xffffff, picture.getRGB(4, 4) & 0xffffff);
    assertEquals(0, picture.getRGB(4, picture.getHeight() - 4) & 0xffffff);
  }

  @Test
  void should_draw_colours_that_come_last_as_those_that_come_first() {
    var first = manager.arange(3 * 256f).toType(DataType.UINT8, true).reshape(3, 16, 16);
    var last = first.transpose(1, 2, 0);
    assertEquals(
        renderers.bundle(first).data().get(Bundle.PNG),
        renderers.bundle(last).data().get(Bundle.PNG));
  }

  @Test
  void should_show_words_and_picture_together() {
    var html =
        (String) renderers.bundle(manager.arange(1024f).reshape(32, 32)).data().get("text/html");
    assertTrue(html.contains("mean 511.5") && html.contains("black 0, white 1023"), html);
    assertTrue(html.contains("<img ") && html.contains("width="), html);
  }

  @Test
  void should_give_each_array_of_a_list_a_line() {
    var list = new NDList(manager.ones(new Shape(2, 3)), manager.create(5f));
    assertEquals(
        "NDList of 2\n  NDArray (2, 3) float32 on cpu, all 1\n  NDArray () float32 on cpu, value 5",
        text(list));
    assertEquals("NDList of 0", text(new NDList()));
    assertEquals("[NDArray () float32 on cpu, value 5]", text(List.of(manager.create(5f))));
  }

  @Test
  void should_leave_no_array_behind() {
    var own = manager.newSubManager();
    var array = own.arange(1024f).reshape(32, 32);
    int before = own.getManagedArrays().size();
    renderers.bundle(array);
    assertEquals(before, own.getManagedArrays().size());
  }

  private static BufferedImage png(Bundle bundle) throws IOException {
    var bytes = Base64.getDecoder().decode((String) bundle.data().get(Bundle.PNG));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }
}
