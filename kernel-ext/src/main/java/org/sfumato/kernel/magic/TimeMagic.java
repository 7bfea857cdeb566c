package org.sfumato.kernel.magic;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sfumato.Screen;

/** {@code %time} and {@code %%time}. */
public final class TimeMagic implements Magic {
  private static final Pattern TIMES = Pattern.compile("-n\\s*(\\S*)\\s*(.*)", Pattern.DOTALL);
  private static final int MOST = 100_000;

  @Override
  public String name() {
    return "time";
  }

  @Override
  public String help() {
    return """
        Runs Java and says how long it took, and how much processor time and heap; its value is shown.

        %time sample(p).draw(4)         one statement
        %time var x = load();           x is there afterwards
        %time -n 20 metric.of(x, y)     again and again: mean, standard deviation and best of 20 runs
        %%time                          the whole cell
        %%time -n 20                    the whole cell again and again

        Compiling is not counted. With -n the text runs more than n times: it is warmed up first, and
        what takes only microseconds is called many times in each run. Heap is what the cell's own
        thread takes; %memory tells of native arrays.""";
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.LINE, Place.CELL);
  }

  @Override
  public Optional<Object> run(Call call) throws Exception {
    var word = call.body().isPresent() ? "%%time" : "%time";
    int times = 1;
    var arguments = call.arguments();
    var counted = TIMES.matcher(arguments);
    if (counted.matches()) {
      times = times(word, counted.group(1));
      arguments = counted.group(2);
    }
    if (call.body().isPresent()) {
      Arguments.none(word, arguments);
    }
    var code = call.body().orElse(arguments);
    if (code.isBlank()) {
      throw new IllegalArgumentException(
          word.equals("%time")
              ? "%time needs Java behind it, such as %time heavy(3)"
              : "%%time measures the rest of its cell, which is empty");
    }
    var first = call.cells().timed(code);
    if (times == 1) {
      Screen.show(new Saying(first.spent().text()));
    } else {
      Screen.show(again(code, times, first.spent().wall(), call.cells()));
    }
    return first.value();
  }

  private static int times(String word, String given) {
    int times = given.matches("\\d{1,9}") ? Integer.parseInt(given) : 0;
    if (times < 1 || times > MOST) {
      throw new IllegalArgumentException(
          word + " -n needs a whole number from 1 to " + MOST + ", not \"" + given + "\"");
    }
    return times;
  }

  private static Saying again(String code, int times, long first, Cells cells) throws Exception {
    var bare = code.strip().replaceAll(";+$", "");
    var head = Repeats.class.getName() + ".run(" + times + ", " + first + "L, () -> ";
    Repeats.begin();
    var runs = attempt(head + bare + "\n)", cells);
    if (runs.isEmpty() && !Repeats.begun()) {
      runs = attempt(head + "{ " + code.strip() + "\n; })", cells);
    }
    if (runs.isEmpty()) {
      throw new IllegalArgumentException(
          "-n repeats an expression or statements; this declares or imports something, so it can"
              + " be timed once only");
    }
    return new Saying(((Repeats) runs.get()).text());
  }

  /** Empty if the text does not compile in that form. */
  private static Optional<Object> attempt(String code, Cells cells) throws Exception {
    try {
      return cells.java(code);
    } catch (Exception e) {
      if (Repeats.begun()) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
