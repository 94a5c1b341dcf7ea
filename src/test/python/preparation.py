"""Makes preparation.json in src/test/resources/reference: small generated columns, and what scikit-learn makes of them.

Run it at the top of the project with scikit-learn 1.2.1: python3 src/test/python/preparation.py

A missing value is null. A scaler is fitted to the values that are there, the imputer too, and the missing ones are filled before the rest. Of each column the
rows for training come first; rows that training did not have follow. A constant column that is scaled is 0 throughout here; scikit-learn would divide what
is filled, or new, by 1. The buckets are those of FNV-1a in plain Python.
"""
import json

import numpy as np
import sklearn
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler

assert sklearn.__version__ == "1.2.1", sklearn.__version__
rng = np.random.default_rng(5)


def short(x):
    return None if np.isnan(x) else float(f"{x:.6g}")


def with_gaps(x, share):
    gaps = rng.random(len(x)) < share
    gaps[0] = share > 0
    gaps[1] = False
    return np.where(gaps, np.nan, x)


def columns():
    for share in (0, 0.2):
        yield "normal", with_gaps(rng.normal(3, 20, 37), share)
        yield "skewed", with_gaps(np.exp(rng.normal(2, 2, 40)), share)
        yield "counts", with_gaps(rng.integers(0, 12, 43).astype(float), share)
        yield "large", with_gaps(1e5 + rng.integers(0, 1000, 30), share)
        yield "constant", with_gaps(np.full(20, 0.1), share)


SCALERS = {"standard": StandardScaler, "minmax": MinMaxScaler, "robust": RobustScaler}
FILLS = {"mean": {"strategy": "mean"}, "median": {"strategy": "median"}, "constant": {"strategy": "constant", "fill_value": 2.5}}


def numbers():
    cases = []
    for name, values in columns():
        x = np.array([[np.nan if v is None else v] for v in map(short, values)])
        later = np.array([[7.25], [np.nan], [100.0]])
        both = np.vstack([x, later])
        for log1p in (False, True) if name in ("skewed", "counts") else (False,):
            for scaling in [None] + list(SCALERS):
                for fill in FILLS if scaling in (None, "standard") else ("mean",):
                    imputer = SimpleImputer(add_indicator=True, **FILLS[fill]).fit(x)
                    filled = imputer.transform(both)
                    value, indicators = filled[:, :1], filled[:, 1:]
                    transform = FunctionTransformer(np.log1p) if log1p else FunctionTransformer()
                    if scaling is None:
                        value = transform.transform(value)
                    else:
                        value = SCALERS[scaling]().fit(transform.transform(x)).transform(transform.transform(value))
                    if name == "constant" and scaling is not None:
                        value[:] = 0
                    cases.append({"column": name, "scaling": scaling or "none", "log1p": log1p, "fill": fill, "train": len(x),
                                  "values": [short(v) for v in both[:, 0]], "outputs": np.hstack([value, indicators]).tolist()})
    return cases


def weighted():
    cases = []
    for name, values in columns():
        x = np.array([[np.nan if v is None else v] for v in map(short, values)])
        w = rng.integers(0, 4, len(x)) / 2
        w[1] = 1
        scaler = StandardScaler().fit(x[w > 0], sample_weight=w[w > 0])
        cases.append({"values": [short(v) for v in x[:, 0]], "weights": w.tolist(), "mean": scaler.mean_[0],
                      "deviation": float(np.sqrt(scaler.var_[0])) if name != "constant" else 0})
    return cases


def different_counts(categories):
    cells = [c for k, c in enumerate(categories) for _ in range(k * k % 11 * 2 + k % 2 + 1)]
    counts = [cells.count(c) for c in categories]
    assert len(set(counts)) == len(counts), counts
    rng.shuffle(cells)
    return cells


def one_hot():
    cells = different_counts(["delta", "Alpha", "beta", "gamma", "Éta", "zeta zeta"])
    later = ["unseen", "beta", "Zeta"]
    cases = []
    for most in (1, 2, 4, 5, 6, 50):
        for least in (1, 3, 8):
            encoder = OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=most + 1, min_frequency=least, sparse_output=False)
            encoder.fit(np.array(cells)[:, None])
            cases.append({"most": most, "least": least, "train": len(cells), "cells": cells + later,
                          "outputs": encoder.transform(np.array(cells + later)[:, None]).tolist()})
    return cases


def ordinal():
    cases = []
    for order in (None, ["small", "medium", "large", "huge"]):
        cells = different_counts(["large", "small", "medium"])
        encoder = OrdinalEncoder(categories="auto" if order is None else [order])
        places = encoder.fit_transform(np.array(cells)[:, None])
        cases.append({"order": order, "cells": cells, "outputs": StandardScaler().fit_transform(places)[:, 0].tolist()})
    return cases


def bucket(text, buckets):
    h = 0xCBF29CE484222325
    for byte in text.encode("utf-16-le"):
        h = (h ^ byte) * 0x100000001B3 % 2**64
    return h % buckets


def hashed():
    texts = ["a", "b", "Torgersen", "0", "1", "Éta", "漢字", "\U0001F427", "a b"]
    return [{"buckets": n, "texts": texts, "places": [bucket(t, n) for t in texts]} for n in (1, 2, 7, 64, 1000003)]


with open("src/test/resources/reference/preparation.json", "w", encoding="utf-8") as out:
    json.dump({"numbers": numbers(), "weighted": weighted(), "one-hot": one_hot(), "ordinal": ordinal(), "hashed": hashed()}, out, ensure_ascii=False,
              separators=(",", ":"))
    out.write("\n")
