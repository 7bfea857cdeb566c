"""Reference values of the similarity terms, written from their papers with numpy and scipy alone."""
import numpy as np
from scipy.ndimage import correlate
n = 32
i, j = np.mgrid[0:n, 0:n]
A = ((7 * i + 13 * j) % 32) / 31
B = np.clip(A + .1 * np.cos(.7 * i) * np.sin(.3 * j), 0, 1)
C = (i + j) / 62
A, B, C = (v.astype(np.float32).astype(np.float64) for v in (A, B, C))

def mind(I, r, sigma):
    half = int(np.ceil(sigma * 1.5))
    g = np.arange(-half, half + 1)
    w = np.exp(-(g[:, None] ** 2 + g ** 2) / (2 * sigma ** 2)); w /= w.sum()
    def D(dy, dx):
        q = np.zeros_like(I)
        for a in range(I.shape[0]):
            for b in range(I.shape[1]):
                if 0 <= a + dy < I.shape[0] and 0 <= b + dx < I.shape[1]:
                    q[a, b] = (I[a, b] - I[a + dy, b + dx]) ** 2
        return correlate(q, w, mode='constant')
    near = [(0, 1), (0, -1), (1, 0), (-1, 0)]
    V = np.mean([D(*o) for o in near], 0)
    V = np.clip(V, .001 * V.mean(), 1000 * V.mean())
    V = np.maximum(V, 1e-8)
    offs = near if r == 0 else [(a, b) for a in range(-r, r + 1) for b in range(-r, r + 1) if (a, b) != (0, 0)]
    m = np.stack([np.exp(-D(*o) / V) for o in offs])
    return m / m.max(0)

for r, s in ((0, .5), (1, .5), (2, 1.)):
    for name, (p, q) in dict(AB=(A, B), AC=(A, C)).items():
        print('mind', r, s, name, repr(np.abs(mind(p, r, s) - mind(q, r, s)).mean()))

def lncc(p, q, w):
    out = []
    for a in range(n - w + 1):
        for b in range(n - w + 1):
            u, v = p[a:a+w, b:b+w], q[a:a+w, b:b+w]
            c = np.mean(u * v) - u.mean() * v.mean()
            out.append(c / np.sqrt((u.var() + 1e-6) * (v.var() + 1e-6)))
    return np.array(out)
for name, (p, q) in dict(AB=(A, B), AC=(A, C)).items():
    print('ncc', name, repr(lncc(p, q, n)[0]), 'squared', repr(lncc(p, q, n)[0] ** 2))
    for w in (5, 9):
        l = lncc(p, q, w)
        print('lncc', w, name, repr(l.mean()), 'squared', repr((l ** 2).mean()))
def ngf(p, q, eta):
    def g(I): return I[1:, :-1] - I[:-1, :-1], I[:-1, 1:] - I[:-1, :-1]
    a, b = g(p), g(q)
    d = a[0] * b[0] + a[1] * b[1]
    return np.mean(1 - d ** 2 / ((a[0]**2 + a[1]**2 + eta**2) * (b[0]**2 + b[1]**2 + eta**2)))
for name, (p, q) in dict(AB=(A, B), AC=(A, C)).items():
    print('ngf', name, repr(ngf(p, q, .02)))
def soft(p, K, band):
    b = band / (K - 1); c = np.arange(K) / (K - 1)
    l = -(p.ravel()[:, None] - c) ** 2 / (2 * b * b)
    l -= l.max(1, keepdims=True); e = np.exp(l)
    return e / e.sum(1, keepdims=True)
def H(p): p = p[p > 0]; return -(p * np.log(p)).sum()
for name, (p, q) in dict(AB=(A, B), AC=(A, C)).items():
    J = soft(p, 32, 1.).T @ soft(q, 32, 1.) / n**2
    hx, hy, hj = H(J.sum(1)), H(J.sum(0)), H(J.ravel())
    print('nmi', name, repr(2 * (hx + hy - hj) / (hx + hy)))
