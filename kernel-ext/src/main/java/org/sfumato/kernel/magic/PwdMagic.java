package org.sfumato.kernel.magic;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** {@code %pwd}. */
public final class PwdMagic implements Magic {
  @Override
  public String name() {
    return "pwd";
  }

  @Override
  public String help() {
    return """
        Shows the folder that relative file names start from.

        %pwd

        Java fixes it when the kernel starts: in Jupyter it is the notebook's own folder.""";
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.LINE);
  }

  @Override
  public Optional<Object> run(Call call) {
    Arguments.none("%pwd", call.arguments());
    return Optional.of(Path.of("").toAbsolutePath().toString());
  }
}
