"""Writes src/test/resources/parity/lbfgs.json: losses that SciPy's L-BFGS-B reaches with its defaults (and up to 15000 iterations) on three functions,
which LBfgsTest states again.

Run at the top of the repository: python3 src/test/python/lbfgs.py
"""
import json

import numpy as np
from scipy.optimize import minimize


def rosenbrock(x):
    a, b = x[:-1], x[1:]
    g = np.zeros_like(x)
    g[:-1] += -400 * a * (b - a * a) - 2 * (1 - a)
    g[1:] += 200 * (b - a * a)
    return np.sum(100 * (b - a * a) ** 2 + (1 - a) ** 2), g


def quadratic(x):
    c = 10 ** (6 * np.arange(x.size) / (x.size - 1))
    return 0.5 * np.sum(c * (x - 1) ** 2), c * (x - 1)


X = np.sin(np.outer(np.arange(20), np.arange(1, 4)))
y = 0.5 * np.cos(np.arange(20))


def net(t):
    W, b, v, c = t[:12].reshape(4, 3), t[12:16], t[16:20], t[20]
    A = np.tanh(X @ W.T + b)
    d = (A @ v + c - y) / 20
    D = np.outer(d, v) * (1 - A * A)
    g = np.concatenate([(D.T @ X).ravel(), D.sum(0), A.T @ d, [d.sum()]])
    return 10 * np.sum(d * d) + 0.0005 * np.sum(t * t), g + 0.001 * t


def reached(f, start):
    return minimize(f, start, jac=True, method="L-BFGS-B", options={"maxiter": 15000, "maxfun": 15000}).fun


with open("src/test/resources/parity/lbfgs.json", "w") as out:
    json.dump({"rosenbrock": reached(rosenbrock, np.tile([-1.2, 1.0], 5)), "quadratic": reached(quadratic, np.zeros(50)),
               "net": reached(net, 0.5 * np.sin(np.arange(1, 22)))}, out)
    out.write("\n")
