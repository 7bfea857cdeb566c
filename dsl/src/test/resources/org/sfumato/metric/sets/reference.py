"""Values of set metrics by scipy and scikit-learn, from features given by a formula, as sets.json.

python3 reference.py, with numpy, scipy and scikit-learn.
"""
import json
from pathlib import Path

import numpy as np
from scipy.linalg import sqrtm
from scipy.special import softmax
from scipy.spatial.distance import cdist
from sklearn.metrics.pairwise import cosine_similarity, polynomial_kernel


def features(n, d, shift):
    i, j = np.meshgrid(np.arange(n), np.arange(d), indexing="ij")
    own = (i * 7919 + j * 104729 + i * j * 31 + i * i * 17 + shift * 613) % 1009 / 1009
    shared = (i * 389 + shift * 97) % 101 / 101
    return own + shared * (j + 1) / d + 0.1 * shift


def frechet(a, b):
    s, t = np.cov(a.T), np.cov(b.T)
    return ((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(s + t - 2 * sqrtm(s @ t).real)


def kernel(a, b):
    k = lambda x, y: polynomial_kernel(x, y, degree=3, gamma=1 / a.shape[1], coef0=1)
    off = lambda m: (m.sum() - np.trace(m)) / (len(m) * (len(m) - 1))
    return off(k(a, a)) + off(k(b, b)) - 2 * k(a, b).mean()


def region(centres, points, k=3):
    radii = np.sort(cdist(centres, centres), axis=1)[:, k]
    return (cdist(points, centres) <= radii).any(1).mean()


def score(logits, splits):
    p = softmax(logits, axis=1)
    n = len(p)
    each = []
    for s in range(splits):
        q = p[s * n // splits : (s + 1) * n // splits]
        each.append(np.exp((q * np.log(q / q.mean(0))).sum(1).mean()))
    return np.mean(each)


a, b = features(300, 24, 0), features(280, 24, 1)
few, other = features(10, 24, 0), features(12, 24, 1)
wide, wider = features(700, 160, 0), features(900, 160, 1)
values = {
    "frechet": frechet(a, b),
    "frechet of self": frechet(a, a),
    "frechet wide": frechet(wide, wider),
    "kernel": kernel(a, b),
    "kernel of few": kernel(few, other),
    "kernel wide": kernel(np.vstack([wide, wide + 0.01]), wider),
    "precision of b": region(a, b),
    "recall of b": region(b, a),
    "score": score(8 * a[:295], 10),
    "score in one": score(8 * a[:295], 1),
    "cosines": cosine_similarity(few, b).max(1).tolist(),
}
(Path(__file__).parent / "sets.json").write_text(json.dumps(values, indent=1) + "\n")
