package org.sfumato.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.sfumato.Cancel;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.random.Noise;

/**
 * Images go to the engine in chunks of one fixed size, the last one padded by repeating its last
 * image: so an image's bits do not depend on how many others come with it.
 */
public final class Chunks {
  private Chunks() {}

  /** The places of the images of each chunk; a repeated place is padding. */
  public static List<int[]> of(int n) {
    int size = Torch.chunk();
    var chunks = new ArrayList<int[]>();
    for (int start = 0; start < n; start += size) {
      var places = new int[size];
      for (int k = 0; k < size; k++) {
        places[k] = Math.min(start + k, n - 1);
      }
      chunks.add(places);
    }
    return chunks;
  }

  /** How many images of this chunk are not padding. */
  public static int real(int[] places) {
    int count = 1;
    while (count < places.length && places[count] > places[count - 1]) {
      count++;
    }
    return count;
  }

  /** The images at these places as one array {@code [places, C, H, W]} on the device. */
  public static NDArray upload(Images x, int[] places) {
    int one = x.channels() * x.height() * x.width();
    return Staging.upload(
        new Shape(places.length, x.channels(), x.height(), x.width()),
        values -> {
          for (int k = 0; k < places.length; k++) {
            x.read(places[k], values, k * one);
          }
        });
  }

  public static List<ImageId> ids(Images x, int[] places) {
    var ids = new ArrayList<ImageId>(places.length);
    for (int p : places) {
      ids.add(x.id(p));
    }
    return ids;
  }

  /**
   * Evaluates one value per image.
   *
   * @param seed the seed of random numbers that {@code f} may ask for
   * @throws IllegalArgumentException if {@code f} returns anything but {@code [n]}
   */
  public static double[] perImage(Images x, long seed, PerImage f) {
    Torch.start();
    var values = new double[x.size()];
    for (var places : of(x.size())) {
      if (Cancel.requested()) {
        throw new Interrupted("stopped after " + places[0] + " of " + x.size() + " images", null);
      }
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var batch = upload(x, places);
        var step = new ChunkStep(batch, ids(x, places), places, x.size(), new Noise(seed), 0, 1, 0);
        // What ran in this process before must not decide the last bits.
        var each = Op.asWritten(() -> Grad.off(() -> f.of(batch, step)));
        var result = PerImage.checked(each, "the function", places.length);
        var numbers = result.toType(DataType.FLOAT64, false).toDoubleArray();
        for (int k = 0; k < real(places); k++) {
          values[places[k]] = numbers[k];
        }
      }
    }
    return values;
  }
}
