package org.sfumato.kernel.magic;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code %vars}. */
public final class VarsMagic implements Magic {
  @Override
  public String name() {
    return "vars";
  }

  @Override
  public String help() {
    return """
        Lists the variables of the session: type, value in short, size or shape.

        %vars
        %vars img       those with img in their name or type""";
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.LINE);
  }

  @Override
  public Optional<Object> run(Call call) {
    var wanted = call.arguments().strip();
    var rows =
        call.cells().variables().stream()
            .filter(v -> v.name().contains(wanted) || v.type().contains(wanted))
            .map(
                v ->
                    List.of(
                        v.name(), type(v.type()), Glance.text(v.value()), Glance.size(v.value())))
            .toList();
    if (rows.isEmpty()) {
      return Optional.of(
          new Saying(
              wanted.isEmpty()
                  ? "no variables yet"
                  : "no variable has " + wanted + " in its name or type"));
    }
    var below = rows.size() + (rows.size() == 1 ? " variable" : " variables");
    return Optional.of(
        new Listing(List.of("name", "type", "value", "size"), Set.of(3), rows, below));
  }

  /** Without the packages: {@code Map<String, Images>}. */
  static String type(String declared) {
    return declared.replaceAll("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z])", "").replaceAll(",(?=\\S)", ", ");
  }
}
