package org.sfumato.kernel.magic.maven;

import java.util.List;

/**
 * What to look for, and where.
 *
 * @param coordinates the libraries themselves
 * @param without dependencies to leave out, {@code group:artifact}; {@code *} stands for any name
 * @param repositories addresses to look at beside Maven Central and those of settings.xml
 * @param offline whether only this machine's own repository, and folders, may be asked
 */
public record Wanted(
    List<Coordinate> coordinates,
    List<String> without,
    List<String> repositories,
    boolean offline) {
  public Wanted {
    coordinates = List.copyOf(coordinates);
    without = List.copyOf(without);
    repositories = List.copyOf(repositories);
  }
}
