package org.sfumato.train;

import java.util.Arrays;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Provenance;
import org.sfumato.loss.Loss;

/**
 * What a training learns from: images, alone or with reports, or measurements of images that it
 * never sees.
 */
sealed interface Material
    permits Material.OfImages, Material.OfTwo, Material.OfMeasurements, OfPairs {
  int size();

  ImageId id(int i);

  /** {@code [C, H, W]} of one row. */
  int[] shape();

  /** {@code [C, H, W]} of the images that are learnt. */
  int[] imageShape();

  /** Writes row {@code i} to {@code into} from {@code at}. */
  void read(int i, float[] into, int at);

  /** Rows of one group are held out together: by identity, so that copies of an image are. */
  default String group(int i) {
    return id(i).toString();
  }

  /** The expression that made it. */
  String text();

  /** A digest of what was read. */
  String hash();

  /** Whether these are images, and not measurements of images that are out of reach. */
  boolean clean();

  /**
   * Refuses material that shows more than it says.
   *
   * @throws IllegalArgumentException saying what leaks
   */
  void check();

  /** Whether a mirrored row would be as true. */
  default boolean mirrors() {
    return true;
  }

  /** The loss as it applies to this material. */
  Loss bound(Loss loss);

  /** Clean images. */
  record OfImages(Images images) implements Material {
    @Override
    public int size() {
      return images.size();
    }

    @Override
    public ImageId id(int i) {
      return images.id(i);
    }

    @Override
    public int[] shape() {
      return new int[] {images.channels(), images.height(), images.width()};
    }

    @Override
    public int[] imageShape() {
      return shape();
    }

    @Override
    public void read(int i, float[] into, int at) {
      images.read(i, into, at);
    }

    @Override
    public String text() {
      return images.expression();
    }

    @Override
    public String hash() {
      return images.provenance().hash();
    }

    @Override
    public boolean clean() {
      return true;
    }

    /** Images are seen anyway. */
    @Override
    public void check() {}

    @Override
    public Loss bound(Loss loss) {
      return loss.on(images);
    }
  }

  /**
   * Two sets of images of which none belongs to one of the other. Its rows are the source's; who
   * learns from it takes target images in an order of their own.
   */
  record OfTwo(Images source, Images target) implements Material {
    /**
     * The shape {@code [C, H, W]} that the images of both sets have.
     *
     * @param because begins the sentence that refuses two shapes
     * @throws IllegalArgumentException if a set is empty or their shapes differ
     */
    static int[] shape(Images source, Images target, String because) {
      for (var images : new Images[] {source, target}) {
        if (images.size() == 0) {
          throw new IllegalArgumentException(
              "there is nothing to train on: " + images.expression());
        }
      }
      int[] a = new OfImages(source).shape();
      int[] b = new OfImages(target).shape();
      if (!Arrays.equals(a, b)) {
        throw new IllegalArgumentException(
            "%s, but %s has %s and %s has %s; resize(n) or toGray() one of them"
                .formatted(
                    because,
                    source.expression(),
                    Arrays.toString(a),
                    target.expression(),
                    Arrays.toString(b)));
      }
      return a;
    }

    private OfImages rows() {
      return new OfImages(source);
    }

    @Override
    public int size() {
      return source.size();
    }

    @Override
    public ImageId id(int i) {
      return source.id(i);
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
      source.read(i, into, at);
    }

    @Override
    public String text() {
      return source.expression() + " and " + target.expression() + ", unpaired";
    }

    @Override
    public String hash() {
      return Provenance.NONE
          .within("source", source.provenance())
          .within("target", target.provenance())
          .hash();
    }

    @Override
    public boolean clean() {
      return true;
    }

    /** Images are seen anyway. */
    @Override
    public void check() {}

    @Override
    public Loss bound(Loss loss) {
      return rows().bound(loss);
    }
  }

  /** Measurements; the images behind them are not reachable from here. */
  record OfMeasurements(Measurements y) implements Material {
    @Override
    public int size() {
      return y.size();
    }

    @Override
    public ImageId id(int i) {
      return y.ids().get(i);
    }

    @Override
    public int[] shape() {
      var s = y.shape();
      return new int[] {s[1], s[2], s[3]};
    }

    @Override
    public int[] imageShape() {
      return y.imageShape();
    }

    @Override
    public void read(int i, float[] into, int at) {
      y.read(i, into, at);
    }

    @Override
    public String text() {
      return y.text();
    }

    @Override
    public String hash() {
      return y.hash();
    }

    @Override
    public boolean clean() {
      return false;
    }

    @Override
    public void check() {
      new Seal(y).check();
    }

    @Override
    public Loss bound(Loss loss) {
      return loss.on(y);
    }
  }
}
