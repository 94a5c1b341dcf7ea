#!/usr/bin/python3
"""Work W1 in NumPy, columns as here: 784-30-10 sigmoid, squared error, SGD at 3, batches of 10, 50,000 examples. Prints the seconds of each epoch."""
import gzip
import os
import sys
import time

import numpy as np

np.seterr(over="ignore")

folder = os.path.join(os.environ["GRADUS_DATA"], "mnist")


def idx(name, header):
    with gzip.open(os.path.join(folder, name + ".gz")) as file:
        return np.frombuffer(file.read(), np.uint8)[header:]


n, m, rate = 50_000, 10, np.float32(3.0)
X = (idx("train-images-idx3-ubyte", 16).reshape(-1, 784)[:n] / np.float32(255)).astype(np.float32)
Y = np.eye(10, dtype=np.float32)[idx("train-labels-idx1-ubyte", 8)[:n]]
random = np.random.default_rng(1)
W1, b1 = random.standard_normal((30, 784), np.float32), random.standard_normal((30, 1), np.float32)
W2, b2 = random.standard_normal((10, 30), np.float32), random.standard_normal((10, 1), np.float32)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


for epoch in range(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
    start = time.perf_counter()
    order = random.permutation(n)
    for at in range(0, n, m):
        rows = order[at:at + m]
        A0 = X[rows].T
        A1 = sigmoid(W1 @ A0 + b1)
        A2 = sigmoid(W2 @ A1 + b2)
        dZ2 = (A2 - Y[rows].T) * A2 * (1 - A2) / np.float32(m)
        dZ1 = (W2.T @ dZ2) * A1 * (1 - A1)
        W2 -= rate * (dZ2 @ A1.T)
        b2 -= rate * dZ2.sum(axis=1, keepdims=True)
        W1 -= rate * (dZ1 @ A0.T)
        b1 -= rate * dZ1.sum(axis=1, keepdims=True)
    print(f"numpy {np.__version__} epoch {epoch + 1}: {time.perf_counter() - start:.3f} s", flush=True)
