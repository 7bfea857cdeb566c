package org.sfumato.kernel.command;

import java.nio.file.Path;
import java.util.List;
import org.sfumato.kernel.notebook.NotebookException;
import org.sfumato.kernel.verify.Sanitiser;
import org.sfumato.kernel.verify.Verification;
import picocli.CommandLine.Option;

/** How to compare the outputs that are no scores with those that a notebook was saved with. */
final class OutputOptions {
  private static final int BRIGHTEST = 255;

  @Option(
      names = "--outputs",
      description =
          "Also compare everything else that cells show, as nbval does: texts letter by letter, pictures by what one sees.")
  private boolean asked;

  @Option(
      names = "--lax",
      description = "With --outputs: compare only cells marked nbval-check-output.")
  private boolean lax;

  @Option(
      names = "--sanitize-with",
      paramLabel = "FILE",
      description = "With --outputs: regular expressions for what may differ, as nbval takes them.")
  private List<Path> sanitisers = List.of();

  @Option(
      names = "--image-tolerance",
      paramLabel = "RMS",
      defaultValue = "2",
      description =
          "With --outputs: how far pictures may be apart, 0 to 255, as the root mean square of all channels (default: 2).")
  private double tolerance;

  boolean asked() {
    return asked;
  }

  Verification verification() {
    if (!(tolerance >= 0 && tolerance <= BRIGHTEST)) {
      throw new NotebookException("--image-tolerance takes a number from 0 to 255");
    }
    var sanitiser = Sanitiser.STANDARD;
    for (var file : sanitisers) {
      sanitiser = sanitiser.with(Folder.at(file), file.toString());
    }
    return new Verification(sanitiser, tolerance, lax);
  }
}
