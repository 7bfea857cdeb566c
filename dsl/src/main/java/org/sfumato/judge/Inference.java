package org.sfumato.judge;

/**
 * How a table draws conclusions from its numbers.
 *
 * @param confidence of the intervals, in (0, 1)
 * @param way how an interval is made
 * @param holm whether p values are shown, adjusted by Holm over the rows of a column
 */
record Inference(double confidence, Way way, boolean holm) {
  /** 95 %, by the rule, without p values. */
  static final Inference USUAL = new Inference(.95, Way.RULE, false);

  /** How an interval is made. */
  enum Way {
    /** By {@link Estimate}'s rule. */
    RULE,
    /** Student's t always. */
    STUDENT,
    /** The bias-corrected and accelerated bootstrap always. */
    BCA
  }

  Inference {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "a confidence is a number between 0 and 1, such as 0.95, not " + confidence);
    }
  }

  Inference confidence(double level) {
    return new Inference(level, way, holm);
  }

  Inference by(Way other) {
    return new Inference(confidence, other, holm);
  }

  Inference withHolm() {
    return new Inference(confidence, way, true);
  }
}
