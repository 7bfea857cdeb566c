package org.sfumato.corruption;

import java.util.Optional;
import java.util.regex.Pattern;
import org.sfumato.Corruption;

/** A corruption read back from the expression it prints, as a checkpoint keeps it. */
public final class Spelled {
  private static final String NUMBER = "([\\d.eE-]+)";
  private static final Pattern FURTHER = Pattern.compile("(.+)\\.further\\(" + NUMBER + "\\)");
  private static final Pattern MASKED = Pattern.compile("(.+)\\.further\\((.+\\))\\)");
  private static final Pattern MISSING = Pattern.compile("missing\\(" + NUMBER + "\\)");
  private static final Pattern BOX = Pattern.compile("box\\((\\d+), (\\d+)\\)");

  private static final Pattern SENSING = Pattern.compile("sensing\\((\\d+)\\)");

  private Spelled() {}

  /** The corruption; empty if it is none of those that checkpoints name. */
  public static Optional<Corruption> read(String text) {
    var further = FURTHER.matcher(text);
    if (further.matches()) {
      double delta = Double.parseDouble(further.group(2));
      return read(further.group(1)).map(a -> a.further(delta));
    }
    var masked = MASKED.matcher(text);
    if (masked.matches()) {
      return read(masked.group(1))
          .flatMap(
              a ->
                  read(masked.group(2))
                      .filter(Mask.class::isInstance)
                      .map(more -> Structured.of(a).further((Mask) more)));
    }
    var missing = MISSING.matcher(text);
    if (missing.matches()) {
      return Optional.of(Corruptions.missing(Double.parseDouble(missing.group(1))));
    }
    var box = BOX.matcher(text);
    if (box.matches()) {
      return Optional.of(
          Corruptions.box(Integer.parseInt(box.group(1)), Integer.parseInt(box.group(2))));
    }
    var sensing = SENSING.matcher(text);
    if (sensing.matches()) {
      return Optional.of(Corruptions.sensing(Integer.parseInt(sensing.group(1))));
    }
    return Optional.empty();
  }
}
