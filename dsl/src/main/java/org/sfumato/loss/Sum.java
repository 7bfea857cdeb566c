package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sfumato.Shown;
import org.sfumato.network.Plan;

/** Several alignments at once, each with its weight. */
record Sum(List<Alignment.Share> shares) implements Alignment {
  Sum {
    shares = List.copyOf(shares);
  }

  static Sum of(Alignment a, Alignment b) {
    Objects.requireNonNull(b, "loss");
    return new Sum(Stream.concat(a.shares().stream(), b.shares().stream()).toList());
  }

  static Sum of(Alignment a, double weight) {
    return new Sum(a.shares().stream().map(s -> new Share(weight * s.weight(), s.loss())).toList());
  }

  @Override
  public NDArray of(Embedded pairs, NDList own) {
    return total(terms(pairs, own));
  }

  @Override
  public NDList terms(Embedded pairs, NDList own) {
    var parts = split(own, pairs.image().getShape().get(1));
    var terms = new NDList();
    for (int k = 0; k < parts.size(); k++) {
      terms.add(shares.get(k).loss().of(pairs, parts.get(k)));
    }
    return terms;
  }

  @Override
  public NDArray total(NDList terms) {
    NDArray sum = null;
    for (int k = 0; k < terms.size(); k++) {
      // Of an array with an axis, which keeps its number type beside a double.
      var term = terms.get(k).reshape(1).mul(shares.get(k).weight()).sum();
      sum = sum == null ? term : sum.add(term);
    }
    return sum;
  }

  @Override
  public long kept(int b, int p, int w, int d) {
    return shares.stream().mapToLong(s -> s.loss().kept(b, p, w, d)).sum();
  }

  private List<NDList> split(NDList own, long d) {
    var parts = new ArrayList<NDList>();
    int at = 0;
    for (var share : shares) {
      int n = share.loss().own((int) d).parameters().size();
      parts.add(new NDList(own.subList(at, at + n)));
      at += n;
    }
    return parts;
  }

  /** Of all, each name with its loss's place before it: two may bring along the same. */
  @Override
  public Plan own(int d) {
    return Plan.ofArrays(
        IntStream.range(0, shares.size())
            .boxed()
            .flatMap(
                k ->
                    shares.get(k).loss().own(d).parameters().stream()
                        .map(p -> new Plan.Parameter(k + "." + p.name(), p.shape(), p.bound())))
            .toArray(Plan.Parameter[]::new));
  }

  /** Parts are told apart by how many arrays each has, which does not depend on d. */
  @Override
  public void settle(NDList own) {
    var parts = split(own, 1);
    for (int k = 0; k < parts.size(); k++) {
      shares.get(k).loss().settle(parts.get(k));
    }
  }

  @Override
  public String sign() {
    return "\\mathcal L";
  }

  @Override
  public String text() {
    var first = shares.get(0).text();
    return shares.stream()
        .skip(1)
        .map(s -> ".plus(" + s.text() + ")")
        .collect(Collectors.joining("", first, ""));
  }

  @Override
  public Optional<String> latex() {
    var lines = new ArrayList<String>();
    lines.add(
        shares.stream()
            .map(Share::latex)
            .collect(Collectors.joining(" + ", "\\mathcal L &= ", "")));
    shares.stream()
        .map(Share::loss)
        .distinct()
        .map(Shown::latex)
        .flatMap(Optional::stream)
        .map(line -> line.replaceFirst(" = ", " &= "))
        .forEach(lines::add);
    return Optional.of("\\begin{aligned} " + String.join(" \\\\ ", lines) + " \\end{aligned}");
  }

  @Override
  public String toString() {
    return text();
  }
}
