package org.sfumato.sampler;

import java.util.ArrayList;
import java.util.List;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Provenance;

/**
 * A run in which each image is there twice, as source and as edit, with the same identity and so
 * the same noise. What it gives are the edits.
 *
 * @param state of each image at the start
 */
record Twofold(List<ImageId> ids, float[] state) {
  Drawn run(Loop loop, int[] shape, String text, Provenance provenance) {
    int one = state.length / ids.size();
    var twice = new ArrayList<ImageId>();
    var both = new float[2 * state.length];
    for (int i = 0; i < ids.size(); i++) {
      twice.add(ids.get(i));
      twice.add(ids.get(i));
      System.arraycopy(state, i * one, both, 2 * i * one, one);
      System.arraycopy(state, i * one, both, (2 * i + 1) * one, one);
    }
    return loop.run(twice, both, shape, text, provenance).only(Twofold::edits);
  }

  /** Each second image. */
  private static Images edits(Images all) {
    int one = all.channels() * all.height() * all.width();
    int n = all.size() / 2;
    var values = new float[n * one];
    var ids = new ArrayList<ImageId>();
    for (int i = 0; i < n; i++) {
      all.read(2 * i + 1, values, i * one);
      ids.add(all.id(2 * i + 1));
    }
    return Images.of(
        values, all.channels(), all.height(), all.width(), ids, all.expression(), all.provenance());
  }
}
