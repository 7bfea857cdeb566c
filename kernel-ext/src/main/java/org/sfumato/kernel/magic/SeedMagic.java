package org.sfumato.kernel.magic;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code %seed}. */
public final class SeedMagic implements Magic {
  @Override
  public String name() {
    return "seed";
  }

  @Override
  public String help() {
    return """
        Shows the seeds of what the session has made; %seed 7 sets the variable seed to 7.

        %seed
        %seed 7
        sample(p).seed(seed).draw(4)
        missing(0.8).seed(seed)

        There is no hidden state: whatever draws random numbers has its own seed, 0 unless .seed(n)
        gives it another, and prints it. The same seed gives the same numbers, in any order of cells.
        %seed 7 is long seed = 7, one place to change for all that is given it.""";
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.LINE);
  }

  @Override
  public Optional<Object> run(Call call) throws Exception {
    var given = call.arguments().strip();
    if (given.isEmpty()) {
      return Optional.of(seeds(call.cells()));
    }
    long seed;
    try {
      seed = Long.parseLong(given.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%seed needs a whole number, such as %seed 7, not \"" + given + "\"", e);
    }
    call.cells().java("long seed = " + seed + "L;");
    return Optional.of(
        new Saying(
            "seed is "
                + seed
                + "; give it to what draws: sample(p).seed(seed), missing(0.8).seed(seed)"));
  }

  private static Object seeds(Cells cells) {
    var rows =
        cells.variables().stream()
            .filter(v -> seedOf(v.value()).isPresent() || isSeed(v))
            .map(
                v ->
                    List.of(
                        v.name(),
                        VarsMagic.type(v.type()),
                        isSeed(v) ? v.value().toString() : seedOf(v.value()).get().toString()))
            .toList();
    var rule =
        "whatever draws random numbers has its own seed: 0, unless .seed(n) gives it another";
    return rows.isEmpty()
        ? new Saying("no variable has a seed yet; " + rule)
        : new Listing(List.of("name", "type", "seed"), Set.of(2), rows, rule);
  }

  private static boolean isSeed(Cells.Variable v) {
    return v.name().equals("seed") && v.value() instanceof Number;
  }

  /** What {@code long seed()} says, where a value has it. */
  private static Optional<Long> seedOf(Object value) {
    if (value == null) {
      return Optional.empty();
    }
    for (var method : value.getClass().getMethods()) {
      if (method.getName().equals("seed")
          && method.getParameterCount() == 0
          && method.getReturnType() == long.class
          && !Modifier.isStatic(method.getModifiers())) {
        try {
          method.setAccessible(true);
          return Optional.of((Long) method.invoke(value));
        } catch (ReflectiveOperationException | RuntimeException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
