"""Makes references.txt: what SciPy and NumPy say corruptions of a fixed pattern are.

Run: python3 references.py > references.txt   (NumPy 1.24, SciPy 1.10 or later)
"""
import numpy as np
from scipy import linalg, ndimage, signal, stats


def pattern(h, w):
    i, j = np.mgrid[:h, :w]
    return ((7 * i + 13 * j) % 32) / 31.0


def say(name, values):
    print(name, *("%.9g" % v for v in np.ravel(values)))


x = pattern(16, 16)
say("blur", ndimage.gaussian_filter(x, 1.3, mode="reflect", truncate=4.0))
say("blur periodic", ndimage.gaussian_filter(x, 1.3, mode="wrap", truncate=4.0))
say("blur wide", ndimage.gaussian_filter(pattern(5, 4), 3.0, mode="reflect", truncate=4.0))

taps = np.array([-.00170898, -.01098633, -.01831055, -.01196289, .02270508, .09741211, .18188477, .24096680])
taps = np.concatenate([taps, taps[::-1]])
padded = np.pad(x, 6, mode="symmetric")
say("bicubic", signal.correlate2d(padded, np.outer(taps, taps), mode="valid")[::4, ::4])

say("hadamard", linalg.hadamard(256) @ x.ravel() / 16)
odd = pattern(9, 7)
f = np.fft.fft2(odd, norm="ortho")
say("fourier", np.stack([f.real, f.imag]))
say("magnitudes", np.abs(np.fft.fftshift(np.fft.fft2(np.pad(odd, ((2, 2), (1, 1))), norm="ortho"))))
say("rice variance", [stats.rice.var(v / 0.1, scale=0.1) for v in (0, 0.05, 0.1, 0.3, 1)])
say("poisson pmf", stats.poisson.pmf(np.arange(40), 255 * 0.1 * 0.6))
