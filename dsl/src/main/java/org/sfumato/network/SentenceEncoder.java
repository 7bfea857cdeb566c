package org.sfumato.network;

import java.util.List;

/** What turns sentences into features. */
@FunctionalInterface
public interface SentenceEncoder {
  /**
   * @return a row of features for each sentence
   */
  float[][] of(List<String> sentences);
}
