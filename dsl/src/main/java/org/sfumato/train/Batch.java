package org.sfumato.train;

import java.util.List;
import org.sfumato.ImageId;

/**
 * What one step learns from.
 *
 * @param values rows one after the other
 * @param ids an identity for each visit of an image: noise is keyed by it
 * @param places where the rows stand in the material
 * @param visit how often the images were seen before
 * @param flipped rows that the network is to see mirrored, with all that was done to them
 */
record Batch(float[] values, List<ImageId> ids, int[] places, int visit, boolean[] flipped) {
  int size() {
    return places.length;
  }
}
