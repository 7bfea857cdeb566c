package org.sfumato.restore;

import java.util.Objects;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Provenance;
import org.sfumato.Restorer;

/** A restorer of the user's own. What is in the lambda is not known, so its results are opaque. */
public record Own(String name, Function function, long seed) implements Restorer {
  /** Images from measurements and a seed. */
  @FunctionalInterface
  public interface Function {
    Images restore(Measurements y, long seed);
  }

  public Own {
    Objects.requireNonNull(function, "function");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a restorer needs a name that can be read in a table");
    }
  }

  @Override
  public Own seed(long other) {
    return new Own(name, function, other);
  }

  @Override
  public Images restore(Measurements y) {
    var x = function.restore(y, seed);
    if (x == null) {
      throw new IllegalArgumentException(text() + " returned nothing; it returns images");
    }
    int[] shape = y.imageShape();
    boolean fits =
        x.size() == y.size()
            && x.channels() == shape[0]
            && x.height() == shape[1]
            && x.width() == shape[2];
    if (!fits) {
      throw new IllegalArgumentException(
          "%s returned %d images of shape [%d, %d, %d] for %d measurements of images [%d, %d, %d]; return one image per measurement"
              .formatted(
                  text(),
                  x.size(),
                  x.channels(),
                  x.height(),
                  x.width(),
                  y.size(),
                  shape[0],
                  shape[1],
                  shape[2]));
    }
    var from =
        Provenance.of("recipe", text() + ", opaque")
            .with("seed", String.valueOf(seed))
            .with("measurements", y.hash());
    // The images are those that were measured, whatever the function calls them.
    var made =
        Images.of(
            x.values(),
            shape[0],
            shape[1],
            shape[2],
            y.ids(),
            text() + ".restore(" + y.text() + ")",
            from);
    return x.cost().map(made::costing).orElse(made);
  }

  @Override
  public String text() {
    return "restorer(\"" + name + "\", …)" + (seed == 0 ? "" : ".seed(" + seed + ")");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "\\hat x = \\mathrm{" + name.replaceAll("[^\\p{L}\\p{N}]", "\\\\ ") + "}(y)");
  }

  @Override
  public String toString() {
    return text();
  }
}
