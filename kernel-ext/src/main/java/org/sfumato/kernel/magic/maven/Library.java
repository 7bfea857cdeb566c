package org.sfumato.kernel.magic.maven;

/**
 * One file of a library, of one version.
 *
 * @param classifier empty for the main file
 */
public record Library(
    String group, String artifact, String version, String extension, String classifier) {
  /** {@code guava 33.0.0-jre}. */
  public String shown() {
    return artifact + " " + version + (classifier.isEmpty() ? "" : " " + classifier);
  }

  @Override
  public String toString() {
    return group + ":" + artifact + ":" + version + (classifier.isEmpty() ? "" : ":" + classifier);
  }
}
