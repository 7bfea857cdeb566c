"""Laws of restorers on Gaussian priors, carried through their published updates in double precision.

A restorer's step is affine in the state x and in its noise z when the prior is N(m, S); so the mean and the
covariance of what it restores from given measurements y follow exactly. DPS with the norm is not affine; it is
simulated, 200 images of so many independent groups as the test has.
State x0 + sigma n, [0, 1] units, sigma = half of DDPM's sqrt((1 - abar)/abar), levels range(0, 1000, 1000 // n).
"""
import numpy as np
beta = np.linspace(1e-4, .02, 1000)
abar = np.cumprod(1 - beta)
LEVELS = .5 * np.sqrt((1 - abar) / abar)

def levels(n):
    return [LEVELS[k * 1000 // n] for k in reversed(range(n))] + [0.]

def law(step, d, n, start=None):
    s = levels(n)
    mean, cov = np.full(d, .5), s[0] ** 2 * np.eye(d)
    if start:
        mean, cov = start(s[0])
    for a, b in zip(s, s[1:]):
        zero = np.zeros(d)
        g = step(zero, zero, a, b)
        F = np.stack([step(e, zero, a, b) - g for e in np.eye(d)], 1)
        G = np.stack([step(zero, e, a, b) - g for e in np.eye(d)], 1)
        mean, cov = F @ mean + g, F @ cov @ F.T + G @ G.T
    return mean, cov

class World:
    def __init__(w, m, S, A, y, noise):
        w.m, w.S, w.A, w.y, w.noise, w.d = m, S, A, y, noise, len(m)
        w.U, s, w.Vt = np.linalg.svd(A, full_matrices=True)
        w.s = np.concatenate([s, np.zeros(w.d - len(s))])
        w.Uy = np.concatenate([w.U.T @ y, np.zeros(w.d - len(y))])
        w.s[w.s < 1e-9] = 0
    def D(w, x, a):
        return w.m + w.J(a) @ (x - w.m)
    def J(w, a):
        return w.S @ np.linalg.inv(w.S + a * a * np.eye(w.d))
    def gain(w, ridge):
        if ridge == 0: return np.linalg.pinv(w.A)
        return w.A.T @ np.linalg.inv(w.A @ w.A.T + ridge * np.eye(len(w.y)))
    def posterior(w):
        C = w.A @ w.S @ w.A.T + w.noise ** 2 * np.eye(len(w.y))
        K = w.S @ w.A.T @ np.linalg.pinv(C)
        return w.m + K @ (w.y - w.A @ w.m), w.S - K @ w.A @ w.S

def pigdm(w, eta=.2):
    def step(x, z, a, b):
        D = w.D(x, a); e = (x - D) / a
        v = w.gain(w.noise ** 2 * (1 + 4 * a * a) / (a * a)) @ (w.y - w.A @ D)
        return D + b * (np.sqrt(1 - eta ** 2) * e + eta * z) + w.J(a).T @ v
    return step
def diffpir(w, lam=8, zeta=1):
    def step(x, z, a, b):
        D = w.D(x, a)
        x0 = D + w.gain(2 * lam * w.noise ** 2 / a ** 2) @ (w.y - w.A @ D)
        return x0 + b * (np.sqrt(1 - zeta) * (x - x0) / a + np.sqrt(zeta) * z)
    return step
def ddnm(w, eta=.85):
    def step(x, z, a, b):
        D = w.D(x, a); e = (x - D) / a
        if w.noise == 0:
            P = np.linalg.pinv(w.A)
            x0 = P @ w.y + D - P @ w.A @ D
            return x0 + b * (np.sqrt(1 - eta ** 2) * e + eta * z)
        c = w.Vt @ D; out = np.zeros(w.d); mix = w.Vt @ (np.sqrt(1 - eta ** 2) * e + eta * z)
        for i in range(w.d):
            if w.s[i] == 0: out[i] = c[i] + b * mix[i]
            else:
                l = min(1, w.s[i] * b / w.noise)
                out[i] = c[i] + l * (w.Uy[i] / w.s[i] - c[i]) + np.sqrt(max(0, b * b - (l * w.noise / w.s[i]) ** 2)) * mix[i]
        return w.Vt.T @ out
    return step
def ddrm(w, eta=.85, etab=1):
    def step(x, z, a, b):
        D = w.D(x, a); e = w.Vt @ (x - D) / a; c = w.Vt @ D; z = w.Vt @ z; out = np.zeros(w.d)
        for i in range(w.d):
            s = w.s[i]
            if s == 0 or s * b == w.noise: out[i] = c[i] + b * (np.sqrt(1 - eta ** 2) * e[i] + eta * z[i])
            elif s * b < w.noise: out[i] = c[i] + b * (np.sqrt(1 - eta ** 2) * (w.Uy[i] - s * c[i]) / w.noise + eta * z[i])
            else: out[i] = (1 - etab) * c[i] + etab * w.Uy[i] / s + np.sqrt(b * b - (etab * w.noise / s) ** 2) * z[i]
        return w.Vt.T @ out
    def start(a):
        h = w.Vt @ np.full(w.d, .5); mean = h.copy(); var = np.full(w.d, a * a)
        for i in range(w.d):
            if w.s[i] * a > w.noise:
                mean[i] = w.Uy[i] / w.s[i]; var[i] = a * a - (w.noise / w.s[i]) ** 2
        return w.Vt.T @ mean, w.Vt.T @ np.diag(var) @ w.Vt
    return step, start
def dps_squared(w, n=None):
    def step(x, z, a, b):
        D = w.D(x, a)
        g = -w.J(a).T @ w.A.T @ (w.y - w.A @ D) / w.noise ** 2
        return D + (x - D) * b * b / (a * a) + b * np.sqrt(1 - b * b / a / a) * z - (a * a - b * b) * g
    return step
def dps(w, n, zeta=.5, groups=2048, images=8, seed=0):
    r = np.random.default_rng(seed); s = levels(n); x = .5 + s[0] * r.standard_normal((images, groups, w.d))
    for a, b in zip(s, s[1:]):
        D = w.m + (x - w.m) @ w.J(a).T
        res = w.y - D @ w.A.T
        norm = np.sqrt((res ** 2).sum((1, 2), keepdims=True) + 1e-12)
        g = -(res @ w.A @ w.J(a)) / norm
        x = D + (x - D) * b * b / a / a + b * np.sqrt(1 - b * b / a / a) * r.standard_normal(x.shape) - zeta * 1000 / n / 2 * np.sqrt((1 + 4 * a * a) * (1 + 4 * b * b)) * g
    x = x.reshape(-1, w.d)
    return x.mean(0), np.cov(x.T)

m, S2 = np.array([.45, .55]), .01 * np.array([[1, .8], [.8, 1]])
pair = lambda noise: World(m, S2, np.array([[1., 0]]), np.array([.52]), noise)
def block(noise):
    return World(np.tile(m, 2), np.kron(np.eye(2), S2), np.full((1, 4), .25), np.array([.53]), noise)
if __name__ == "__main__":
    for name, make in (("mask", pair), ("downsample", block)):
        for noise in (0, .05):
            w = make(noise); pm, pc = w.posterior()
            rows = {"piGdm": law(pigdm(w), w.d, 50), "diffPir": law(diffpir(w), w.d, 50), "ddnm": law(ddnm(w), w.d, 50)}
            step, start = ddrm(w); rows["ddrm"] = law(step, w.d, 20, start)
            if noise: rows["dps squared"] = law(dps_squared(w), w.d, 200)
            rows["dps"] = dps(w, 200, groups=2048 if w.d == 2 else 1024, images=200)
            rows["posterior"] = pm, pc
            for k, (a, c) in rows.items():
                print('%s %s %s: %.6f, %.6f, %.4g, %.4g, %.4g   off %.3f ratio %.3f' % (name, noise, k, a[0], a[1], c[0,0], c[1,1], c[0,1], (a[1]-pm[1])/pc[1,1]**.5, c[1,1]/pc[1,1]))
