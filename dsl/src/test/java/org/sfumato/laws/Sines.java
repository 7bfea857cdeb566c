package org.sfumato.laws;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.network.JointVectors;

/** Vectors of sines of a few pixels, and one for any sentence. */
public record Sines() implements JointVectors {
  @Override
  public NDArray vectors(NDArray x) {
    var rows = x.mul(3).sin().reshape(x.getShape().get(0), 4, -1).sum(new int[] {2}).add(.3);
    return rows.div(rows.square().sum(new int[] {1}, true).sqrt());
  }

  @Override
  public float[][] ofPictures(Images x) {
    throw new AssertionError("a term asks for arrays");
  }

  @Override
  public float[][] ofSentences(List<String> sentences) {
    var rows = new float[sentences.size()][];
    Arrays.fill(rows, new float[] {.5f, -.5f, .5f, -.5f});
    return rows;
  }

  @Override
  public Provenance provenance() {
    return Provenance.NONE;
  }

  @Override
  public String variant() {
    return "sines";
  }

  @Override
  public String text() {
    return "sines";
  }
}
