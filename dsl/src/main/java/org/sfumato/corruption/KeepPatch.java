package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Step;

/**
 * Only a square of n×n pixels survives, wholly inside the image and anywhere in it with equal
 * probability; the rest is hidden (Bora et al. 2018).
 *
 * @param oneForAll whether all images keep the same square
 */
public record KeepPatch(int n, boolean oneForAll, long seed) implements Mask {
  public KeepPatch {
    new Patch("keepPatch", n, oneForAll, seed);
  }

  /** The same square of all images. */
  public KeepPatch shared() {
    return new KeepPatch(n, true, seed);
  }

  @Override
  public KeepPatch seed(long seed) {
    return new KeepPatch(n, oneForAll, seed);
  }

  @Override
  public NDArray seen(NDArray x, Step s) {
    return patch().seen(x, s);
  }

  @Override
  public Optional<String> blind() {
    return patch().blind(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public Optional<String> blind(int h, int w) {
    return patch().blind(h, w);
  }

  private Patch patch() {
    return new Patch("keepPatch", n, oneForAll, seed);
  }

  @Override
  public String equation(String x) {
    return "k_{" + n + "\\times" + n + "} \\odot " + x;
  }

  @Override
  public String text() {
    return patch().text();
  }
}
