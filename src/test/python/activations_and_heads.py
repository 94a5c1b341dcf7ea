"""Writes src/test/resources/parity/activations_and_heads.json: PyTorch's activations and losses with their gradients, in double.

Activations that PyTorch has are PyTorch's; a loss that it lacks (log-cosh, quantile, focal, smoothing of single labels) is written in its functions. All
gradients are by autograd. Losses are sums over the outputs of one example.

Run with PyTorch 1.13: python3 src/test/python/activations_and_heads.py
"""

import json
import pathlib

import torch
import torch.nn.functional as F

torch.manual_seed(20240229)
torch.set_default_dtype(torch.float64)
NEVER = 700  # beyond this softplus goes over to the identity

ACTIVATIONS = {
    "identity": lambda z: z * 1,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": F.relu,
    "leaky-relu": F.leaky_relu,
    "leaky-relu:0.3": lambda z: F.leaky_relu(z, 0.3),
    "elu": F.elu,
    "elu:0.7": lambda z: F.elu(z, 0.7),
    "selu": F.selu,
    "gelu": F.gelu,
    "silu": F.silu,
    "mish": lambda z: z * torch.tanh(F.softplus(z, threshold=NEVER)),
    "softplus": lambda z: F.softplus(z, threshold=NEVER),
    "softsign": F.softsign,
    "hard-sigmoid": lambda z: F.relu6(z + 3) / 6,  # the backward pass of F.hardsigmoid has 1/6 in float only, whatever the type
}


def gelu_tail(z):
    return z * torch.special.erfc(-z / 2 ** 0.5) / 2


def activation(name, g, z):
    z = z.clone().requires_grad_()
    a = g(z)
    a.sum().backward()
    return {"name": name, "z": z.tolist(), "a": a.tolist(), "derivative": z.grad.tolist()}


def focal_softmax(gamma):
    def cost(z, y):
        log = F.log_softmax(z, 1)
        return -(y * (1 - log.exp()) ** gamma * log).sum(1)
    return cost


def focal_sigmoid(gamma):
    def cost(z, y):
        log, log_rest = F.logsigmoid(z), F.logsigmoid(-z)
        return -(y * log_rest.exp() ** gamma * log + (1 - y) * log.exp() ** gamma * log_rest).sum(1)
    return cost


def deviation(output, loss):
    return lambda z, y: loss(ACTIVATIONS[output](z), y).sum(1)


def quantile(tau):
    return lambda a, y: torch.maximum(tau * (y - a), (tau - 1) * (y - a))


def quantiles(*taus):
    return lambda a, y: sum(quantile(tau)(a[:, k : k + 1], y[:, k : k + 1]) for k, tau in enumerate(taus))


def one_value(z):
    return (torch.randn(z.shape[0], 1) * 2).expand_as(z)


def classes(z):
    return F.one_hot(torch.randint(0, z.shape[1], (z.shape[0],)), z.shape[1]).double()


def shares(z):
    return torch.softmax(torch.randn_like(z), 1)


def labels(z):
    return torch.randint(0, 2, z.shape).double()


def values(z):
    return torch.randn_like(z) * 2


def counts(z):
    return torch.poisson(torch.full_like(z, 2))


def softmax(z):
    return torch.softmax(z, 1)


HEADS = [
    ("cross-entropy", "softmax", softmax, classes, lambda z, y: F.cross_entropy(z, y.argmax(1), reduction="none")),
    ("cross-entropy", "softmax", softmax, shares, lambda z, y: F.cross_entropy(z, y, reduction="none")),
    ("cross-entropy:0.1", "softmax", softmax, classes, lambda z, y: F.cross_entropy(z, y.argmax(1), reduction="none", label_smoothing=0.1)),
    ("cross-entropy:0.3", "softmax", softmax, shares, lambda z, y: F.cross_entropy(z, y, reduction="none", label_smoothing=0.3)),
    ("binary-cross-entropy", "sigmoid", torch.sigmoid, labels,
     lambda z, y: F.binary_cross_entropy_with_logits(z, y, reduction="none").sum(1)),
    ("binary-cross-entropy:0.1", "sigmoid", torch.sigmoid, labels,
     lambda z, y: F.binary_cross_entropy_with_logits(z, y * 0.9 + 0.05, reduction="none").sum(1)),
    ("poisson", "exponential", torch.exp, counts, lambda z, y: F.poisson_nll_loss(z, y, log_input=True, full=False, reduction="none").sum(1)),
]
for gamma in ("0.0", "0.5", "2.0"):
    HEADS.append(("focal:" + gamma, "softmax", softmax, classes, focal_softmax(float(gamma))))
    HEADS.append(("focal:" + gamma, "softmax", softmax, shares, focal_softmax(float(gamma))))
    HEADS.append(("focal:" + gamma, "sigmoid", torch.sigmoid, labels, focal_sigmoid(float(gamma))))
for output in ("identity", "tanh", "softplus"):
    g = ACTIVATIONS[output]
    for loss, of in {
        "squared-error": lambda a, y: F.mse_loss(a, y, reduction="none") / 2,
        "absolute-error": lambda a, y: F.l1_loss(a, y, reduction="none"),
        "huber:1.0": lambda a, y: F.huber_loss(a, y, reduction="none"),
        "huber:0.3": lambda a, y: F.huber_loss(a, y, reduction="none", delta=0.3),
        "log-cosh": lambda a, y: torch.log(torch.cosh(a - y)),
        "quantile:0.9": quantile(0.9),
        "quantile:0.25": quantile(0.25),
    }.items():
        HEADS.append((loss, output, g, values, deviation(output, of)))
for output in ("identity", "softplus"):
    HEADS.append(("quantile:0.05:0.5:0.95", output, ACTIVATIONS[output], one_value, deviation(output, quantiles(0.05, 0.5, 0.95))))


def head(loss, output, g, targets, cost):
    z = (torch.randn(5, 3) * 2).requires_grad_()
    y = targets(z)
    c = cost(z, y)
    c.sum().backward()
    return {"loss": loss, "output": output, "z": z.tolist(), "y": y.tolist(), "a": g(z).tolist(), "cost": c.tolist(), "gradient": z.grad.tolist()}


points = torch.cat([torch.randn(40) * 3, torch.tensor([0.0, 1e-9, -1e-9, 0.01, -0.01, 9.5, -9.5, 30.0, -30.0])])
assert torch.equal(ACTIVATIONS["hard-sigmoid"](points), F.hardsigmoid(points))
result = {
    "activations": [activation(name, g, points) for name, g in ACTIVATIONS.items()],
    "gelu_tail": activation("gelu", gelu_tail, -torch.linspace(2, 30, 29)),
    "heads": [head(*one) for one in HEADS],
}
file = pathlib.Path(__file__).parents[1] / "resources" / "parity" / "activations_and_heads.json"
file.parent.mkdir(parents=True, exist_ok=True)
file.write_text(json.dumps(result) + "\n")
