package org.sfumato;

/** Two sequences one after the other. */
record JoinedPixels(Images a, Images b) implements Pixels {
  @Override
  public int count() {
    return a.size() + b.size();
  }

  @Override
  public int channels() {
    return a.channels();
  }

  @Override
  public int height() {
    return a.height();
  }

  @Override
  public int width() {
    return a.width();
  }

  @Override
  public void read(int i, float[] into, int at) {
    if (i < a.size()) {
      a.read(i, into, at);
    } else {
      b.read(i - a.size(), into, at);
    }
  }

  @Override
  public ImageId id(int i) {
    return i < a.size() ? a.id(i) : b.id(i - a.size());
  }
}
