package org.sfumato;

/** The three parts of a data set of pairs; no patient is in two of them. */
record PairParts(Pairs train, Pairs validation, Pairs test) {
  PairParts {
    separate(train, "training", validation, "validation");
    separate(train, "training", test, "test");
    separate(validation, "validation", test, "test");
  }

  private static void separate(Pairs a, String nameA, Pairs b, String nameB) {
    var both = a.patientsIn(b);
    if (!both.isEmpty()) {
      throw new IllegalArgumentException(
          "patient %s is in the %s and in the %s part; a patient belongs to one"
              .formatted(both.stream().sorted().findFirst().orElseThrow(), nameA, nameB));
    }
  }

  Pairs all() {
    return train.and(validation).and(test);
  }

  /** The same parts of a set with this expression. */
  PairParts of(String set) {
    return new PairParts(
        train.described(set + ".train()"),
        validation.described(set + ".validation()"),
        test.described(set + ".test()"));
  }
}
