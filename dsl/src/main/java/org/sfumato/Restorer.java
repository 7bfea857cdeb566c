package org.sfumato;

/**
 * What makes images from measurements. One of your own is one method; {@code restorer(name, f)}
 * gives it a name and the seed.
 */
@FunctionalInterface
public interface Restorer extends Shown {
  /**
   * The images behind the measurements: as many, with the same identities, in the shape {@link
   * Measurements#imageShape()}.
   *
   * @throws IllegalArgumentException if these measurements are of a kind it can do nothing with
   */
  Images restore(Measurements y);

  /** The same with another seed; one that draws no random numbers is the same for all. */
  default Restorer seed(long seed) {
    return this;
  }

  /** A short name for tables and charts: the word that made it, unless it was {@link #named}. */
  default String name() {
    var word = text();
    int end = word.indexOf('(');
    return end > 0 ? word.substring(0, end) : word;
  }

  /** The same restorer under a name of your own in tables and charts. */
  default Restorer named(String name) {
    return new Named(this, name);
  }

  /** A restorer under another name. */
  record Named(Restorer restorer, String name) implements Restorer {
    public Named {
      if (name.isBlank()) {
        throw new IllegalArgumentException("a restorer needs a name that can be read in a table");
      }
    }

    @Override
    public Images restore(Measurements y) {
      return restorer.restore(y);
    }

    @Override
    public Restorer seed(long seed) {
      return new Named(restorer.seed(seed), name);
    }

    @Override
    public Restorer named(String other) {
      return new Named(restorer, other);
    }

    @Override
    public String text() {
      return restorer.text() + ".named(\"" + name + "\")";
    }

    @Override
    public java.util.Optional<String> latex() {
      return restorer.latex();
    }
  }

  @Override
  default String text() {
    var simple = getClass().getSimpleName();
    return simple.isEmpty() || getClass().isHidden() || getClass().isSynthetic()
        ? "restorer"
        : simple;
  }
}
