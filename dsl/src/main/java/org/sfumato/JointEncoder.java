package org.sfumato;

import java.util.List;

/**
 * What puts pictures and sentences into one space, where a picture and a sentence that says what it
 * shows lie near each other. All vectors have length 1, so that a scalar product is a cosine.
 */
public interface JointEncoder extends Shown {
  /**
   * @param x pictures of the size that it knows
   * @return one vector of length 1 for each
   */
  float[][] ofPictures(Images x);

  /**
   * @param sentences reports or prompts
   * @return one vector of length 1 for each
   */
  float[][] ofSentences(List<String> sentences);

  /** Where its weights come from. */
  Provenance provenance();

  /** Such as {@code twoTower(vit(64, 8), …), weights 3fa1…}: what defines the numbers it makes. */
  String variant();
}
