package org.sfumato.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of one paper that are about the same data, and so stand in one block of its table. */
record Block(String paper, String data, List<Claim> claims) {
  /** A number with the row it stands in. */
  record Number(Claim claim, Said said) {}

  static List<Block> of(List<Claim> claims) {
    return claims.stream()
        .collect(
            Collectors.groupingBy(
                c -> List.of(c.paper(), c.data()), LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(e -> new Block(e.getKey().get(0), e.getKey().get(1), e.getValue()))
        .toList();
  }

  /** The columns, in the order in which they are met. */
  List<String> metrics() {
    return claims.stream().flatMap(c -> c.said().stream()).map(Said::metric).distinct().toList();
  }

  List<Number> numbers(String metric) {
    var found = new ArrayList<Number>();
    for (var claim : claims) {
      claim.said().stream()
          .filter(s -> s.metric().equals(metric))
          .forEach(s -> found.add(new Number(claim, s)));
    }
    return found;
  }

  String name() {
    return data.isEmpty() ? paper : paper + ", " + data;
  }
}
