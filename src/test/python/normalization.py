"""Writes the reference values of batch and layer normalisation: nets of Linear, norm, activation, after 20 steps of plain gradient descent in PyTorch.

Usage: python3 src/test/python/normalization.py > src/test/resources/parity/normalization.json   (made with PyTorch 1.13)

The loss is summed over outputs and averaged over examples; every value is given in double, the initial ones exact in float too.
"""

import json
import sys

import torch
from torch import nn

ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "identity": nn.Identity}
STEPS = 20
RATE = 0.05


def exact(shape, generator, scale=1.0, shift=0.0):
    """Random doubles that are floats too."""
    return (shift + scale * torch.randn(shape, generator=generator, dtype=torch.float64)).float().double()


def make_norm(name, units):
    parts = name.split(":")
    if parts[0] == "batch":
        return nn.BatchNorm1d(units, eps=float(parts[1]), momentum=float(parts[2]), dtype=torch.float64)
    if parts[0] == "layer":
        return nn.LayerNorm(units, eps=float(parts[1]), dtype=torch.float64)
    return None


def tensors(linears, norms):
    named = {}
    for l, (linear, norm) in enumerate(zip(linears, norms), 1):
        named[f"W{l}"] = linear.weight
        named[f"b{l}"] = linear.bias
        if norm is not None:
            named[f"gamma{l}"] = norm.weight
            named[f"beta{l}"] = norm.bias
        if isinstance(norm, nn.BatchNorm1d):
            named[f"mean{l}"] = norm.running_mean
            named[f"variance{l}"] = norm.running_var
    return {name: value.detach().tolist() for name, value in named.items()}


def run(seed, units, names, activations, loss, batch):
    generator = torch.Generator().manual_seed(seed)
    linears = [nn.Linear(a, b, dtype=torch.float64) for a, b in zip(units, units[1:])]
    norms = [make_norm(name, n) for name, n in zip(names, units[1:])] + [None]
    with torch.no_grad():
        for linear, norm in zip(linears, norms):
            linear.weight.copy_(exact(linear.weight.shape, generator, linear.in_features ** -0.5))
            linear.bias.copy_(exact(linear.bias.shape, generator, 0.5))
            if norm is not None:
                norm.weight.copy_(exact(norm.weight.shape, generator, 0.2, 1.0))
                norm.bias.copy_(exact(norm.bias.shape, generator, 0.2))
    layers = []
    for linear, norm, activation in zip(linears, norms, activations + [None]):
        layers += [layer for layer in (linear, norm, ACTIVATIONS[activation]() if activation else None) if layer is not None]
    net = nn.Sequential(*layers)
    x = exact((batch * STEPS, units[0]), generator, 1.0, 0.3)
    if loss == "cross-entropy":
        labels = torch.randint(units[-1], (batch * STEPS,), generator=generator)
        y = nn.functional.one_hot(labels, units[-1]).double()
    else:
        y = exact((batch * STEPS, units[-1]), generator)
    before = tensors(linears, norms)
    optimizer = torch.optim.SGD(net.parameters(), lr=RATE)
    net.train()
    losses = []
    for step in range(STEPS):
        rows = slice(step * batch, (step + 1) * batch)
        out = net(x[rows])
        if loss == "cross-entropy":
            cost = nn.functional.cross_entropy(out, labels[rows])
        else:
            cost = 0.5 * ((out - y[rows]) ** 2).sum(1).mean()
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        losses.append(cost.item())
    net.eval()
    out = net(x[:5])
    outputs = (torch.softmax(out, 1) if loss == "cross-entropy" else out).tolist()
    return {"units": units, "normalization": names, "activation": activations, "loss": loss, "batch": batch, "rate": RATE, "x": x.tolist(), "y": y.tolist(),
            "before": before, "after": tensors(linears, norms), "losses": losses, "outputs": outputs}


cases = [
    run(1, [4, 6, 3], ["batch:0.00001:0.1"], ["relu"], "cross-entropy", 8),
    run(2, [4, 6, 3], ["layer:0.00001"], ["relu"], "cross-entropy", 8),
    run(3, [3, 7, 5, 2], ["batch:0.00001:0.1", "batch:0.001:0.3"], ["tanh", "sigmoid"], "squared-error", 6),
    run(4, [3, 7, 5, 2], ["layer:0.00001", "layer:0.001"], ["sigmoid", "tanh"], "squared-error", 6),
    run(5, [5, 8, 6, 4], ["batch:0.00001:0.1", "layer:0.00001"], ["identity", "relu"], "cross-entropy", 7),
    run(6, [5, 8, 6, 4], ["layer:0.00001", "none"], ["tanh", "sigmoid"], "squared-error", 1),
    run(7, [5, 8, 6, 4], ["none", "batch:0.1:1"], ["relu", "tanh"], "cross-entropy", 2),
]
json.dump(cases, sys.stdout)
