package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;

/**
 * A {@link LocalMi} as one compiled operator. A window's element e in window a lies at place a + e
 * of the 2p − 1 that a pixel's windows cover per axis, in both readings; so a table of places per
 * axis is all that tells one reading from the other.
 *
 * <p>Joints of a block of pixels are kept as {@code [K, K, pixels]}, summed up sample by sample:
 * the pixels lie side by side, where products and logarithms are fastest. Patches of the source
 * that are one value share nothing with anything and are left out where values are clamped; of a
 * head that is nearly half of the picture. Kernels below 10⁻¹⁸ are 0, so that no product is too
 * small for a float to be fast.
 *
 * @param how the settings
 */
record LocalMiScript(LocalMi how) {
  /** Values of a joint that stay within a processor's cache, and those that fill a GPU. */
  private static final int CACHED = 200_000;

  private static final int ON_GPU = 16_000_000;

  NDArray on(NDArray s, NDArray x) {
    int h = (int) s.getShape().get(2);
    int w = (int) s.getShape().get(3);
    return Op.of(source())
        .on(s, x, patch(h, w, true), patch(h, w, false), windows(h, w, true), windows(h, w, false));
  }

  private int reach() {
    return how.patch() / 2;
  }

  private int pad() {
    return how.patch() - 1;
  }

  /** Rows (or columns) in the padded image of each pixel's patch, {@code [p, H·W]}. */
  private NDArray patch(int h, int w, boolean rows) {
    int size = rows ? h : w;
    var table = new long[how.patch()][size];
    for (int e = 0; e < how.patch(); e++) {
      for (int i = 0; i < size; i++) {
        table[e][i] = i + e - reach() + pad();
      }
    }
    return spread(table, h, w, rows);
  }

  /**
   * Rows (or columns) in the padded image that each pixel's windows cover, {@code [2p − 1, H·W]}.
   */
  private NDArray windows(int h, int w, boolean rows) {
    int p = how.patch();
    int size = rows ? h : w;
    var table = new long[2 * p - 1][size];
    for (int v = 0; v < table.length; v++) {
      int block = Math.floorDiv(v - reach(), p);
      int offset = offset(v);
      for (int i = 0; i < size; i++) {
        boolean outside = i + block < 0 || i + block >= size;
        // Unfolded twice, a place beyond the first or last block is 0, as cell 0 of the padding is.
        table[v][i] = how.official() && outside ? 0 : i + offset + pad();
      }
    }
    return spread(table, h, w, rows);
  }

  /**
   * How far from its pixel the element at a place of its windows lies, per axis. In the image
   * unfolded once, a pixel is a block of its p neighbours; the place counts from the block's first
   * element, and places beyond the block are elements of the blocks beside it.
   */
  int offset(int v) {
    int p = how.patch();
    int place = v - reach();
    return how.official()
        ? Math.floorDiv(place, p) + Math.floorMod(place, p) - reach()
        : v - 2 * reach();
  }

  private static NDArray spread(long[][] table, int h, int w, boolean rows) {
    var all = new long[table.length * h * w];
    for (int v = 0; v < table.length; v++) {
      for (int q = 0; q < h * w; q++) {
        all[v * h * w + q] = table[v][rows ? q / w : q % w];
      }
    }
    return Torch.manager().create(all, new Shape(table.length, (long) h * w));
  }

  private String source() {
    int k = how.bins();
    int block = (Torch.device().isGpu() ? ON_GPU : CACHED) / (k * k);
    return SOURCE
        .replace("ACTIVE", how.official() ? ALL : CHANGING)
        .replace("VALUE", how.normalised() ? NORMALISED : "mi = bits")
        .replace("BLOCK", Integer.toString(Math.max(16, block)))
        .replace("PAD", Integer.toString(pad()))
        .replace("REACH", Integer.toString(reach()))
        .replace("PP", Integer.toString(how.patch() * how.patch()))
        .replace("P1", Integer.toString(how.patch() - 1))
        .replace("PV", Integer.toString(2 * how.patch() - 1))
        .replace("PS", Integer.toString(how.patch()))
        .replace("KK", Integer.toString(k * k))
        .replace("KB", Integer.toString(k))
        .replace("STEP", Double.toString(255.0 / (k - 1)));
  }

  private static final String ALL = "q = torch.arange(torch.mul(h, w), dtype=4, device=s.device)";

  private static final String CHANGING =
      """
      sp = torch.constant_pad_nd(si, [REACH, REACH, REACH, REACH], 0.)
          hi = torch.max_pool2d(sp, [PS, PS], [1, 1], [0, 0], [1, 1], False)
          lo = torch.max_pool2d(torch.neg(sp), [PS, PS], [1, 1], [0, 0], [1, 1], False)
          q = torch.reshape(torch.nonzero(torch.reshape(torch.ne(hi, torch.neg(lo)), [-1])), [-1])"""
          .strip();

  private static final String NORMALISED =
      "mi = torch.div(torch.mul(torch.add(bits, 1e-10), 2.), torch.add(torch.add(hu, ho), 1e-10))";

  /** 1.4426950408889634 = 1/ln 2; the kernel's exponent is −½(v − b)²/8². */
  private static final String SOURCE =
      """
      def lmi(self, s: Tensor, x: Tensor, ra: Tensor, ca: Tensor, rb: Tensor, cb: Tensor) -> Tensor:
        n = torch.size(s, 0)
        h = torch.size(s, 2)
        w = torch.size(s, 3)
        wide = torch.add(w, 2 * PAD)
        c = torch.reshape(torch.mul(torch.arange(KB, dtype=6, device=s.device), STEP), [KB, 1, 1])
        all = annotate(List[Tensor], [])
        for i in range(n):
          si = torch.slice(s, 0, i, torch.add(i, 1), 1)
          xi = torch.slice(x, 0, i, torch.add(i, 1), 1)
          sf = torch.reshape(torch.constant_pad_nd(si, [PAD, PAD, PAD, PAD], 0.), [-1])
          xf = torch.reshape(torch.constant_pad_nd(xi, [PAD, PAD, PAD, PAD], 0.), [-1])
          out = torch.zeros([torch.mul(h, w)], dtype=6, device=s.device)
          ACTIVE
          blocks = torch.floordiv(torch.add(torch.size(q, 0), BLOCK - 1), BLOCK)
          for j in range(blocks):
            qb = torch.slice(q, 0, torch.mul(j, BLOCK), torch.mul(torch.add(j, 1), BLOCK), 1)
            m = torch.size(qb, 0)
            ia = torch.add(torch.mul(torch.unsqueeze(torch.index_select(ra, 1, qb), 1), wide), torch.unsqueeze(torch.index_select(ca, 1, qb), 0))
            ib = torch.add(torch.mul(torch.unsqueeze(torch.index_select(rb, 1, qb), 1), wide), torch.unsqueeze(torch.index_select(cb, 1, qb), 0))
            va = torch.reshape(torch.index_select(sf, 0, torch.reshape(ia, [-1])), [1, PP, m])
            vb = torch.reshape(torch.index_select(xf, 0, torch.reshape(ib, [-1])), [1, PV * PV, m])
            da = torch.sub(va, c)
            db = torch.sub(vb, c)
            A = torch.threshold_(torch.exp_(torch.mul_(torch.mul_(da, da), -0.0078125)), 1e-18, 0.)
            B = torch.threshold_(torch.exp_(torch.mul_(torch.mul_(db, db), -0.0078125)), 1e-18, 0.)
            fu = torch.div(torch.sum(A, [1], False), PP.)
            pu = torch.div(fu, torch.add(torch.sum(fu, [0], True), 1e-10))
            hu = torch.mul(torch.sum(torch.mul(pu, torch.log(torch.add(pu, 1e-10))), [0], False), -1.4426950408889634)
            B4 = torch.reshape(B, [KB, PV, PV, m])
            fr = torch.slice(B4, 1, 0, PS, 1)
            for d in range(P1):
              fr = torch.add(fr, torch.slice(B4, 1, torch.add(d, 1), torch.add(d, 1 + PS), 1))
            fv = torch.slice(fr, 2, 0, PS, 1)
            for d1 in range(P1):
              fv = torch.add(fv, torch.slice(fr, 2, torch.add(d1, 1), torch.add(d1, 1 + PS), 1))
            fv = torch.div(torch.reshape(fv, [KB, PP, m]), PP.)
            pv = torch.div(fv, torch.add(torch.sum(fv, [0], True), 1e-10))
            hv = torch.mul(torch.sum(torch.mul(pv, torch.log(torch.add(pv, 1e-10))), [0], False), -1.4426950408889634)
            best = torch.full([m], -1e30, dtype=6, device=s.device)
            for o in range(PP):
              a = torch.floordiv(o, PS)
              b = torch.sub(o, torch.mul(a, PS))
              corner = torch.add(torch.mul(a, PV), b)
              J = torch.mul(torch.unsqueeze(torch.select(A, 1, 0), 1), torch.unsqueeze(torch.select(B, 1, corner), 0))
              for e in range(PP - 1):
                f = torch.add(e, 1)
                g = torch.floordiv(f, PS)
                at = torch.add(corner, torch.add(torch.mul(g, PV), torch.sub(f, torch.mul(g, PS))))
                _0 = torch.addcmul_(J, torch.unsqueeze(torch.select(A, 1, f), 1), torch.unsqueeze(torch.select(B, 1, at), 0))
              F = torch.reshape(J, [KK, m])
              total = torch.sum(F, [0], False)
              t = torch.add(total, 1e-10)
              L = torch.log_(torch.add(F, torch.mul(t, 1e-10)))
              d2 = torch.sum(torch.mul_(L, F), [0], False)
              hj = torch.div(torch.mul(torch.sub(d2, torch.mul(total, torch.log(t))), -1.4426950408889634), t)
              ho = torch.select(hv, 0, o)
              bits = torch.sub(torch.add(hu, ho), hj)
              VALUE
              best = torch.maximum(best, mi)
            _1 = torch.index_copy_(out, 0, qb, best)
          _2 = torch.append(all, torch.reshape(out, [1, 1, h, w]))
        return torch.cat(all, 0)
      """;
}
