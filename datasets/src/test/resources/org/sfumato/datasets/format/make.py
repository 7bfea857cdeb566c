"""Makes the archives beside it and prints the interpolated values of VolumeTest: Python's tarfile and scipy."""
import io
import os
import tarfile

import numpy as np
from scipy.ndimage import map_coordinates

HERE = os.path.dirname(os.path.abspath(__file__))
LONG = "/".join(["a-long-folder-name"] * 9) + "/IXI012-HH-1211-T1.nii.gz"


def archive(name, form):
    with tarfile.open(os.path.join(HERE, name), "w", format=form) as tar:
        def add(path, content, kind=tarfile.REGTYPE, link=""):
            info = tarfile.TarInfo(path)
            info.size, info.type, info.linkname = len(content), kind, link
            tar.addfile(info, io.BytesIO(content))

        add("IXI", b"", tarfile.DIRTYPE)
        add("IXI/._IXI002-Guys-0828-T1.nii.gz", b"apple")
        add("IXI/IXI002-Guys-0828-T1.nii.gz", b"first")
        add("IXI/link", b"", tarfile.SYMTYPE, "IXI002-Guys-0828-T1.nii.gz")
        add(LONG, b"x" * 513)
        add("IXI/empty", b"")
        add("IXI/größe.txt", b"last")


archive("pax.tar", tarfile.PAX_FORMAT)
archive("gnu.tar", tarfile.GNU_FORMAT)


def turned(angle, axis, steps, offset):
    c, s = np.cos(angle), np.sin(angle)
    a, b = [k for k in range(3) if k != axis]
    r = np.eye(3)
    r[a, a], r[a, b], r[b, a], r[b, b] = c, -s, s, c
    return r @ np.diag(steps), np.array(offset, float)


i, j, k = np.meshgrid(range(9), range(8), range(7), indexing="ij")
values = (7 * i + 13 * j * j + 29 * k + i * k) % 101.0
m, o = turned(0.3, 2, (1.5, -0.9, 2.0), (-4, 3, -6))
n, p = turned(-0.2, 0, (1.1, 1.3, 0.8), (-3, -2, -5))
for at in [(0, 0, 0), (1, 2, 3), (3, 1, 5), (4, 3, 7), (6, 2, 9), (9, 9, 9)]:
    place = n @ np.array(at, float) + p
    index = np.linalg.solve(m, place - o)
    inside = np.all((index >= -0.5) & (index <= np.array(values.shape) - 0.5))
    value = map_coordinates(values, index[:, None], order=1, mode="nearest")[0] if inside else -1000
    print(at, place.round(9).tolist(), index.round(3).tolist(), repr(float(value)))
print(m.ravel().tolist(), n.ravel().tolist())
