package org.sfumato.kernel.magic;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code %lsmagic}. */
public final class LsmagicMagic implements Magic {
  @Override
  public String name() {
    return "lsmagic";
  }

  @Override
  public String help() {
    return """
        Lists all magics, with one sentence each.

        %lsmagic
        %time?      help for one of them""";
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.LINE);
  }

  @Override
  public Optional<Object> run(Call call) {
    Arguments.none("%lsmagic", call.arguments());
    var rows =
        call.cells().magics().all().stream()
            .map(m -> List.of(Help.word(m), Help.sentence(m)))
            .toList();
    return Optional.of(
        new Listing(
            List.of("magic", "what it does"), Set.of(), rows, "%name? shows how to use it"));
  }
}
