package org.sfumato.judge;

import java.util.List;
import java.util.stream.Collectors;
import org.sfumato.Results;
import org.sfumato.Shown;

/** What several rows report. */
public record Claims(List<Claim> claims) implements Shown {
  public Claims {
    claims = List.copyOf(claims);
  }

  /** These claims, then those. */
  public Claims and(Claims more) {
    var all = new java.util.ArrayList<>(claims);
    all.addAll(more.claims);
    return new Claims(all);
  }

  /**
   * Those whose paper, data or row contains this text: {@code about("CelebA-HQ").about("p = 0.8")}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Claims about(String words) {
    var some =
        claims.stream()
            .filter(c -> (c.paper() + "\n" + c.data() + "\n" + c.row()).contains(words))
            .toList();
    if (some.isEmpty()) {
      throw new IllegalArgumentException(
          "none of the %d claims is about «%s»; the rows are %s"
              .formatted(
                  claims.size(),
                  words,
                  claims.stream().map(Claim::row).distinct().collect(Collectors.joining("; "))));
    }
    return new Claims(some);
  }

  /**
   * Whether the order of the rows holds, and every number beside the rerun's. A claim is about the
   * row of the table that has its row's name, or that its {@code run} names.
   *
   * @throws IllegalArgumentException if the table is one of differences
   */
  public Review check(Results results) {
    return Check.of(claims, results, false);
  }

  /** What is odd about the numbers before anything runs. */
  public Lint lint() {
    return Lint.of(claims);
  }

  @Override
  public String text() {
    return claims.stream().map(Claim::text).collect(Collectors.joining("\n"));
  }

  @Override
  public String toString() {
    return text();
  }
}
