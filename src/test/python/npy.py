"""Writes NumPy arrays of every type, order and version that is read, and a list of their values, to src/test/resources/reference/npy.

Run with NumPy 1.24 from the top folder: python3 src/test/python/npy.py
"""

import io
import json
import os

import numpy as np
from numpy.lib import format as npy

OUT = os.path.join("src", "test", "resources", "reference", "npy")
TYPES = ["|b1", "|i1", "|u1"] + [order + kind for order in "<>" for kind in ("i2", "i4", "i8", "u2", "u4", "u8", "f2", "f4", "f8")]
cases = []


def shown(x):
    """A value as JSON has it; what JSON has not as text."""
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    x = float(x)
    return x if np.isfinite(x) else str(x)


def case(file, array):
    """Remembers an array with its values row by row."""
    rows = np.asarray(array).reshape(array.shape[0], -1)
    cases.append({"file": file, "rows": [[shown(x) for x in row] for row in rows]})


def save(file, array, version=None):
    """Writes a .npy file in a version of the format."""
    with open(os.path.join(OUT, file), "wb") as f:
        npy.write_array(f, array, version=version)
    case(file, array)


def values(dtype, count):
    """Values at the ends of the type's range, then random ones."""
    t = np.dtype(dtype)
    random = np.random.default_rng(7)
    if t.kind == "b":
        return random.integers(0, 2, count).astype(t)
    if t.kind in "iu":
        edge = [np.iinfo(t).min, np.iinfo(t).max, np.iinfo(t).max - 1, 0, 1]
        return np.array(edge[:count] + [int(x) for x in random.integers(0, 100, max(0, count - 5))], dtype=t)
    info = np.finfo(t)
    edge = [info.max, info.min, info.tiny, info.smallest_subnormal, -0.0, 1 / 3, np.nan, np.inf, -np.inf]
    return np.array(edge[:count] + list(random.normal(size=max(0, count - len(edge)))), dtype=t)


def main():
    os.makedirs(OUT, exist_ok=True)
    for dtype in TYPES:
        name = dtype.replace("|", "n").replace("<", "l").replace(">", "b")
        one = values(dtype, 12)
        save(name + "-1d.npy", one)
        save(name + "-c.npy", one.reshape(4, 3))
        save(name + "-f.npy", np.asfortranarray(one.reshape(4, 3)))
    grid = np.arange(12, dtype="<f4").reshape(6, 2)
    for major in (1, 2, 3):
        save("version-%d.npy" % major, grid, version=(major, 0))
    save("images.npy", np.arange(24, dtype="|u1").reshape(2, 3, 4))
    # Long enough for several blocks of 1 MiB in the reader would be too long for a file here: those are made by the test.
    x = values("<f8", 12).reshape(4, 3)
    y = np.array([0, 1, 1, 0], dtype="<i8")
    for name, write in (("stored", np.savez), ("deflated", np.savez_compressed)):
        write(os.path.join(OUT, name + ".npz"), X=x, y=y, names=np.array(["a", "b"]))
        case(name + ".npz", np.column_stack([x, y]))
        write(os.path.join(OUT, name + "-fortran.npz"), x_train=np.asfortranarray(x), y_train=y, x_test=x[:1], y_test=y[:1])
        case(name + "-fortran.npz", np.column_stack([x, y]))
    np.savez(os.path.join(OUT, "by-shape.npz"), labels=y, pixels=x)
    case("by-shape.npz", np.column_stack([x, y]))
    np.savez(os.path.join(OUT, "alone.npz"), pixels=x)
    case("alone.npz", x)
    np.savez(os.path.join(OUT, "unclear.npz"), a=x, b=x, c=y)
    for name, array in (("object", np.array([1, "a", None], dtype=object)), ("text", np.array(["a", "bc"])), ("bytes", np.array([b"a", b"bc"])),
                        ("complex", np.array([1 + 2j])), ("time", np.array(["2024-01-02"], dtype="M8[D]")),
                        ("record", np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")])), ("empty", np.zeros((0, 3))), ("single", np.array(3.5)),
                        ("fortran3", np.asfortranarray(np.zeros((2, 2, 2))))):
        np.save(os.path.join(OUT, "bad-" + name + ".npy"), array, allow_pickle=True)
    both = io.BytesIO()
    np.save(both, y)
    np.save(both, y)
    with open(os.path.join(OUT, "bad-two.npy"), "wb") as f:
        f.write(both.getvalue())
    with open(os.path.join(OUT, "cases.json"), "w") as f:
        json.dump(cases, f, separators=(",", ":"))


main()
