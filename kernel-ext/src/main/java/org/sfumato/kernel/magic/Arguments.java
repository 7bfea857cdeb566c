package org.sfumato.kernel.magic;

/** Sentences for arguments that are missing or too many. */
final class Arguments {
  private Arguments() {}

  static void none(String magic, String given) {
    if (!given.isEmpty()) {
      throw new IllegalArgumentException(magic + " takes no arguments, but got " + given);
    }
  }

  static String needed(String magic, String given, String what) {
    if (given.isBlank()) {
      throw new IllegalArgumentException(magic + " needs " + what + "; " + magic + "? shows how");
    }
    return given;
  }
}
