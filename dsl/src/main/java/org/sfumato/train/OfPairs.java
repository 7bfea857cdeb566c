package org.sfumato.train;

import org.sfumato.ImageId;
import org.sfumato.Pairs;
import org.sfumato.loss.Loss;

/** Pictures with reports, which may say left and right: a mirrored picture would belie them. */
record OfPairs(Pairs pairs) implements Material {
  private Material.OfImages rows() {
    return new Material.OfImages(pairs.pictures());
  }

  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public ImageId id(int i) {
    return rows().id(i);
  }

  @Override
  public int[] shape() {
    return rows().shape();
  }

  @Override
  public int[] imageShape() {
    return rows().shape();
  }

  @Override
  public void read(int i, float[] into, int at) {
    rows().read(i, into, at);
  }

  /** A patient's pairs are held out together: reports of one head are alike. */
  @Override
  public String group(int i) {
    return pairs.told(i).patient();
  }

  @Override
  public String text() {
    return pairs.expression();
  }

  @Override
  public String hash() {
    return pairs.provenance().hash();
  }

  @Override
  public boolean clean() {
    return true;
  }

  @Override
  public boolean mirrors() {
    return false;
  }

  /** Images are seen anyway. */
  @Override
  public void check() {}

  @Override
  public Loss bound(Loss loss) {
    return rows().bound(loss);
  }
}
