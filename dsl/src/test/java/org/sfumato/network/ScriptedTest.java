package org.sfumato.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.network.Networks.inception;
import static org.sfumato.network.Networks.torchScript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.sfumato.engine.Grad;
import org.sfumato.engine.StateDict;
import org.sfumato.engine.Torch;

/** TorchScript programs that PyTorch saved (engine/pth/make.py). */
class ScriptedTest {
  private static String file(String name) throws Exception {
    return Path.of(StateDict.class.getResource("pth/" + name).toURI()).toString();
  }

  private static NDArray grey(float level, int channels) {
    return Torch.manager().ones(new Shape(1, channels, 4, 4)).mul(level);
  }

  @Test
  void should_give_the_features_of_a_program_and_their_gradient() throws Exception {
    var encoder = torchScript(file("scripted.pt"));
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      // Means of .2, .4, .6 through [[1, 2, 3], [.5, 0, −1]].
      var x = Torch.manager().create(new float[] {.2f, .4f, .6f}, new Shape(1, 3, 1, 1));
      assertArrayEquals(new float[] {2.8f, -.5f}, encoder.of(x, null).toFloatArray(), 1e-6f);
      var leaf = Grad.leaf(x);
      assertArrayEquals(
          new float[] {1.5f, 2, 2},
          Grad.of(Grad.on(() -> encoder.of(leaf, null)), leaf).toFloatArray(),
          1e-6f);
    }
    assertEquals("scripted", encoder.name());
    assertTrue(
        encoder.variant().matches("TorchScript scripted.pt [0-9a-f]{12}, images as they are"));
  }

  @Test
  void should_say_what_is_wrong_with_a_program() throws Exception {
    var encoder = torchScript(file("scripted.pt"));
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var maps = assertThrows(IllegalArgumentException.class, () -> encoder.maps(grey(1, 3)));
      assertEquals(
          "scripted.pt returned (1, 2), which is no feature map [n, c, h, w]; a perceptual distance needs those",
          maps.getMessage());
      var shape = assertThrows(IllegalArgumentException.class, () -> encoder.of(grey(1, 2), null));
      assertTrue(shape.getMessage().startsWith("scripted.pt failed: "), shape.getMessage());
    }
    var dict = file("zip.pth");
    assertEquals(
        "zip.pth is not a TorchScript program; weights alone are opened with the network they belong to, such as inception(path)",
        assertThrows(IllegalArgumentException.class, () -> torchScript(dict)).getMessage());
    var other = file("scripted.pt");
    assertEquals(
        "scripted.pt is a program, but not the Inception of FID: its forward takes [x], not return_features and no_output_bias; torchScript(path) opens any encoder",
        assertThrows(IllegalArgumentException.class, () -> inception(other)).getMessage());
  }

  /** A stand-in with the same calls: features are the mean level, chances grow with it. */
  @Test
  void should_call_nvidias_inception_as_its_program_wants_it() throws Exception {
    var encoder = inception(file("detector.pt"));
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var features = encoder.of(grey(.4f, 1), null);
      assertEquals(new Shape(1, 2048), features.getShape());
      assertEquals(102, features.toFloatArray()[7], 1e-4);
      var logits = encoder.logits(grey(.4f, 3)).toFloatArray();
      assertEquals(1008, logits.length);
      // Without the bias, neighbours differ by the mean level over a hundred.
      assertEquals(.004, logits[501] - logits[500], 1e-5);
    }
    assertTrue(encoder.variant().contains("resized by the program"), encoder.variant());
    assertThrows(IllegalArgumentException.class, encoder::clean);
    assertThrows(IllegalArgumentException.class, () -> encoder.maps(grey(1, 3)));
  }
}
