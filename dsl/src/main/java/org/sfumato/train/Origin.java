package org.sfumato.train;

import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Provenance;

/**
 * What a training has learnt from, as its provenance says it. That it saw measurements only is
 * claimed only if its material is measurements, and those of the prior it began with were too.
 */
final class Origin {
  /** Under which a provenance says it. */
  static final String KEY = "learnt from";

  private static final String ONLY = "measurements only: ";

  private Origin() {}

  static String of(Material material, Optional<Base> base) {
    var here = material.text();
    if (base.isEmpty()) {
      return (material.clean() ? kind(material) : ONLY) + here;
    }
    var before = told(base.get().provenance());
    boolean only = !material.clean() && before.filter(b -> b.startsWith(ONLY)).isPresent();
    return (only ? ONLY : material.clean() ? kind(material) : "measurements: ")
        + here
        + "; begun with "
        + base.get().text()
        + before.map(b -> ", learnt from " + b).orElse(", which does not say what it learnt from");
  }

  private static String kind(Material material) {
    boolean taken =
        material instanceof Material.OfTwo two
            ? measured(two.source()) || measured(two.target())
            : material instanceof OfPairs pairs
                ? measured(pairs.pairs().pictures())
                : material instanceof Material.OfImages one && measured(one.images());
    return taken ? "measurements taken for images: " : "clean images: ";
  }

  private static boolean measured(Images images) {
    return images.provenance().identity().containsKey("preview");
  }

  /** What a prior says it learnt from; older ones say it by the loss of their recipe. */
  private static Optional<String> told(Provenance prior) {
    var said = prior.identity().get(KEY);
    if (said != null) {
      return Optional.of(said);
    }
    var recipe = prior.identity().getOrDefault("recipe", "");
    boolean alone = !recipe.contains(".from(");
    if (alone && recipe.contains(".minimise(ambient(")) {
      return Optional.of(ONLY + between(recipe));
    }
    return alone && recipe.contains(".minimise(denoising()")
        ? Optional.of("clean images: " + between(recipe))
        : Optional.empty();
  }

  private static String between(String recipe) {
    int on = recipe.indexOf(".on(");
    int minimise = recipe.indexOf(").minimise(");
    return on >= 0 && minimise > on ? recipe.substring(on + 4, minimise) : "images";
  }
}
