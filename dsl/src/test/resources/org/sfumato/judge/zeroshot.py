"""Reference values of ZeroShotTest: scikit-learn's AUC, DeLong's variance written out, a bootstrap of patients."""
import numpy as np
from sklearn.metrics import roc_auc_score
from scipy.stats import norm, t

N = 120


def u(i, k):
    x = (i * 7919 + k * 104729 + 12345) & 0xFFFFFFFF
    x = (x * 2654435761) & 0xFFFFFFFF
    x ^= x >> 15
    x = (x * 2246822519) & 0xFFFFFFFF
    x ^= x >> 13
    return x / 2**32


pixels = np.array([[np.float32(u(i, k)) for k in range(4)] for i in range(N)], float)
labels = np.array([[-1 if u(i, 20 + f) < .1 else int(.5 * u(i, 10 + f) + .5 * pixels[i, f] > .55)
                    for f in range(3)] for i in range(N)])


def p(shift):
    """Encoder with pixel 3 changed by shift: finding f at e_f, its absence at e_3."""
    v = pixels.copy()
    v[:, 3] += shift * pixels[:, 0]
    v /= np.linalg.norm(v, axis=1, keepdims=True)
    return np.exp(v[:, :3]) / (np.exp(v[:, :3]) + np.exp(v[:, 3:]))


def components(s, y):
    pos, neg = s[y == 1], s[y == 0]
    psi = (pos[:, None] > neg) + .5 * (pos[:, None] == neg)
    return psi.mean(), psi.mean(1), psi.mean(0)


a, b = p(0.), p(2.)
for f in range(3):
    k = labels[:, f] >= 0
    y = labels[k, f]
    auc, v1, v0 = components(a[k, f], y)
    assert abs(auc - roc_auc_score(y, a[k, f])) < 1e-12
    se = np.sqrt(v1.var(ddof=1) / len(v1) + v0.var(ddof=1) / len(v0))
    other, w1, w0 = components(b[k, f], y)
    d1, d0 = v1 - w1, v0 - w0
    sd = np.sqrt(d1.var(ddof=1) / len(v1) + d0.var(ddof=1) / len(v0))
    z = norm.ppf(.975)
    print("plain", f, sum(y == 1), sum(y == 0), sum(~k), auc, auc - z * se, auc + z * se,
          "difference", auc - other, auc - other - z * sd, auc - other + z * sd)
    # Three pictures of each patient.
    unit = (np.arange(N) // 3)[k]
    dev = np.zeros(len(y))
    dev[y == 1] = (v1 - auc) / len(v1)
    dev[y == 0] = (v0 - auc) / len(v0)
    sums = np.array([dev[unit == m].sum() for m in np.unique(unit)])
    m = len(sums)
    se = np.sqrt(m / (m - 1) * (sums**2).sum())
    q = t.ppf(.975, m - 1)
    print("clustered", f, m, auc - q * se, auc + q * se)


def macro(s, times):
    """The mean AUC, picture i counted times[i] times; None if a finding lacks a class."""
    out = []
    for f in range(3):
        one, zero = labels[:, f] == 1, labels[:, f] == 0
        w1, w0 = times[one], times[zero]
        if not w1.sum() or not w0.sum():
            return None
        psi = (s[one, f][:, None] > s[zero, f]) + .5 * (s[one, f][:, None] == s[zero, f])
        out.append(w1 @ psi @ w0 / w1.sum() / w0.sum())
    return np.mean(out)


rng = np.random.default_rng(0)
for per in (1, 3):
    patients = N // per
    means, gaps = [], []
    while len(means) < 10000:
        times = np.repeat(np.bincount(rng.integers(patients, size=patients), minlength=patients), per)
        m = macro(a, times)
        if m is not None:
            means.append(m)
            gaps.append(m - macro(b, times))
    all_ = np.ones(N)
    print("macro", per, macro(a, all_), np.quantile(means, [.025, .975]),
          "difference", macro(a, all_) - macro(b, all_), np.quantile(gaps, [.025, .975]))
