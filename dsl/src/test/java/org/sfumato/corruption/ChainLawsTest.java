package org.sfumato.corruption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Images;
import org.sfumato.laws.Bench;

/** What holds of every corruption after every other one, and of every one with more hidden. */
class ChainLawsTest {
  private static final Images X = Bench.pictures(3, 3, 8, 8, 1);

  static List<Structured> chains() {
    var all = new ArrayList<Structured>();
    var singles = CorruptionMembers.plain();
    for (var a : singles) {
      if (a.indivisible().isEmpty()) {
        all.add(a.further(0.3));
      }
      for (var b : singles) {
        all.add(a.then(b));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("chains")
  void should_keep_what_its_parts_know(Structured a) {
    assumeTrue(CorruptionMembers.takes(a, X), "the sizes do not fit together");
    var y = a.apply(X);
    assertArrayEquals(y.get(2).values(), a.apply(X.get(2)).values(), a.text());
    var operator = Structured.of(y.operator());
    if (operator.svd().isPresent()) {
      CorruptionMembers.decomposes(operator, X);
    }
    if (!operator.linear()) {
      return;
    }
    Bench.scoped(
        () -> {
          var x = Bench.precise(X);
          var s = Bench.step(x, X.ids(), 3);
          var ax = operator.of(x, s);
          var z = CorruptionMembers.numbers(ax);
          double left = ax.mul(z).sum().getDouble();
          double right = x.mul(operator.adjoint(z, s)).sum().getDouble();
          assertEquals(left, right, 1e-9 * (1 + Math.abs(left)), a.text());
          return null;
        });
  }
}
