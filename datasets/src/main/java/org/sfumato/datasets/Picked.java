package org.sfumato.datasets;

import org.sfumato.ImageId;
import org.sfumato.Pixels;

/** Some of the pictures of a source, which keep their identities. */
record Picked(Pixels all, int[] rows) implements Pixels {
  Picked {
    rows = rows.clone();
  }

  @Override
  public int count() {
    return rows.length;
  }

  @Override
  public int channels() {
    return all.channels();
  }

  @Override
  public int height() {
    return all.height();
  }

  @Override
  public int width() {
    return all.width();
  }

  @Override
  public void read(int i, float[] into, int at) {
    all.read(rows[i], into, at);
  }

  @Override
  public ImageId id(int i) {
    return all.id(rows[i]);
  }
}
