#!/usr/bin/python3
"""Runs notebooks by `sfumato run` and by `jupyter nbconvert --execute` with our kernel, and compares.

    .ci/same-as-nbconvert.py NOTEBOOK [NAME=VALUE ...] [NOTEBOOK ...]

Both must give the same notebook, apart from how long things took and from ids made at random. What
`sfumato run` writes must moreover be, byte for byte, what nbformat would write, and valid. Ends with
1 if anything differs, with 77 if Debian's Jupyter is not here.
"""

import difflib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

try:
    import nbclient
    import nbconvert
    import nbformat
except ImportError as missing:
    print(f"{missing.name} is not here; Debian has it in jupyter-nbconvert")
    sys.exit(77)

HOME = pathlib.Path(__file__).resolve().parent.parent
LATE = "late-output"
VARYING = [
    (re.compile(r"\b\d+([.,]\d+)? ?(ns|µs|ms|s|min|h)\b( \d+([.,]\d+)? ?(s|min)\b)*"), "TIME"),
    (re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID"),
    (re.compile(r"(?<=[\w\]$;])@[0-9a-f]{5,8}\b"), "@HASH"),
]


def jupyter(folder):
    """An environment with our kernel and nothing else of Jupyter's."""
    spec = folder / "data" / "kernels" / "sfumato"
    spec.mkdir(parents=True)
    argv = [str(HOME / "sfumato"), "kernel", "{connection_file}"]
    spec.joinpath("kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "Java (Sfumato)", "language": "java",
                    "interrupt_mode": "message"})
    )
    names = {"JUPYTER_DATA_DIR": "data", "JUPYTER_CONFIG_DIR": "conf", "JUPYTER_RUNTIME_DIR": "run"}
    return {**os.environ, **{key: str(folder / value) for key, value in names.items()}}


def must(command, **how):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **how)
    if done.returncode != 0:
        print(done.stdout)
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}")


def by_us(notebook, parameters, folder):
    given = [word for parameter in parameters for word in ("-p", parameter)]
    must([HOME / "sfumato", "run", notebook, "--out", folder / "ours", *given])
    return folder / "ours" / notebook.name


def by_nbconvert(executed, notebook, folder, environment):
    """The same cells, with those that were injected, in the folder of the notebook."""
    bare = nbformat.read(executed, as_version=4)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    source = folder / "bare" / notebook.name
    source.parent.mkdir()
    nbformat.write(bare, source)
    must(
        ["/usr/bin/jupyter", "nbconvert", "--to", "notebook", "--execute", source,
         "--output-dir", folder / "theirs", "--ExecutePreprocessor.kernel_name=sfumato",
         "--ExecutePreprocessor.timeout=-1", "--log-level=WARN"],
        env=environment, cwd=notebook.parent,
    )
    return folder / "theirs" / notebook.name


def read(file):
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["metadata"].pop("papermill", None)
    for cell in notebook["cells"]:
        cell["metadata"].pop("execution", None)
        cell["metadata"].pop("papermill", None)
    return notebook


def text(value):
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)


def varying(value):
    for pattern, name in VARYING:
        value = pattern.sub(name, value)
    return value


def late_is_more(ours, theirs):
    """What a thread says after its cell has ended nbclient drops, and we keep."""
    rest = iter(line for output in ours["outputs"] for line in output.get("text", [text(output)]))
    wanted = [line for output in theirs["outputs"] for line in output.get("text", [text(output)])]
    return all(line in rest for line in wanted)


def compare(ours, theirs):
    """Prints what differs; returns how many cells do, and how many do only in times and ids."""
    different, varied = 0, 0
    a, b = read(ours), read(theirs)
    heads = [{k: v for k, v in n.items() if k != "cells"} for n in (a, b)]
    pairs = [("the notebook's metadata", *heads)]
    for i, (x, y) in enumerate(zip(a["cells"], b["cells"])):
        first = ("".join(x["source"]).strip().splitlines() or ["(blank)"])[0]
        pairs.append((f"cell {i + 1}: {first}", x, y))
    if len(a["cells"]) != len(b["cells"]):
        print(f"  {len(a['cells'])} cells here, {len(b['cells'])} there")
        different += 1
    for name, x, y in pairs:
        p, q = text(x), text(y)
        if p == q:
            continue
        if varying(p) == varying(q):
            varied += 1
        elif LATE in x.get("metadata", {}).get("tags", []) and late_is_more(x, y):
            print(f"  {name}: nbconvert drops what a thread says late")
        else:
            different += 1
            print(f"  {name}")
            lines = difflib.unified_diff(q.splitlines(), p.splitlines(), "nbconvert", "sfumato", n=2)
            for line in list(lines)[:40]:
                print("    " + line[:200])
    return different, varied


def as_nbformat_writes(file):
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    same = nbformat.writes(notebook) + "\n" == file.read_text(encoding="utf-8")
    if not same:
        print(f"  {file.name} is not as nbformat would write it")
    return same


def main(arguments):
    notebooks = {}
    for argument in arguments:
        if argument.endswith(".ipynb"):
            notebooks[pathlib.Path(argument).resolve()] = given = []
        else:
            given.append(argument)
    print(f"nbconvert {nbconvert.__version__}, nbclient {nbclient.__version__},"
          f" nbformat {nbformat.__version__}")
    failed = False
    for notebook, parameters in notebooks.items():
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            ours = by_us(notebook, parameters, folder)
            theirs = by_nbconvert(ours, notebook, folder, jupyter(folder))
            different, varied = compare(ours, theirs)
            cells = len(read(ours)["cells"])
            print(f"{notebook.name}: {cells} cells, {different} different,"
                  f" {varied} in times and ids only")
            failed |= different > 0 or not as_nbformat_writes(ours)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
