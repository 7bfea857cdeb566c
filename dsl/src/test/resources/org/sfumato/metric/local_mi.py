"""Maps of local mutual information in float64 numpy, for LocalMiTest: python3 local_mi.py > local_mi.json

The definition is MIDiffusion's: the p x p patch of a source against p^2 windows of an image, kernel
densities with K bins on 255 grey levels and h = 8, bits, the best window counts. `official` unfolds
the image twice, literally; `neighbour` takes the patches around the neighbouring pixels.
"""
import json

import numpy as np

EPS = 1e-10


def mi(u, v, bins, normalised):
    """u, v: grey levels, [..., samples]."""
    b = np.linspace(0, 255, bins)
    ku = np.exp(-0.5 * ((u[..., None] - b) / 8) ** 2)
    kv = np.exp(-0.5 * ((v[..., None] - b) / 8) ** 2)
    pu, pv = ku.mean(-2), kv.mean(-2)
    pu, pv = (p / (p.sum(-1, keepdims=True) + EPS) for p in (pu, pv))
    joint = np.swapaxes(ku, -1, -2) @ kv
    joint = joint / (joint.sum((-1, -2), keepdims=True) + EPS)
    hu, hv = (-(p * np.log2(p + EPS)).sum(-1) for p in (pu, pv))
    huv = -(joint * np.log2(joint + EPS)).sum((-1, -2))
    value = hu + hv - huv
    return 2 * (value + EPS) / (hu + hv + EPS) if normalised else value


def unfold(a, p):
    """Zero padded: the p x p patch of every element as a block, [pH, pW]."""
    h, w = a.shape
    patches = np.lib.stride_tricks.sliding_window_view(np.pad(a, p // 2), (p, p))
    return patches.transpose(0, 2, 1, 3).reshape(h * p, w * p)


def lmi(s, x, official, p, bins, normalised):
    h, w = s.shape
    # The cast is of float32 numbers, as in the released code.
    s, x = (
        np.trunc(a.astype(np.float32) * np.float32(255)).astype(np.float64)
        if official
        else np.clip(a, 0, 1) * 255
        for a in (s, x)
    )
    patch = unfold(s, p).reshape(h, p, w, p).transpose(0, 2, 1, 3).reshape(h, w, p * p)
    best = np.full((h, w), -np.inf)
    twice = unfold(unfold(x, p), p).reshape(h, p, p, w, p, p)  # i, a, e, j, b, f
    wide = np.pad(x, p - 1)
    for a in range(p):
        for b in range(p):
            if official:
                window = twice[:, a, :, :, b, :].transpose(0, 2, 1, 3)
            else:
                window = np.lib.stride_tricks.sliding_window_view(wide, (p, p))[a : a + h, b : b + w]
            best = np.maximum(best, mi(patch, window.reshape(h, w, p * p), bins, normalised))
    return best


def picture(h, w, seed):
    """Smooth waves and a flat corner, with some noise: the same formula as in the test."""
    i, j = np.mgrid[0:h, 0:w]
    grain = ((i * 7919 + j * 104729 + seed * 1299709) % 1009) / 1009.0
    a = 0.5 + 0.3 * np.sin(0.9 * i + 0.3 * j * seed) + 0.15 * (grain - 0.5)
    a[: h // 2, : w // 3] = 0.25
    return a.astype(np.float32).astype(np.float64)


if __name__ == "__main__":
    cases = []
    for h, w, stretch, official, p, bins, normalised in [
        (11, 14, 1.0, True, 3, 27, True),
        (11, 14, 1.0, True, 3, 27, False),
        (11, 14, 1.0, False, 3, 27, True),
        (9, 8, 1.0, False, 3, 27, False),
        (9, 8, 1.0, False, 3, 16, False),
        (7, 6, 1.0, True, 5, 125, False),
        (7, 6, 1.0, False, 5, 125, True),
        (9, 8, 3.0, True, 3, 27, False),
        (9, 8, 3.0, False, 3, 27, True),
    ]:
        s, x = picture(h, w, 1), picture(h, w, 2)
        x = (0.5 + stretch * (x - 0.5)).astype(np.float32).astype(np.float64)
        value = lmi(s, x, official, p, bins, normalised)
        text = "%s, patch %d, %d bins, %s" % (
            "official" if official else "neighbour", p, bins, "normalised" if normalised else "raw")
        cases.append({"how": text, "h": h, "w": w,
                      "s": [float("%.9g" % v) for v in s.ravel()],
                      "x": [float("%.9g" % v) for v in x.ravel()],
                      "map": [float("%.7g" % v) for v in value.ravel()]})
    print(json.dumps(cases))
