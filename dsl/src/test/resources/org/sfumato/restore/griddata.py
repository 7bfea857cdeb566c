"""Linear interpolation by scipy.interpolate.griddata, for InterpolatedTest: python3 griddata.py

Pixels are chosen so that their Delaunay triangulation is unique: no four neighbours lie on one
circle, and no three on one line of the hull. Outside of the hull there is no value (null)."""
import json
import numpy as np
from scipy.interpolate import griddata
from scipy.spatial import Delaunay

SIDE = 24


def determinant(p, a, b, c, d):
    m = [[*(p[k] - p[d]), ((p[k] - p[d]) ** 2).sum()] for k in (a, b, c)]
    return round(np.linalg.det(np.array(m, dtype=float)))


def unique(p):
    t = Delaunay(p)
    for s, around in zip(t.simplices, t.neighbors):
        for n in around:
            if n >= 0:
                (far,) = set(t.simplices[n]) - set(s)
                if determinant(p, *s, far) == 0:
                    return False
    return True


rng = np.random.default_rng(5)
y, x = np.mgrid[:SIDE, :SIDE]
everywhere = np.c_[y.ravel(), x.ravel()]
cases = []
while len(cases) < 6:
    count = (4, 8, 12, 16, 20, 24)[len(cases)]
    places = np.sort(rng.choice(SIDE * SIDE, count, replace=False))
    points = everywhere[places]
    if not unique(points):
        continue
    values = np.float32(rng.random(count).round(3))
    filled = griddata(points, values.astype(float), everywhere, "linear")
    cases.append(
        {
            "places": places.tolist(),
            "values": [round(float(v), 3) for v in values],
            "filled": [None if np.isnan(v) else round(float(v), 7) for v in filled],
        }
    )
with open("griddata.json", "w") as f:
    f.write(json.dumps({"side": SIDE, "cases": cases}, separators=(",", ":")) + "\n")
