package org.sfumato.kernel.magic.maven;

import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.VersionScheme;

/** Which of two versions is the newer, as Maven orders them. */
public final class Versions {
  private Versions() {}

  /** Whether {@code a} is older than {@code b}; not, if that cannot be said. */
  public static boolean isOlder(String a, String b) {
    VersionScheme scheme = new GenericVersionScheme();
    try {
      return scheme.parseVersion(a).compareTo(scheme.parseVersion(b)) < 0;
    } catch (InvalidVersionSpecificationException e) {
      return false;
    }
  }
}
