package org.sfumato.guidance;

/**
 * The differentiable histogram behind both mutual-information terms, as TorchScript text. A value v
 * belongs to bin k by a_k(v) = softmax_k(−(v − c_k)²/2b²), with K centres c even on [0, 1]; the
 * joint P_kl is the mean of a_k(x) a_l(y), so that its marginals are exact.
 *
 * @param bins K, at least 2
 * @param bandwidth b in bins, of width 1/(K − 1)
 */
record SoftHistogram(int bins, double bandwidth) {
  /** Added within logarithms: 0 log 0 counts 0, with a finite gradient. */
  private static final double SMALL = 1e-10;

  /** Added to H(x) where MI is divided by it, in nats: flat patches do not blow up. */
  static final double FLOOR = 0.1;

  SoftHistogram {
    if (bins < 2) {
      throw new IllegalArgumentException("a joint histogram needs at least 2 bins, not " + bins);
    }
    if (!(bandwidth > 0) || Double.isInfinite(bandwidth)) {
      throw new IllegalArgumentException(
          "a bandwidth is a positive number of bins, such as 0.5, not " + bandwidth);
    }
  }

  /**
   * Lines that set {@code a} to the memberships {@code [m, p, K]} of the values {@code v} {@code
   * [m, p, 1]}. Since softmax ignores what all bins share, −(v − c)²/2b² is used as (v − ½)(c −
   * ½)/b² − (c − ½)²/2b².
   */
  String memberships(String a, String v) {
    double b = bandwidth / (bins - 1);
    return """
          A_c = torch.sub(torch.div(torch.arange(K, dtype=ops.prim.dtype(V), layout=None, device=ops.prim.device(V)), K1), 0.5)
          A_l = torch.mul(torch.sub(V, 0.5), torch.mul(A_c, SHARP))
          A = torch.softmax(torch.sub(A_l, torch.mul(torch.mul(A_c, A_c), HALF)), -1)
        """
        .replace("K1", Double.toString(bins - 1.0))
        .replace("K", Integer.toString(bins))
        .replace("SHARP", Double.toString(1 / (b * b)))
        .replace("HALF", Double.toString(0.5 / (b * b)))
        .replace("V", v)
        .replace("A_c", a + "_c")
        .replace("A_l", a + "_l")
        .replace("A =", a + " =");
  }

  /**
   * Lines that return minus the mean over patches of MI from the joints {@code P} {@code [n,
   * patches, K, K]} (first x, then y), {@code [n]}, in nats; of MI/(H(x) + 0.1) if {@code
   * relative}.
   */
  static String energy(boolean relative) {
    return energy(relative ? "torch.div(mi, torch.add(hx, " + FLOOR + "))" : "mi");
  }

  /** The same of 2 MI/(H(x) + H(y)), 0 where both are of one level. */
  static String normalisedEnergy() {
    return energy("torch.div(torch.mul(mi, 2.), torch.add(torch.add(hx, hy), SMALL))");
  }

  private static String energy(String share) {
    return """
          px = torch.sum(P, [3], False)
          py = torch.sum(P, [2], False)
          hx = torch.neg(torch.sum(torch.mul(px, torch.log(torch.add(px, SMALL))), [2], False))
          hy = torch.neg(torch.sum(torch.mul(py, torch.log(torch.add(py, SMALL))), [2], False))
          hxy = torch.neg(torch.sum(torch.mul(P, torch.log(torch.add(P, SMALL))), [2, 3], False))
          mi = torch.sub(torch.add(hx, hy), hxy)
          return torch.neg(torch.mean(SHARE, [1], False))
        """
        .replace("SHARE", share)
        .replace("SMALL", Double.toString(SMALL));
  }

  String text() {
    return ".bins(" + bins + ").bandwidth(" + org.sfumato.Numbers.text(bandwidth) + ")";
  }
}
