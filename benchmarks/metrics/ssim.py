#!/usr/bin/env python3
"""SSIM of 1,000 pairs of 256×256 beside scikit-image, which take turns on the same cores.

Needs numpy and scikit-image (Debian: python3-skimage), and the benchmarks
(mvn -P benchmarks -pl benchmarks -am -DskipTests package). Machines drift and are shared, so each
round is a pair, and processor time is shown beside the clock's. scikit-image uses one core; where
others want the cores too, the engine's threads wait for one another and --threads 1 measures best.
"""

import argparse
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
from skimage import __version__
from skimage.metrics import structural_similarity

PAIRS, SIDE, TIMES = 100, 256, 10
SETTINGS = {
    "Gaussian": {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False},
    "flat": {},
}
GOAL = 5


def pairs():
    """Waves and their noisy copies, in [0, 1]."""
    random = np.random.default_rng(7)
    place = np.arange(SIDE) / SIDE
    waves = random.uniform(1, 20, (PAIRS, 2, 1, 1))
    y = 0.5 + 0.4 * np.sin(waves[:, 0] * place[:, None] * 6 + waves[:, 1] * place * 6)
    x = np.clip(y + 0.1 * random.standard_normal(y.shape), 0, 1)
    return y.astype(np.float32), x.astype(np.float32)


def theirs(y, x, settings):
    # In double precision, which scikit-image keeps; of single it would make single, a third faster.
    y, x = y.astype(float), x.astype(float)
    clock, processor = time.perf_counter(), time.process_time()
    total = 0.0
    for _ in range(TIMES):
        for a, b in zip(y, x):
            total += structural_similarity(a, b, data_range=1, **settings)
    spent = (time.perf_counter() - clock) * 1e3, (time.process_time() - processor) * 1e3
    return *spent, total / TIMES / PAIRS


def ours(process, name):
    process.stdin.write(name + "\n")
    process.stdin.flush()
    return tuple(float(v) for v in process.stdout.readline().split())


def line(label, values, digits=0):
    print(f"{label:34}{min(values):12.{digits}f}{statistics.median(values):12.{digits}f}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=7)
    jar = Path(__file__).parent.parent / "target" / "benchmarks.jar"
    arguments.add_argument("--jar", default=str(jar))
    arguments.add_argument("--threads", type=int, help="of the engine; as many as cores if not said")
    given = arguments.parse_args()
    y, x = pairs()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pairs"
        file.write_bytes(y.tobytes() + x.tobytes())
        command = ["java", "-cp", given.jar, "org.sfumato.benchmarks.SsimRounds"]
        if given.threads:
            command.insert(1, f"-Dai.djl.pytorch.num_threads={given.threads}")
        command += [str(file), str(PAIRS), str(SIDE), str(TIMES)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        print(f"{process.stdout.readline().strip()}; scikit-image {__version__}")
        print(f"{PAIRS * TIMES} pairs of {SIDE}×{SIDE}, {given.rounds} rounds, ms\n")
        reached = True
        for name, settings in SETTINGS.items():
            ours(process, name)  # compiles and warms up
            rounds = []
            for _ in range(given.rounds):
                rounds.append((theirs(y, x, settings), ours(process, name)))
            off = max(abs(a[2] - b[2]) for a, b in rounds)
            print(f"{name:34}{'minimum':>12}{'median':>12}")
            line("scikit-image, clock", [a[0] for a, b in rounds])
            line("ours, clock", [b[0] for a, b in rounds])
            line("scikit-image, processor", [a[1] for a, b in rounds])
            line("ours, processor", [b[1] for a, b in rounds])
            ratios = [a[0] / b[0] for a, b in rounds]
            line("times as fast, clock", ratios, 2)
            line("times as fast, processor", [a[1] / b[1] for a, b in rounds], 2)
            print(f"{'the means differ by':34}{off:12.1e}\n")
            reached = reached and (name == "flat" or statistics.median(ratios) >= GOAL)
        process.stdin.close()
        process.wait()
    return 0 if reached else 1


if __name__ == "__main__":
    raise SystemExit(main())
