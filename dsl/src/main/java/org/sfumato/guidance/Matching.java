package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Objects;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.engine.Torch;
import org.sfumato.network.JointVectors;

/**
 * Agreement of an image with what a sentence says: E = −cos(v(x̂₀), t), from −1 to 1, with the
 * vectors of one encoder of pictures and sentences (as CLIP guidance has it, Nichol et al. 2022).
 */
public final class Matching implements Term {
  private final String sentence;
  private final JointVectors encoder;
  private final float[] wanted;

  private Matching(String sentence, JointVectors encoder, float[] wanted) {
    this.sentence = sentence;
    this.encoder = encoder;
    this.wanted = wanted;
  }

  static Matching of(String sentence, JointVectors encoder) {
    Objects.requireNonNull(encoder, "encoder");
    if (sentence.isBlank()) {
      throw new IllegalArgumentException(
          "matching needs a sentence that says what the image shows, and this one is empty");
    }
    return new Matching(sentence, encoder, encoder.ofSentences(List.of(sentence))[0]);
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    var v = encoder.vectors(x0);
    if (v.getShape().dimension() != 2 || v.getShape().get(1) != wanted.length) {
      throw new IllegalArgumentException(
          "%s makes vectors of shape %s of images, but of %d numbers of sentences"
              .formatted(encoder.text(), v.getShape(), wanted.length));
    }
    var t =
        Torch.manager().create(wanted, new Shape(1, wanted.length)).toType(v.getDataType(), false);
    return v.mul(t).sum(new int[] {1}).neg();
  }

  @Override
  public String equation(String x) {
    return "- \\cos\\big( v(" + x + "), t \\big)";
  }

  @Override
  public String text() {
    return "matching(\"" + sentence + "\", " + encoder.text() + ")";
  }

  @Override
  public String toString() {
    return text();
  }
}
