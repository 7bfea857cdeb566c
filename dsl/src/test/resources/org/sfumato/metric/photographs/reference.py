"""NMI, GMSD and scikit-image's default SSIM of the pairs, added to metrics.json.

python3 reference.py, with numpy, scipy, scikit-image and Pillow.
"""
import json
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import correlate
from skimage.metrics import structural_similarity

here = Path(__file__).parent


def read(folder, k):
    # Images are single precision.
    return (np.asarray(Image.open(here / folder / f"{k:02d}.png"), np.float32) / np.float32(255)).astype(float)


def entropy(p):
    p = p[p > 0]
    return -(p * np.log(p)).sum()


def nmi(a, b, bins=64):
    p = np.histogram2d(a.ravel(), b.ravel(), bins, [[0, 1], [0, 1]])[0]
    p /= p.sum()
    h1, h2, h = entropy(p.sum(1)), entropy(p.sum(0)), entropy(p)
    return 2 * (h1 + h2 - h) / (h1 + h2)


def gmsd(a, b):
    c = 170 / 255**2
    lengths = []
    for x in (a, b):
        if x.ndim == 3:
            x = x @ [0.299, 0.587, 0.114]
        x = (x[::2, ::2] + x[1::2, ::2] + x[::2, 1::2] + x[1::2, 1::2]) / 4
        k = np.array([[1, 0, -1]] * 3) / 3
        lengths.append(np.hypot(correlate(x, k, mode="constant"), correlate(x, k.T, mode="constant")))
    g, h = lengths
    return ((2 * g * h + c) / (g * g + h * h + c)).std()


values = json.loads((here / "metrics.json").read_text())
gray = [(read("ref", k), read("out", k)) for k in range(16)]
colour = [(read("refc", k), read("outc", k)) for k in range(16)]
values["gray"]["NMI"] = [nmi(b, a) for a, b in gray]
values["gray"]["GMSD"] = [gmsd(b, a) for a, b in gray]
values["gray"]["SSIM flat"] = [structural_similarity(a, b, data_range=1) for a, b in gray]
values["color"]["NMI"] = [np.mean([nmi(b[..., k], a[..., k]) for k in range(3)]) for a, b in colour]
values["color"]["GMSD"] = [gmsd(b, a) for a, b in colour]
values["color"]["SSIM flat"] = [
    structural_similarity(a, b, data_range=1, channel_axis=2) for a, b in colour
]
(here / "metrics.json").write_text(json.dumps(values, indent=0) + "\n")
