"""Reference of LinearProbeTest: scipy's optimum of the penalised likelihood, and scikit-learn's AUC of it."""
import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score


def u(i, k):
    x = (i * 7919 + k * 104729 + 12345) & 0xFFFFFFFF
    x = (x * 2654435761) & 0xFFFFFFFF
    x ^= x >> 15
    x = (x * 2246822519) & 0xFFFFFFFF
    x ^= x >> 13
    return x / 2**32


X = np.array([[u(i, k) for k in range(4)] for i in range(120)])
y = np.array([int(.5 * u(i, 10) + .5 * X[i, 0] > .55) for i in range(120)])
Z = (X - X.mean(0)) / X.std(0)
Z = np.hstack([Z, np.ones((120, 1))])
for lam in (1., .1, .01):
    # Two classes share w and -w, so lam/2 (|w|^2 + |-w|^2) = lam |w|^2 with the logit 2 w.z.
    def loss(w):
        return np.mean(np.logaddexp(0, -(2 * y - 1) * (2 * Z @ w))) + lam * w @ w
    w = minimize(loss, np.zeros(5), tol=1e-12).x
    print(lam, list(np.round(2 * Z[:4] @ w, 5)), roc_auc_score(y, Z @ w))
