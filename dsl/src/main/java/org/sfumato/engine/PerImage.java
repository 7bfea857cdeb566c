package org.sfumato.engine;

import ai.djl.ndarray.NDArray;
import org.sfumato.Step;

/** One value per image of a chunk: {@code [n, C, H, W]} to {@code [n]}. */
@FunctionalInterface
public interface PerImage {
  NDArray of(NDArray x, Step s);
}
