package org.sfumato.kernel.assist.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One declaration that a word can mean, as it is shown.
 *
 * @param before what stands before the name: modifiers that matter, type variables, type
 * @param parameters with their types; empty for what is no method
 * @param after what stands behind: exceptions, superclasses
 * @param where the class or package that it belongs to; empty if that says nothing
 * @param origins where its documentation may stand, best first
 * @param rest whether the last parameter takes any number of arguments
 */
record Form(
    String before,
    String name,
    Optional<List<String>> parameters,
    String after,
    String where,
    List<Origin> origins,
    boolean rest) {
  /** A line of more characters than this is broken, one parameter on each. */
  private static final int WIDE = 58;

  /** The same with names behind the types of its parameters. */
  Form named(List<String> names) {
    var types = parameters.orElseThrow();
    var named = new ArrayList<String>();
    for (int i = 0; i < types.size(); i++) {
      named.add(types.get(i) + " " + names.get(i));
    }
    return new Form(before, name, Optional.of(named), after, where, origins, rest);
  }

  /** The place of an argument among the parameters; -1 if there is none. */
  int parameter(int argument) {
    int n = parameters.map(List::size).orElse(0);
    return argument < 0 ? -1 : argument < n ? argument : rest ? n - 1 : -1;
  }

  /** Whether it should be broken into lines. */
  boolean isWide() {
    return line().length() > WIDE && !parameters.orElse(List.of()).isEmpty();
  }

  /** What stands behind the name, on lines of its own if the whole is too wide. */
  String end() {
    return line().length() > WIDE && parameters.isEmpty()
        ? after.replaceAll(" (extends|implements) ", "\n    $1 ")
        : after;
  }

  /** All on one line. */
  String line() {
    return (before + " " + name).strip()
        + parameters.map(p -> "(" + String.join(", ", p) + ")").orElse("")
        + after;
  }
}
