package org.sfumato;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A weighted sum of windowed terms in normal form: a flat list, in the order written. It edits the
 * denoiser: D̃(x; σ) = D(x; σ) − σ² Σₖ wₖ(s)·1[window]·∇ₓEₖ. A part with weight zero stays visible
 * and is not evaluated.
 */
public record Guidance(List<Part> parts) implements Term {
  /** No guidance at all. */
  public static final Guidance NONE = new Guidance(List.of());

  /**
   * One term with its weight and window.
   *
   * @param factor the constant part of the weight
   * @param weights further weights that depend on the step; they multiply
   * @param name how it is called, empty for the term's own text
   */
  public record Part(
      Term term,
      double factor,
      List<Weight> weights,
      Window window,
      boolean onState,
      boolean normalised,
      String name) {
    public Part {
      Objects.requireNonNull(term, "term");
      Objects.requireNonNull(window, "window");
      weights = List.copyOf(weights);
      if (!Double.isFinite(factor)) {
        throw new IllegalArgumentException(
            "the weight of " + term.text() + " is " + factor + "; it must be finite");
      }
    }

    /** The weight at this step, 0 outside the window. */
    public double weight(Step s) {
      if (factor == 0 || !window.contains(s)) {
        return 0;
      }
      double w = factor;
      for (var weight : weights) {
        w *= weight.at(s);
      }
      if (!Double.isFinite(w)) {
        throw new IllegalArgumentException(
            "the weight of "
                + label()
                + " is "
                + w
                + " at step "
                + s.index()
                + "; it must be finite");
      }
      return w;
    }

    public String label() {
      return name.isEmpty() ? term.name() : name;
    }

    Part with(double factor, List<Weight> weights, Window window) {
      return new Part(term, factor, weights, window, onState, normalised, name);
    }

    String shown() {
      var s = new StringBuilder(term.text());
      if (onState) {
        s.append(".onState()");
      }
      if (normalised) {
        s.append(".normalised()");
      }
      if (!name.isEmpty()) {
        s.append(".named(\"").append(name).append("\")");
      }
      if (factor != 1) {
        s.append(".times(").append(Numbers.text(factor)).append(")");
      }
      for (var w : weights) {
        s.append(".times(").append(weightText(w)).append(")");
      }
      if (!window.equals(Window.ALWAYS)) {
        s.append(".during(").append(window).append(")");
      }
      return s.toString();
    }

    String equation(String x) {
      var s = new StringBuilder();
      if (factor != 1) {
        s.append(Numbers.text(factor)).append("\\,");
      }
      for (var w : weights) {
        s.append(w instanceof Shown shown ? shown.latex().orElse("w(t)") : "w(t)").append("\\,");
      }
      if (!window.equals(Window.ALWAYS)) {
        s.append("\\mathbf{1}[").append(window.latex()).append("]\\,");
      }
      var e = term.equation(onState ? "x_t" : x);
      boolean apart = s.length() > 0 && e.startsWith("-");
      s.append(
          normalised
              ? "\\left\\{ " + e + " \\right\\}_{\\mathrm{unit}}"
              : apart ? "\\big(" + e + "\\big)" : e);
      return factor == 0 ? "\\color{gray}{" + s + "}" : s.toString();
    }
  }

  public Guidance {
    parts = List.copyOf(parts);
  }

  /** A term alone; a sum stays the sum it is. */
  public static Guidance of(Term term) {
    return term instanceof Guidance g
        ? g
        : new Guidance(List.of(new Part(term, 1, List.of(), Window.ALWAYS, false, false, "")));
  }

  /** The sum of the weighted energies at this step, {@code [n]}; what is off counts nothing. */
  @Override
  public NDArray of(NDArray x0, Step s) {
    NDArray sum = null;
    for (var part : parts) {
      double w = part.weight(s);
      if (w != 0) {
        var e = part.term().of(part.onState() ? s.xt() : x0, s).mul(w);
        sum = sum == null ? e : sum.add(e);
      }
    }
    return sum != null
        ? sum
        : x0.getManager().zeros(new ai.djl.ndarray.types.Shape(x0.getShape().get(0)));
  }

  /** What the first term that is about anything is about. */
  @Override
  public List<ImageId> about() {
    return parts.stream()
        .map(p -> p.term().about())
        .filter(ids -> !ids.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Whether nothing would ever be evaluated. */
  public boolean isEmpty() {
    return parts.stream().allMatch(p -> p.factor() == 0);
  }

  @Override
  public Guidance guidance() {
    return this;
  }

  Guidance joined(Guidance other) {
    var all = new ArrayList<>(parts);
    all.addAll(other.parts);
    return new Guidance(all);
  }

  Guidance scaled(double factor) {
    return each(p -> p.with(p.factor() * factor, p.weights(), p.window()));
  }

  Guidance scaled(Weight weight) {
    return each(
        p -> {
          var more = new ArrayList<>(p.weights());
          more.add(weight);
          return p.with(p.factor(), more, p.window());
        });
  }

  Guidance within(Window window) {
    return each(p -> p.with(p.factor(), p.weights(), p.window().and(window)));
  }

  Guidance withState() {
    return each(
        p ->
            new Part(
                p.term(), p.factor(), p.weights(), p.window(), true, p.normalised(), p.name()));
  }

  Guidance withNormalisation() {
    return each(
        p -> new Part(p.term(), p.factor(), p.weights(), p.window(), p.onState(), true, p.name()));
  }

  Guidance withName(String name) {
    if (parts.size() != 1) {
      throw new IllegalArgumentException(
          "a sum of " + parts.size() + " terms has no one name; name its terms before adding them");
    }
    return each(
        p ->
            new Part(
                p.term(), p.factor(), p.weights(), p.window(), p.onState(), p.normalised(), name));
  }

  private Guidance each(UnaryOperator<Part> change) {
    return new Guidance(parts.stream().map(change).toList());
  }

  @Override
  public String text() {
    if (parts.isEmpty()) {
      return "no guidance";
    }
    var rest =
        parts.stream().skip(1).map(p -> ".plus(" + p.shown() + ")").collect(Collectors.joining());
    return parts.get(0).shown() + rest;
  }

  @Override
  public String name() {
    return parts.isEmpty()
        ? text()
        : parts.stream().map(Part::label).collect(Collectors.joining(" + "));
  }

  @Override
  public String equation(String x) {
    return parts.isEmpty() ? "0" : String.join(" ", summands(x));
  }

  private List<String> summands(String x) {
    var all = new ArrayList<String>();
    for (var part : parts) {
      var e = part.equation(x);
      boolean negative = e.startsWith("-");
      all.add(all.isEmpty() ? e : negative ? "- " + e.substring(1) : "+ " + e);
    }
    return all;
  }

  /**
   * The denoiser's edit as it stands in an {@code aligned} environment: the first term behind the
   * gradient, each further one on a line of its own, for a page is not as wide as a sum is long.
   */
  public String aligned() {
    return "D(x;\\sigma) - \\sigma^2\\, \\nabla_x \\Big[ "
        + (parts.isEmpty() ? "0" : String.join(" \\\\ &\\qquad ", summands("\\hat x_0")))
        + " \\Big]";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        parts.size() < 2
            ? "\\tilde D(x;\\sigma) = " + aligned()
            : "\\begin{aligned} \\tilde D(x;\\sigma) &= " + aligned() + " \\end{aligned}");
  }

  @Override
  public String toString() {
    return text();
  }

  private static String weightText(Weight w) {
    return w instanceof Shown shown ? shown.text() : "s -> …";
  }
}
