package org.sfumato.kernel.install;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an installation did.
 *
 * @param folder where the kernel is
 * @param java the program that it starts
 * @param archive the shared class data, if this Java made any
 * @param complaint why there is no archive
 */
public record Installed(
    Path folder, Path java, Optional<Path> archive, Optional<String> complaint) {}
