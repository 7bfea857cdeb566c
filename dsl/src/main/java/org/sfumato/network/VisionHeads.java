package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Function;
import org.sfumato.engine.StateDict;

/**
 * The heads of LPIPS on one network: how much each channel of each of its layers counts, never
 * negative.
 */
public final class VisionHeads {
  private final Constants constants;

  private VisionHeads(Constants constants) {
    this.constants = constants;
  }

  /**
   * Reads a file in the names of LPIPS 0.1, {@code lin0.model.1.weight} and on.
   *
   * @throws IllegalArgumentException if the heads are those of another network, or negative
   */
  public static VisionHeads of(VisionNet net, Path file) {
    return Loaded.of(file, net.id() + " heads", VisionHeads.class, f -> read(net, f));
  }

  private static VisionHeads read(VisionNet net, Path file) {
    var stored = StateDict.read(file);
    var weights = new Folded();
    var parameters = new ArrayList<Plan.Parameter>();
    var channels = net.channels();
    for (int k = 0; k < channels.length; k++) {
      var name = "lin" + k + ".model.1.weight";
      var values = stored.values(name, 1, channels[k], 1, 1);
      for (float v : values) {
        if (!(v >= 0)) {
          throw new IllegalArgumentException(
              "%s has %s in «%s»; heads of LPIPS are never negative, so it holds something else"
                  .formatted(file.getFileName(), v, name));
        }
      }
      var shape = new long[] {1, channels[k], 1, 1};
      weights.put(name, values, shape);
      parameters.add(new Plan.Parameter(name, shape, 0));
    }
    return new VisionHeads(new Constants(new Plan(parameters, ""), weights.weights()));
  }

  /** What {@code work} makes of the weights, {@code [1, c, 1, 1]} of each layer. */
  public NDArray with(Function<NDList, NDArray> work) {
    return constants.with(work);
  }

  /** The first digits of the SHA-256 of the weights. */
  public String hash() {
    return constants.hash();
  }
}
