"""Writes the reference values of explanations: permutation importance, integrated gradients and partial dependence of two small nets, in plain numpy.

Usage: python3 src/test/python/explanations.py > src/test/resources/reference/explanations.json   (made with numpy 1.24)

The inputs of the net for a row (a, b, c) with c one of three categories: (a - 1) / 2; b * 0.5 or 0 when it is missing; 1 when b is missing, else 0; an input
for each category. None is a missing value. Integrals are sums over 2^17 midpoints, with derivatives written out by hand.
"""

import json

import numpy as np

ROWS = 40
REPEATS = 3
MIDPOINTS = 1 << 17
EPSILON = 1e-5

ACTIVATIONS = {
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(float)),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2),
}


def encode(row):
    a, b, c = row
    x = np.zeros(6)
    x[0] = (a - 1) / 2
    x[1] = 0 if b is None else 0.5 * b
    x[2] = 1 if b is None else 0
    x[3 + c] = 1
    return x


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


class Net:
    """Hidden layers with batch normalisation in the first, which predicts with running statistics; rows of inputs."""

    def __init__(self, random, units, activations, classes):
        self.classes = classes
        self.activations = activations
        self.W = [random.normal(0, 1.2 / np.sqrt(k), (n, k)) for k, n in zip(units, units[1:])]
        self.b = [random.normal(0, 0.3, n) for n in units[1:]]
        self.gamma = random.uniform(0.5, 1.5, units[1])
        self.beta = random.normal(0, 0.3, units[1])
        self.mean = random.normal(0, 0.3, units[1])
        self.variance = random.uniform(0.5, 1.5, units[1])

    def hidden(self, x):
        zs = []
        a = x
        for l, name in enumerate(self.activations):
            z = a @ self.W[l].T + self.b[l]
            if l == 0:
                z = self.gamma * (z - self.mean) / np.sqrt(self.variance + EPSILON) + self.beta
            zs.append(z)
            a = ACTIVATIONS[name][0](z)
        return zs, a

    def output(self, x):
        z = self.hidden(x)[1] @ self.W[-1].T + self.b[-1]
        return softmax(z) if self.classes else z

    def derivative(self, x, k):
        """The derivative of output k for the inputs, a row for each row of x."""
        zs, a = self.hidden(x)
        if self.classes:
            p = softmax(a @ self.W[-1].T + self.b[-1])
            d = -p[:, [k]] * p
            d[:, k] += p[:, k]
        else:
            d = np.ones((len(x), 1))
        for l in reversed(range(len(self.activations))):
            d = (d @ self.W[l + 1]) * ACTIVATIONS[self.activations[l]][1](zs[l])
            if l == 0:
                d = d * self.gamma / np.sqrt(self.variance + EPSILON)
        return d @ self.W[0]


def loss(net, rows, y, w):
    a = net.output(np.array([encode(row) for row in rows]))
    cost = -np.log(a[np.arange(len(y)), y]) if net.classes else 0.5 * (a[:, 0] - y) ** 2
    return float((w * cost).sum() / w.sum())


def figure(net, rows, y, w, shift, factor):
    """Accuracy, or the mean absolute error in the unit of the value."""
    a = net.output(np.array([encode(row) for row in rows]))
    if net.classes:
        return float((w * (a.argmax(1) == y)).sum() / w.sum())
    return float((w * np.abs(a[:, 0] - y)).sum() / w.sum() / factor)


def integrated(net, x, k, baseline):
    total = np.zeros(len(x))
    for part in np.array_split((np.arange(MIDPOINTS) + 0.5) / MIDPOINTS, 64):
        total += net.derivative(baseline + part[:, None] * (x - baseline), k).sum(0)
    return (x - baseline) * total / MIDPOINTS


def columns(inputs):
    return [inputs[0], inputs[1] + inputs[2], inputs[3:].sum()]


def case(seed, activations, units, classes, shift, factor):
    random = np.random.default_rng(seed)
    net = Net(random, [6] + units, activations, classes)
    rows = []
    for i in range(ROWS):
        b = None if i % 9 == 4 else float(random.normal(0, 2))
        rows.append((float(random.normal(1, 2)), b, int(random.integers(3))))
    a = net.output(np.array([encode(row) for row in rows]))
    noise = random.uniform(size=ROWS)
    y = np.array([int((n > p.cumsum()).sum()) for n, p in zip(noise, a)]) if classes else a[:, 0] + noise - 0.5
    w = random.integers(0, 4, ROWS) / 2.0
    permutations = [[random.permutation(ROWS).tolist() for _ in range(REPEATS)] for _ in range(3)]
    whole = loss(net, rows, y, w), figure(net, rows, y, w, shift, factor)
    importance = []
    of_figure = []
    for j in range(3):
        rises = []
        falls = []
        for order in permutations[j]:
            shuffled = [tuple(rows[order[i]][k] if k == j else rows[i][k] for k in range(3)) for i in range(ROWS)]
            rises.append(loss(net, shuffled, y, w) - whole[0])
            change = figure(net, shuffled, y, w, shift, factor) - whole[1]
            falls.append(-change if classes else change)
        importance.append([np.mean(rises), np.std(rises, ddof=1)])
        of_figure.append([np.mean(falls), np.std(falls, ddof=1)])
    baseline = np.zeros(6)
    attributions = []
    for i in (0, 4, 7):
        for k in range(units[-1]):
            contributions = np.array(columns(integrated(net, encode(rows[i]), k, baseline))) / factor
            outputs = [float(net.output(x[None])[0, k] / factor + shift) for x in (encode(rows[i]), baseline)]
            attributions.append({"row": i, "output": k, "contributions": contributions.tolist(), "value": outputs[0], "baseline": outputs[1]})
    dependence = []
    for c in range(3):
        a = net.output(np.array([encode((row[0], row[1], c)) for row in rows]))
        dependence.append(((w[:, None] * a).sum(0) / w.sum() / factor + shift).tolist())
    tensors = {f"W{l + 1}": W.tolist() for l, W in enumerate(net.W)}
    tensors.update({f"b{l + 1}": b.tolist() for l, b in enumerate(net.b)})
    tensors.update(gamma1=net.gamma.tolist(), beta1=net.beta.tolist(), mean1=net.mean.tolist(), variance1=net.variance.tolist())
    return {"activations": activations, "units": units, "classes": classes, "shift": shift, "factor": factor, "tensors": tensors, "rows": rows,
            "targets": [float(t) if classes else float(t / factor + shift) for t in y], "weights": w.tolist(), "permutations": permutations,
            "importance": importance, "importance_of_figure": of_figure, "attributions": attributions, "dependence": dependence}


print(json.dumps([case(1, ["tanh", "sigmoid"], [5, 4, 3], True, 0.0, 1.0), case(2, ["relu", "tanh"], [6, 4, 1], False, 3.0, 0.02)]))
