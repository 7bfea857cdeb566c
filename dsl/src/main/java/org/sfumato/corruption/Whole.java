package org.sfumato.corruption;

/** Measurements that are one whole, of which no part can be hidden as if it had not been taken. */
final class Whole {
  private Whole() {}

  static String sentence(String what, String because) {
    return "%s.further(δ) is not defined, for %s; hide pixels of the result with %s.then(missing(δ))"
        .formatted(what, because, what);
  }
}
