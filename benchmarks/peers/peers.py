#!/usr/bin/python3
"""NumPy, PyTorch and scikit-learn do the works that gradus is measured on. Prints one JSON object an epoch; README.md says what its seconds contain."""
import argparse
import gzip
import json
import os
import time
import warnings
from typing import NamedTuple

import numpy as np


class Work(NamedTuple):
    sizes: tuple  # inputs, hidden layers, outputs
    hidden: str  # activation
    loss: str
    update: str
    batch: int
    examples: int  # the first ones of the training data


WORKS = {
    "W1": Work((784, 30, 10), "sigmoid", "squared", "sgd", 10, 50_000),
    "W2": Work((784, 512, 256, 10), "relu", "softmax", "adam", 128, 60_000),
    "W3": Work((784, 2048, 2048, 10), "relu", "softmax", "momentum", 512, 60_000),
    "W4": Work((30, 64, 64, 1), "relu", "binary", "adam", 32, 100_000),
}


class Data(NamedTuple):
    """An example is a row: what is trained on, and what is asked about after each epoch."""

    features: np.ndarray
    labels: np.ndarray
    other_features: np.ndarray
    other_labels: np.ndarray


def idx(folder, name):
    with gzip.open(os.path.join(folder, name + ".gz")) as file:
        content = file.read()
    dimensions = content[3]
    shape = np.frombuffer(content, ">u4", dimensions, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def digits(folder, kind):
    images, labels = idx(folder, kind + "-images-idx3-ubyte"), idx(folder, kind + "-labels-idx1-ubyte")
    return images.reshape(len(images), -1).astype(np.float32) / np.float32(255), labels.astype(np.int64)


def load(work, path, validate):
    if work == "W4":  # has no rows for testing: the trained ones are asked about
        table = np.loadtxt(path, np.float32, delimiter=",", skiprows=1)
        features, labels = np.ascontiguousarray(table[:, :-1]), table[:, -1].astype(np.int64)
        return Data(features, labels, features, labels)
    n = WORKS[work].examples
    features, labels = digits(path, "train")
    others = (features[-10_000:], labels[-10_000:]) if validate else digits(path, "t10k")
    return Data(features[:n], labels[:n], *others)


class NumpyPeer:
    """Columns are examples, as in gradus. W1's network alone, by hand."""

    name = "numpy " + np.__version__

    def __init__(self, work, data):
        self.work, self.data, self.random = work, data, np.random.default_rng(1)
        inputs, hidden, outputs = work.sizes
        self.W1, self.b1 = self.random.standard_normal((hidden, inputs), np.float32), self.random.standard_normal((hidden, 1), np.float32)
        self.W2, self.b2 = self.random.standard_normal((outputs, hidden), np.float32), self.random.standard_normal((outputs, 1), np.float32)
        self.Y = np.eye(outputs, dtype=np.float32)[data.labels]
        np.seterr(over="ignore")

    @staticmethod
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def epoch(self):
        X, Y, W1, b1, W2, b2, sigmoid = self.data.features, self.Y, self.W1, self.b1, self.W2, self.b2, self.sigmoid
        rate, batch = np.float32(3), self.work.batch
        order = self.random.permutation(len(X))
        for at in range(0, len(X), batch):
            rows = order[at:at + batch]
            A0 = X[rows].T
            A1 = sigmoid(W1 @ A0 + b1)
            A2 = sigmoid(W2 @ A1 + b2)
            dZ2 = (A2 - Y[rows].T) * A2 * (1 - A2) / np.float32(len(rows))
            dZ1 = (W2.T @ dZ2) * A1 * (1 - A1)
            W2 -= rate * (dZ2 @ A1.T)
            b2 -= rate * dZ2.sum(axis=1, keepdims=True)
            W1 -= rate * (dZ1 @ A0.T)
            b1 -= rate * dZ1.sum(axis=1, keepdims=True)

    def classes(self, features):
        A1 = self.sigmoid(self.W1 @ features.T + self.b1)
        return self.sigmoid(self.W2 @ A1 + self.b2).argmax(axis=0)

    def save(self, file):
        np.savez(file, W1=self.W1, b1=self.b1, W2=self.W2, b2=self.b2)


class TorchPeer:
    """The data lies in tensors; a batch is taken out of them by an index_select."""

    def __init__(self, work, data):
        import torch
        self.torch, self.work, self.name = torch, work, "torch " + torch.__version__.split("a")[0]
        torch.manual_seed(1)
        layers = []
        for inputs, outputs in zip(work.sizes, work.sizes[1:]):
            layers += [torch.nn.Linear(inputs, outputs), torch.nn.Sigmoid() if work.hidden == "sigmoid" else torch.nn.ReLU()]
        if work.loss != "squared":  # the other losses have the last activation within them
            layers.pop()
        self.net = torch.nn.Sequential(*layers)
        self.features, labels = torch.from_numpy(data.features), torch.from_numpy(data.labels)
        if work.loss == "squared":
            self.targets = torch.nn.functional.one_hot(labels, work.sizes[-1]).float()
            self.loss = lambda outputs, targets: torch.nn.functional.mse_loss(outputs, targets, reduction="sum") / (2 * len(targets))
        elif work.loss == "softmax":
            self.targets, self.loss = labels, torch.nn.CrossEntropyLoss()
        else:
            self.targets, self.loss = labels.float().unsqueeze(1), torch.nn.BCEWithLogitsLoss()
        weights = self.net.parameters()
        if work.update == "adam":
            self.update = torch.optim.Adam(weights, lr=1e-3)
        elif work.update == "momentum":
            self.update = torch.optim.SGD(weights, lr=0.05, momentum=0.9)
        else:
            self.update = torch.optim.SGD(weights, lr=3.0)

    def epoch(self):
        torch, net, loss, update = self.torch, self.net, self.loss, self.update
        for rows in torch.randperm(len(self.features)).split(self.work.batch):
            features, targets = torch.index_select(self.features, 0, rows), torch.index_select(self.targets, 0, rows)
            update.zero_grad(set_to_none=True)
            loss(net(features), targets).backward()
            update.step()

    def classes(self, features):
        with self.torch.no_grad():
            outputs = self.net(self.torch.from_numpy(features)).numpy()
        return outputs[:, 0] > 0 if self.work.loss == "binary" else outputs.argmax(axis=1)


class SklearnPeer:
    """An MLPClassifier. An epoch is a call of partial_fit: a call of fit, even with a warm start, would throw away Adam's moments and the velocity.

    It has no squared error. Its nearest to W1 are ten logistic units with log loss, which it takes when the classes come as a table of zeros and
    ones; the steps are larger then, so the rate is 0.5. The arithmetic is W1's but for one product of elements at the output."""

    def __init__(self, work, data):
        import sklearn
        from sklearn.neural_network import MLPClassifier
        self.work, self.data, self.name = work, data, "sklearn " + sklearn.__version__
        outputs = work.sizes[-1]
        self.all_classes = np.arange(max(2, outputs))
        self.labels = np.eye(outputs, dtype=np.int64)[data.labels] if work.loss == "squared" else data.labels
        update = {
            "sgd": dict(solver="sgd", learning_rate_init=0.5, momentum=0, nesterovs_momentum=False),
            "adam": dict(solver="adam", learning_rate_init=1e-3),
            "momentum": dict(solver="sgd", learning_rate_init=0.05, momentum=0.9, nesterovs_momentum=False),
        }[work.update]
        self.net = MLPClassifier(work.sizes[1:-1], activation="logistic" if work.hidden == "sigmoid" else "relu", alpha=0, batch_size=work.batch,
                                 random_state=1, **update)

    def epoch(self):
        self.net.partial_fit(self.data.features, self.labels, self.all_classes)

    def classes(self, features):
        return self.net.predict_proba(features).argmax(axis=1)


PEERS = {"numpy": NumpyPeer, "torch": TorchPeer, "sklearn": SklearnPeer}


def table(file):
    """W4's rows: 30 normal columns, and whether a weighted sum of them, with noise, is above zero."""
    random = np.random.default_rng(4)
    n, width = WORKS["W4"].examples, WORKS["W4"].sizes[0]
    T = random.standard_normal((n, width)).astype(np.float32)
    y = T @ random.standard_normal(width) + random.standard_normal(n) > 0
    names = [f"f{k}" for k in range(width)] + ["y"]
    np.savetxt(file, np.column_stack((T, y)), ["%.9g"] * width + ["%d"], delimiter=",", header=",".join(names), comments="")


def run(arguments):
    path = arguments.data or os.path.join(os.environ["GRADUS_DATA"], "mnist")
    work, data = WORKS[arguments.work], load(arguments.work, path, arguments.validate)
    peer = PEERS[arguments.peer](work, data)
    for epoch in range(1, arguments.epochs + 1):
        start = time.perf_counter()
        peer.epoch()
        seconds = time.perf_counter() - start
        accuracy = float((peer.classes(data.other_features) == data.other_labels).mean())
        line = {"peer": peer.name, "work": arguments.work, "epoch": epoch, "seconds": round(seconds, 4), "accuracy": round(accuracy, 4)}
        print(json.dumps(line, separators=(",", ":")), flush=True)
    if arguments.save:
        peer.save(arguments.save)


def main():
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="peer", required=True)
    writer = commands.add_parser("table", help="write W4's rows to a CSV file")
    writer.add_argument("file")
    for name in PEERS:
        one = commands.add_parser(name)
        one.add_argument("work", choices=["W1"] if name == "numpy" else WORKS)
        one.add_argument("epochs", type=int)
        one.add_argument("--data", help="folder with the MNIST files, $GRADUS_DATA/mnist unless said; for W4 the CSV file")
        one.add_argument("--validate", action="store_true", help="W1: accuracy on the last 10,000 training examples, instead of on the test set")
        one.add_argument("--save", help="numpy: write the weights to this file at the end (np.savez)")
    arguments = parser.parse_args()
    if arguments.peer == "table":
        table(arguments.file)
        return
    if arguments.work == "W4" and not arguments.data:
        parser.error("W4 needs --data FILE.csv; 'peers.py table FILE.csv' writes one")
    if arguments.work != "W4" and not arguments.data and "GRADUS_DATA" not in os.environ:
        parser.error("set GRADUS_DATA, or name the folder of the MNIST files with --data")
    if arguments.validate and arguments.work != "W1":
        parser.error("--validate is for W1, whose 50,000 examples leave 10,000 over")
    if arguments.save and arguments.peer != "numpy":
        parser.error("--save is for numpy")
    run(arguments)


if __name__ == "__main__":
    main()
