"""Makes metrics.json and metrics-several.json in src/test/resources/reference: generated predictions, and scikit-learn's figures of them.

Run it at the top of the project with scikit-learn 1.2.1: python3 src/test/python/metrics.py

A figure is absent where scikit-learn refuses, warns, gives NaN or quietly puts a 0 or 1 for what has no value. Examples of weight 0 are taken away first:
scikit-learn would still count their classes. The calibration error is Guo's (2017), in numpy. The median with weights is the mean of scikit-learn's weighted
percentile from below and from above, as in its later versions; without weights it is its median_absolute_error.
"""
import json
import math
import warnings

import numpy as np
import sklearn
import sklearn.metrics as m
from scipy.optimize import minimize_scalar
from sklearn.utils.stats import _weighted_percentile

assert sklearn.__version__ == "1.2.1", sklearn.__version__
rng = np.random.default_rng(4)


def short(value):
    """To 13 digits: the figures are compared to nine places."""
    return float(f"{value:.13g}")


def put(figures, name, compute):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            value = float(compute())
        except (ValueError, Warning):
            return
    if math.isfinite(value):
        figures[name] = short(value)


def weights(kind, n):
    if kind == 0:
        return np.ones(n)
    if kind == 1:
        return rng.integers(0, 4, n).astype(float)
    return rng.integers(0, 9, n) / 4


def size(i):
    return [1, 2, 3, 5][i] if i < 4 else int(rng.integers(2, 25))


def calibration_error(top, right, w):
    error = 0
    for b in range(15):
        inside = (top > b / 15) & (top <= (b + 1) / 15)
        if w[inside].sum() > 0:
            gap = np.average(right[inside], weights=w[inside]) - np.average(top[inside], weights=w[inside])
            error += w[inside].sum() / w.sum() * abs(gap)
    return error


def of_decisions(figures, y, p, w, classes):
    put(figures, "accuracy", lambda: m.accuracy_score(y, p, sample_weight=w))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        figures["balanced_accuracy"] = short(m.balanced_accuracy_score(y, p, sample_weight=w))
    for average in ["macro", "weighted"]:
        put(figures, "precision_" + average, lambda: m.precision_score(y, p, average=average, sample_weight=w, zero_division=0))
        put(figures, "recall_" + average, lambda: m.recall_score(y, p, average=average, sample_weight=w, zero_division=0))
        put(figures, "f1_" + average, lambda: m.f1_score(y, p, average=average, sample_weight=w, zero_division=0))
    put(figures, "f1_micro", lambda: m.f1_score(y, p, average="micro", sample_weight=w))
    if len(set(y)) > 1 and len(set(p)) > 1:
        put(figures, "mcc", lambda: m.matthews_corrcoef(y, p, sample_weight=w))
    for name, kind in [("kappa", None), ("kappa_linear", "linear"), ("kappa_quadratic", "quadratic")]:
        put(figures, name, lambda: m.cohen_kappa_score(y, p, labels=range(classes), weights=kind, sample_weight=w))


def each_class(y, p, w, classes):
    each = []
    for c in range(classes):
        one = {}
        put(one, "precision", lambda: m.precision_score(y, p, labels=[c], average=None, sample_weight=w)[0])
        put(one, "recall", lambda: m.recall_score(y, p, labels=[c], average=None, sample_weight=w)[0])
        put(one, "f1", lambda: m.f1_score(y, p, labels=[c], average=None, sample_weight=w)[0])
        each.append(one)
    return each


def probabilities(n, classes, digits):
    """Rows that sum to one, with few digits: many are equal."""
    p = rng.dirichlet(np.full(classes, 0.7), n)
    whole = 10 ** digits
    counts = np.floor(p * whole).astype(int)
    for row in counts:
        for _ in range(whole - row.sum()):
            row[rng.integers(classes)] += 1
    return counts / whole


def several(i):
    n, classes, digits = size(i), int(rng.integers(3, 9)), int(rng.integers(1, 4))
    p = probabilities(n, classes, digits)
    there = rng.permutation(classes)[: int(rng.integers(1, classes + 1))] if i % 3 == 2 else np.arange(classes)
    y = np.array([k if rng.random() < 0.5 and k in there else there[rng.integers(len(there))] for k in p.argmax(1)])
    if i % 3 == 0 and n >= classes:
        y[:classes] = np.arange(classes)
    w = weights(i % 3 if i % 2 else 0, n)
    if i % 3 == 0:
        w[:classes] += 1
    figures, each = {}, [{} for _ in range(classes)]
    keep = w > 0
    yy, pp, ww = y[keep], p[keep], w[keep]
    if len(yy) > 0:
        told = pp.argmax(1)
        of_decisions(figures, yy, told, ww, classes)
        each = each_class(yy, told, ww, classes)
        put(figures, "log_loss", lambda: m.log_loss(yy, pp, sample_weight=ww, labels=range(classes)))
        put(figures, "brier", lambda: sum(m.brier_score_loss((yy == c).astype(int), pp[:, c], sample_weight=ww, pos_label=1) for c in range(classes)))
        put(figures, "ece", lambda: calibration_error(pp.max(1), told == yy, ww))
        for k in [2, 3, 5]:
            if classes > k:
                put(figures, f"top_{k}_accuracy", lambda: m.top_k_accuracy_score(yy, pp, k=k, labels=range(classes), sample_weight=ww))
        for name, average in [("roc_auc", "macro"), ("roc_auc_weighted", "weighted")]:
            put(figures, name, lambda: m.roc_auc_score(yy, pp, multi_class="ovr", average=average, labels=range(classes), sample_weight=ww))
        put(figures, "pr_auc", lambda: np.mean([m.average_precision_score(yy == c, pp[:, c], sample_weight=ww) for c in range(classes)]))
    return {"actual": y.tolist(), "outputs": p.tolist(), "weights": w.tolist(), "classes": classes, "figures": figures, "each": each}


def two(i):
    n, digits = size(i), int(rng.integers(1, 4))
    p = np.round(rng.beta(0.8, 0.8, n), digits)
    y = (rng.random(n) < p * 0.6 + 0.2).astype(int)
    if i % 10 == 7:
        y[:] = i % 4 == 1
    w = weights(i % 3, n)
    case = {"actual": y.tolist(), "outputs": p.tolist(), "weights": w.tolist()}
    figures, each = {}, [{}, {}]
    keep = w > 0
    y, p, w = y[keep], p[keep], w[keep]
    if len(y) > 0:
        told = (p > 0.5).astype(int)
        of_decisions(figures, y, told, w, 2)
        each = each_class(y, told, w, 2)
        figures.update(each[1])
        if "recall" in each[0]:
            figures["specificity"] = each[0]["recall"]
        put(figures, "log_loss", lambda: m.log_loss(y, p, sample_weight=w, labels=[0, 1]))
        put(figures, "brier", lambda: m.brier_score_loss(y, p, sample_weight=w, pos_label=1))
        put(figures, "ece", lambda: calibration_error(np.maximum(p, 1 - p), told == y, w))
        put(figures, "roc_auc", lambda: m.roc_auc_score(y, p, sample_weight=w))
        put(figures, "pr_auc", lambda: m.average_precision_score(y, p, sample_weight=w))
        if "roc_auc" in figures:
            fpr, tpr, thresholds = m.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
            case["roc"] = [thresholds[1:].tolist(), fpr.tolist(), tpr.tolist()]
            precision, recall, _ = m.precision_recall_curve(y, p, sample_weight=w)
            case["precision_recall"] = [recall[:-1][::-1].tolist(), precision[:-1][::-1].tolist()]
    return {**case, "figures": figures, "each": each}


def values(i):
    n = size(i)
    y = np.round(rng.normal(0, 10 ** float(rng.integers(0, 4)), n) + (1000 if i % 5 == 3 else 0), 1)
    p = np.round(y + rng.normal(0, 2, n), 0 if i % 2 else 2)
    if i % 8 == 6:
        y[:] = y[0]
    if i % 4 == 0:
        y[rng.integers(n)] = 0
    elif i % 4 != 2:
        y[y == 0] = 0.1
    w = weights(i % 3, n)
    tau = float(rng.integers(1, 20)) / 20
    case = {"actual": y.tolist(), "outputs": p.tolist(), "weights": w.tolist(), "quantile": tau}
    figures = {}
    keep = w > 0
    y, p, w = y[keep], p[keep], w[keep]
    if len(y) > 0:
        put(figures, "mse", lambda: m.mean_squared_error(y, p, sample_weight=w))
        put(figures, "rmse", lambda: m.mean_squared_error(y, p, sample_weight=w, squared=False))
        put(figures, "mae", lambda: m.mean_absolute_error(y, p, sample_weight=w))
        put(figures, "max_error", lambda: m.max_error(y, p))
        put(figures, "pinball", lambda: m.mean_pinball_loss(y, p, sample_weight=w, alpha=tau))
        if (y != 0).all():
            put(figures, "mape", lambda: m.mean_absolute_percentage_error(y, p, sample_weight=w))
        if len(set(y)) > 1:
            put(figures, "r2", lambda: m.r2_score(y, p, sample_weight=w))
            put(figures, "explained_variance", lambda: m.explained_variance_score(y, p, sample_weight=w))
        e = np.abs(p - y)
        if i % 3 == 0:
            put(figures, "median_absolute_error", lambda: m.median_absolute_error(y, p))
        else:
            put(figures, "median_absolute_error", lambda: (_weighted_percentile(e, w) - _weighted_percentile(-e, w)) / 2)
    return {**case, "figures": figures}


def labels(i):
    n, count = size(i), int(rng.integers(2, 6))
    p = np.round(rng.random((n, count)), int(rng.integers(1, 4)))
    y = (rng.random((n, count)) < p * 0.8 + 0.1).astype(int)
    if i % 7 == 5:
        y[:, 0] = 0
        p[:, 0] = np.minimum(p[:, 0], 0.5)
    if i == 0:
        y[:] = 0
        p[:] = 0.2
    w = weights(i % 3, n)
    case = {"actual": y.tolist(), "outputs": p.tolist(), "weights": w.tolist()}
    figures = {}
    keep = w > 0
    y, p, w = y[keep], p[keep], w[keep]
    if len(y) > 0:
        told = (p > 0.5).astype(int)
        put(figures, "accuracy", lambda: m.accuracy_score(y, told, sample_weight=w))
        put(figures, "hamming_loss", lambda: m.hamming_loss(y, told, sample_weight=w))
        if y.any() or told.any():
            put(figures, "f1_macro", lambda: m.f1_score(y, told, average="macro", sample_weight=w, zero_division=0))
            put(figures, "f1_micro", lambda: m.f1_score(y, told, average="micro", sample_weight=w, zero_division=0))
        if y.any():
            put(figures, "f1_weighted", lambda: m.f1_score(y, told, average="weighted", sample_weight=w, zero_division=0))
        put(figures, "roc_auc", lambda: m.roc_auc_score(y, p, sample_weight=w))
        put(figures, "pr_auc", lambda: m.average_precision_score(y, p, sample_weight=w))
    return {**case, "figures": figures}


def temperature(i):
    """Logits that are too large or too small by a factor, and the T that scipy finds."""
    n, units = 40, [1, 3, 5][i % 3]
    z = np.round(rng.normal(0, 2, (n, units)) * [0.5, 1, 3, 6][i % 4], 3)
    honest = z / [0.5, 1, 3, 6][i % 4]
    w = weights(i % 3, n)
    if units == 1:
        y = (rng.random(n) < 1 / (1 + np.exp(-honest[:, 0]))).astype(int)
        loss = lambda t: (w * (np.logaddexp(0, z[:, 0] / t) - y * z[:, 0] / t)).sum() / w.sum()
    else:
        shares = np.exp(honest) / np.exp(honest).sum(1, keepdims=True)
        y = np.array([rng.choice(units, p=s) for s in shares])
        loss = lambda t: (w * (np.log(np.exp(z / t).sum(1)) - z[np.arange(n), y] / t)).sum() / w.sum()
    best = minimize_scalar(lambda log: loss(np.exp(log)), bounds=(-4, 4), method="bounded", options={"xatol": 1e-12, "maxiter": 500})
    t = float(np.exp(best.x))
    return {"outputs": z.tolist(), "actual": y.tolist(), "weights": w.tolist(), "temperature": t, "before": float(loss(1)), "after": float(loss(t))}


def table(kind, cases):
    count = {}
    for case in cases:
        for name in case["figures"]:
            count[name] = count.get(name, 0) + 1
    print(kind, len(cases), "cases, defined in", count)
    return cases


def write(name, reference):
    with open(f"src/test/resources/reference/{name}.json", "w") as file:
        file.write("{\n")
        file.write(",\n".join(json.dumps(kind) + ": [\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "]"
                              for kind, cases in reference.items()))
        file.write("}\n")


write("metrics-several", {"several": table("several classes", [several(i) for i in range(150)])})
write("metrics", {
    "two": table("two classes", [two(i) for i in range(70)]),
    "values": table("values", [values(i) for i in range(90)]),
    "labels": table("labels", [labels(i) for i in range(80)]),
    "temperature": [temperature(i) for i in range(24)],
})
