package org.sfumato.guidance;

/** Names in equations. */
final class Latex {
  private Latex() {}

  /** Upright, with every sign that means something to LaTeX left out. */
  static String name(String name) {
    return "\\mathrm{" + name.replaceAll("[^\\p{L}\\p{N}]+", " ").strip().replace(" ", "\\ ") + "}";
  }
}
