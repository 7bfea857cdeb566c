package org.sfumato.engine;

/** Operators that several packages use. */
public final class Ops {
  private Ops() {}

  /** The operator of this TorchScript source; see {@link Op}. */
  public static Op of(String source) {
    return Op.of(source);
  }
}
