"""Writes src/test/resources/parity/lbfgs_nets.json: the losses that scikit-learn 1.2.1 reaches with solver="lbfgs" on three problems, from five starts each.

Run with Python 3, NumPy and scikit-learn from the project's root: python3 src/test/python/lbfgs_nets.py
A start is θ: W1 by columns, b1, W2 by columns, b2. The loss is the mean over the examples, squared error with one half, and alpha / 2n times the sum of the
squared weights.
"""
import json
import os
import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

OUT = os.path.join(os.path.dirname(__file__), "..", "resources", "parity", "lbfgs_nets.json")
UNITS, STARTS = 8, 5
warnings.simplefilter("ignore")


def problems():
    r = np.random.RandomState(11)
    x = r.randn(60, 4).round(4)
    yield "three classes", x, (x @ r.randn(4, 3) + x[:, :3] ** 2 + r.randn(60, 3)).argmax(1), 0.5, True
    x = r.uniform(-2, 2, (80, 2)).round(4)
    yield "a ring", x, ((x ** 2).sum(1) + 0.5 * r.randn(80) > 2).astype(int), 0.05, True
    x = r.randn(60, 3).round(4)
    yield "values", x, (np.sin(2 * x[:, 0]) + x[:, 1] * x[:, 2] + 0.1 * r.randn(60)).round(4), 0.02, False


def start(inputs, outputs, seed):
    """Glorot's bounds for weights and biases, as scikit-learn draws them."""
    r = np.random.RandomState(seed)
    shapes = [(inputs, UNITS), (UNITS, outputs)]
    bounds = [np.sqrt(6 / sum(s)) for s in shapes]
    return [r.uniform(-b, b, s) for b, s in zip(bounds, shapes)], [r.uniform(-b, b, s[1]) for b, s in zip(bounds, shapes)]


def reached(x, y, alpha, classes, weights, biases):
    net = (MLPClassifier if classes else MLPRegressor)((UNITS,), activation="tanh", solver="lbfgs", alpha=alpha, max_iter=1, warm_start=True, random_state=0)
    net.fit(x, y)
    net.coefs_, net.intercepts_ = [w.copy() for w in weights], [b.copy() for b in biases]
    net.set_params(max_iter=500, tol=1e-8)
    net.fit(x, y)
    return float(net.loss_)


results = []
for name, x, y, alpha, classes in problems():
    outputs = len(set(y)) if classes and len(set(y)) > 2 else 1
    starts = [start(x.shape[1], outputs, seed) for seed in range(STARTS)]
    results.append({"name": name, "classes": classes, "x": x.tolist(), "y": y.tolist(), "l2": alpha / len(x),
                    "starts": [[float(v) for l in (0, 1) for v in list(w[l].ravel()) + list(b[l])] for w, b in starts],
                    "reached": [reached(x, y, alpha, classes, w, b) for w, b in starts]})
with open(OUT, "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in results) + "\n]\n")
for r in results:
    print(r["name"], r["reached"])
