"""Independent values for the statistics: run `python3 statistics.py > statistics.json`.

scipy 1.10, scikit-learn 1.2, numpy 1.24. DeLong is written from the definition of its placement
values, O(n1 n0), not from ranks; Newcombe's interval is solved by Brent's method; Holm is the
textbook loop.
"""
import json
import numpy as np
from scipy import optimize, special, stats
from scipy.stats import _resampling
from sklearn.calibration import calibration_curve
from sklearn.metrics import roc_auc_score, roc_curve

rng = np.random.default_rng(20261122)
Z = stats.norm.ppf(0.975)


def placements(scores, labels):
    pos, neg = scores[labels == 1], scores[labels == 0]
    psi = (pos[:, None] > neg[None, :]) + 0.5 * (pos[:, None] == neg[None, :])
    return psi.mean(1), psi.mean(0)


def delong(scores, labels):
    v1, v0 = placements(scores, labels)
    return v1.mean(), v1.var(ddof=1) / len(v1) + v0.var(ddof=1) / len(v0)


def paired(a, b, labels):
    a1, a0 = placements(a, labels)
    b1, b0 = placements(b, labels)
    gap = a1.mean() - b1.mean()
    variance = np.var(a1 - b1, ddof=1) / len(a1) + np.var(a0 - b0, ddof=1) / len(a0)
    half = Z * variance**0.5
    return [gap, gap - half, gap + half, 2 * stats.norm.sf(abs(gap) / variance**0.5)]


def newcombe(auc, m, n):
    def f(t):
        more = (m + n) / 2 - 1
        v = t * (1 - t) * (1 + more * ((1 - t) / (2 - t) + t / (1 + t))) / (m * n)
        return (t - auc) ** 2 - Z * Z * v

    low = 0.0 if auc == 0 else optimize.brentq(f, 1e-12, auc - 1e-12)
    high = 1.0 if auc == 1 else optimize.brentq(f, auc + 1e-12, 1 - 1e-12)
    return [low, high]


labels = (rng.random(113) < 0.37).astype(int)
base = rng.normal(size=113)
a = np.round(base + 1.1 * labels, 2)
b = np.round(2 * (0.5 * base + rng.normal(size=113) + 0.7 * labels)) / 2
auc, var = delong(a, labels)
auc_b, var_b = delong(b, labels)

x = np.round(rng.lognormal(0, 1, 40), 4)
B, n = 1999, len(x)
state, index = 12345, []
for _ in range(B * n):
    state = (1103515245 * state + 12345) % 2**31
    index.append((state >> 8) % n)
resampled = x[np.array(index).reshape(B, n)].mean(1)
alpha_low, alpha_high, _ = _resampling._bca_interval(
    (x[None, :],), lambda s, axis: np.mean(s, axis=axis), -1, 0.025, np.array([resampled]), 1000
)
bca = [float(np.quantile(resampled, float(np.ravel(q)[0]))) for q in (alpha_low, alpha_high)]
many = stats.bootstrap(
    (x,), np.mean, n_resamples=100000, batch=2000, method="BCa", random_state=1, vectorized=True
)
# By the inverse of the beta function, as stats.t.ppf of scipy 1.10 is off by 1e-8 here.
quantile = ((n - 1) * (1 / special.betaincinv((n - 1) / 2, 0.5, 0.05) - 1)) ** 0.5
t = x.mean() + np.array([-1, 1]) * quantile * stats.sem(x)

p = np.array([0.01, 0.04, 0.03, 0.005, 0.2])
order, holm, least = np.argsort(p), np.empty(5), 0.0
for k, i in enumerate(order):
    least = max(least, min(1, (5 - k) * p[i]))
    holm[i] = least

d = np.round(rng.normal(0.3, 1, 25), 3)

prob = np.round(rng.random(300), 3)
cls = (rng.random(300) < prob**1.5).astype(int)
share, mean = calibration_curve(cls, prob, n_bins=10)
count = np.bincount(np.searchsorted(np.linspace(0, 1, 11)[1:-1], prob))
fpr, tpr, _ = roc_curve(labels, b, drop_intermediate=False)

wilson = [
    [k, m, *stats.binomtest(k, m).proportion_ci(method="wilson")]
    for k, m in ((0, 12), (3, 12), (12, 12), (500, 1000))
]

print(
    json.dumps(
        {
            "labels": labels.tolist(),
            "a": a.tolist(),
            "b": b.tolist(),
            "auc_a": [auc, auc - Z * var**0.5, auc + Z * var**0.5],
            "auc_b": [auc_b, auc_b - Z * var_b**0.5, auc_b + Z * var_b**0.5],
            "sklearn": [roc_auc_score(labels, a), roc_auc_score(labels, b)],
            "paired": paired(a, b, labels),
            "newcombe": [[v, m, k, *newcombe(v, m, k)] for v, m, k in ((1.0, 5, 7), (0.0, 5, 7), (0.875, 4, 4))],
            "roc_b": [fpr.tolist(), tpr.tolist()],
            "x": x.tolist(),
            "t": list(t),
            "bca": bca,
            "bca_100000": [many.confidence_interval.low, many.confidence_interval.high],
            "p": p.tolist(),
            "holm": holm.tolist(),
            "d": d.tolist(),
            "d_p": stats.ttest_1samp(d, 0).pvalue,
            "prob": prob.tolist(),
            "class": cls.tolist(),
            "calibration": [mean.tolist(), share.tolist(), count.tolist()],
            "ece": float(np.sum(count * np.abs(share - mean)) / 300),
            "wilson": wilson,
        },
        default=float,
    )
)
