package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sfumato.Corruption;
import org.sfumato.Step;
import org.sfumato.engine.StepView;

/**
 * Corruptions one after the other, as a flat list, so that (A then B) then C is A then (B then C)
 * to the bit. It is linear if all its parts are, and its variances are known if theirs are.
 */
record Chain(List<Structured> parts) implements Structured {
  static Chain of(Corruption first, Corruption next) {
    if (first.noiseLevel() > 0) {
      throw new IllegalArgumentException(
          first.text() + " has noise, which comes last; write A.then(B).plus(noise)");
    }
    if (next.noiseLevel() > 0) {
      throw new IllegalArgumentException(
          next.text() + " has noise; combine the corruptions first and add the noise to the whole");
    }
    var all = new ArrayList<Structured>();
    for (var part : List.of(Structured.of(first), Structured.of(next))) {
      if (part instanceof Chain chain) {
        all.addAll(chain.parts);
      } else {
        all.add(part);
      }
    }
    return new Chain(List.copyOf(all));
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    var y = x;
    for (int i = 0; i < parts.size(); i++) {
      y = parts.get(i).of(y, link(s, i));
    }
    return y;
  }

  @Override
  public boolean linear() {
    return parts.stream().allMatch(Structured::linear);
  }

  @Override
  public Optional<NDArray> variance(NDArray v, Step s) {
    var known = Optional.of(v);
    for (int i = 0; i < parts.size() && known.isPresent(); i++) {
      known = parts.get(i).variance(known.get(), link(s, i));
    }
    return known;
  }

  /**
   * Known where all but one of the parts do nothing, where all parts are masks, and where masks
   * come after a part whose measurements are one coefficient each.
   */
  @Override
  public Optional<Svd> svd() {
    int first = 0;
    while (first < parts.size() - 1 && parts.get(first) instanceof Identity) {
      first++;
    }
    int start = first;
    var known = parts.get(start).svd().map(d -> (Svd) new SvdView(d, s -> link(s, start)));
    for (int i = start + 1; i < parts.size() && known.isPresent(); i++) {
      int place = i;
      if (parts.get(i) instanceof Mask mask) {
        known =
            known
                .filter(Svd::entrywise)
                .map(d -> new KeptSvd(d, (y, s) -> mask.seen(y, link(s, place))));
      } else if (!(parts.get(i) instanceof Identity)) {
        known = Optional.empty();
      }
    }
    return known;
  }

  /** What the first part never measures is lost; so is what one of several masks always hides. */
  @Override
  public Optional<String> blind(int h, int w) {
    var reason = Optional.<String>empty();
    for (var part : parts) {
      reason = reason.or(() -> part.blind(h, w));
      if (!(part instanceof Mask)) {
        break;
      }
    }
    return reason;
  }

  @Override
  public Optional<String> blind() {
    var reason = Optional.<String>empty();
    for (var part : parts) {
      reason = reason.or(part::blind);
      if (!(part instanceof Mask)) {
        break;
      }
    }
    return reason;
  }

  /** Where a variance is known it tells; else a mask keeps some of what was measured before it. */
  @Override
  public NDArray measured(NDArray y, Step s) {
    var ones = y.getManager().ones(s.xt().getShape(), y.getDataType());
    var variance = variance(ones, s);
    if (variance.isPresent()) {
      return variance.get().gt(0).toType(y.getDataType(), false);
    }
    var known = y.onesLike();
    for (int i = parts.size() - 1; i >= 0; i--) {
      known = known.mul(parts.get(i).measured(y, link(s, i)));
      if (!(parts.get(i) instanceof Mask)) {
        break;
      }
    }
    return known;
  }

  @Override
  public Optional<String> indivisible() {
    return last().indivisible();
  }

  @Override
  public NDArray entries(NDArray y, NDArray u) {
    return last().entries(y, u);
  }

  @Override
  public NDArray shown(NDArray y, Step s) {
    int i = shows();
    return parts.get(i).shown(y, link(s, i));
  }

  @Override
  public String shownAs() {
    return parts.get(shows()).shownAs();
  }

  private Structured last() {
    return parts.get(parts.size() - 1);
  }

  /** The last part that is not a mask says what is to be looked at. */
  private int shows() {
    int i = parts.size() - 1;
    while (i > 0 && parts.get(i) instanceof Mask) {
      i--;
    }
    return i;
  }

  @Override
  public long seed() {
    return parts.get(0).seed();
  }

  /** All parts get the seed; they still draw different numbers. */
  @Override
  public Structured seed(long seed) {
    return new Chain(parts.stream().map(p -> p.seed(seed)).toList());
  }

  private Step link(Step s, int place) {
    long own = parts.get(place).seed();
    return place == 0 ? s : new Link(s, "/" + place + (own == seed() ? "" : "#" + own));
  }

  @Override
  public String equation(String x) {
    var y = x;
    for (var part : parts) {
      y = part.equation(y);
    }
    return y;
  }

  @Override
  public String text() {
    var s = new StringBuilder(parts.get(0).text());
    parts.stream().skip(1).forEach(p -> s.append(".then(").append(p.text()).append(")"));
    return s.toString();
  }

  /** The step as a later part sees it: its random numbers are not those of the parts before. */
  private record Link(Step step, String suffix) implements StepView {
    @Override
    public String stream(String name) {
      return StepView.super.stream(name) + suffix;
    }

    @Override
    public NDArray normal(String stream) {
      return step.normal(stream + suffix);
    }

    @Override
    public NDArray uniform(String stream) {
      return step.uniform(stream + suffix);
    }
  }
}
