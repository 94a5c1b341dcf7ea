"""Takes nothing, gives src/test/resources/parity: what PyTorch makes of twenty pinned-down steps, for every setting that both know.

Run with Python 3, NumPy and PyTorch 1.13 from the project's root: python3 src/test/python/runs.py
A case is a list of options of `gradus train`; the same run is written beside it in PyTorch. PyTorch's losses are scaled to the project's
definition: summed over outputs, averaged over examples, squared error with one half. What PyTorch has no name for is its formula,
differentiated by PyTorch.
"""
import json
import math
import os
import struct

import numpy as np
import torch
from torch import nn

OUT = os.path.join(os.path.dirname(__file__), "..", "resources", "parity")
EPOCHS, BATCH, EXAMPLES, INPUTS = 5, 8, 26, 3
HIDDEN = [4, 3]


def data():
    """One table for all cases: inputs, three classes, two classes, a value, a count, three flags, weights of the examples."""
    r = np.random.RandomState(7)
    x = r.randn(EXAMPLES, INPUTS).round(6)
    signal = x @ r.randn(INPUTS, 3) + 0.3 * r.randn(EXAMPLES, 3)
    table = {
        "class": [["ant", "bee", "cat"][k] for k in signal.argmax(1)],
        "two": [["no", "yes"][int(s > 0)] for s in signal[:, 0]],
        "value": (signal[:, 1] + 0.5).round(6).tolist(),
        "count": r.poisson(np.exp(0.4 * signal[:, 2])).tolist(),
        "f1": [int(s > 0) for s in signal[:, 0]],
        "f2": [int(s > 0.2) for s in signal[:, 1]],
        "f3": [int(s > -0.2) for s in signal[:, 2]],
        "weight": r.randint(0, 5, EXAMPLES).tolist(),
    }
    return x, table


X, TABLE = data()


def targets(kind, dtype):
    if kind == "class":
        labels = sorted(set(TABLE["class"]))
        return torch.tensor(np.eye(3)[[labels.index(c) for c in TABLE["class"]]], dtype=dtype)
    if kind == "two":
        return torch.tensor([[float(c == "yes")] for c in TABLE["two"]], dtype=dtype)
    if kind == "flags":
        return torch.tensor(np.array([TABLE["f1"], TABLE["f2"], TABLE["f3"]]).T, dtype=dtype)
    return torch.tensor([[float(v)] for v in TABLE[kind]], dtype=dtype)


OUTPUTS = {"class": 3, "two": 1, "flags": 3, "value": 1, "count": 1}


def initial(outputs, normalised):
    r = np.random.RandomState((500 if normalised == "layer" else 100) + outputs)
    tensors, last = {}, INPUTS
    for l, units in enumerate(HIDDEN + [outputs], 1):
        tensors["W%d" % l] = (r.randn(units, last) * 0.7).astype(np.float32).astype(np.float64)
        tensors["b%d" % l] = (r.randn(units) * 0.2).astype(np.float32).astype(np.float64)
        if normalised and l <= len(HIDDEN):
            tensors["gamma%d" % l] = (1 + 0.2 * r.randn(units)).astype(np.float32).astype(np.float64)
            tensors["beta%d" % l] = (0.2 * r.randn(units)).astype(np.float32).astype(np.float64)
            if normalised == "batch":
                tensors["mean%d" % l] = np.zeros(units)
                tensors["variance%d" % l] = np.ones(units)
        last = units
    return tensors


def write_safetensors(path, tensors):
    header, at, blob = {}, 0, b""
    for name, value in tensors.items():
        raw = value.astype("<f8").tobytes()
        header[name] = {"dtype": "F64", "shape": list(value.shape), "data_offsets": [at, at + len(raw)]}
        at += len(raw)
        blob += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + blob)


# The losses of one example, from the weighted inputs z of the output layer.
def mean(per_example, w):
    return (per_example * w).sum() / w.sum()


def softmax_ce(smoothing=0.0):
    loss = nn.CrossEntropyLoss(reduction="none", label_smoothing=smoothing)
    return lambda z, y: loss(z, y)


def sigmoid_ce(smoothing=0.0):
    loss = nn.BCEWithLogitsLoss(reduction="none")
    return lambda z, y: loss(z, y * (1 - smoothing) + smoothing / 2).sum(1)


def half_square(z, y):
    return 0.5 * nn.functional.mse_loss(z, y, reduction="none").sum(1)


def huber(delta):
    return lambda z, y: nn.functional.huber_loss(z, y, reduction="none", delta=delta).sum(1)


def absolute(z, y):
    return nn.functional.l1_loss(z, y, reduction="none").sum(1)


def log_cosh(z, y):
    r = (z - y).abs()
    return (r + torch.log1p(torch.exp(-2 * r)) - math.log(2)).sum(1)


def quantile(tau):
    return lambda z, y: torch.maximum(tau * (y - z), (tau - 1) * (y - z)).sum(1)


def poisson(z, y):
    return nn.functional.poisson_nll_loss(z, y, log_input=True, full=False, reduction="none").sum(1)


class Formula(nn.Module):
    """An activation by its formula, where PyTorch's own is coarser than its numbers allow."""

    def __init__(self, formula):
        super().__init__()
        self.formula = formula

    def forward(self, z):
        return self.formula(z)


def softplus(z):
    return nn.functional.softplus(z, threshold=700)


class Lion(torch.optim.Optimizer):
    """Chen et al., NeurIPS 2023, algorithm 2."""

    def __init__(self, params, lr, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(params, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                p.mul_(1 - group["lr"] * group["weight_decay"]).sub_((beta1 * m + (1 - beta1) * p.grad).sign(), alpha=group["lr"])
                m.mul_(beta2).add_(p.grad, alpha=1 - beta2)


def focal_softmax(gamma):
    def loss(z, y):
        log_p = nn.functional.log_softmax(z, 1)
        return -(y * (1 - log_p.exp()) ** gamma * log_p).sum(1)
    return loss


def focal_sigmoid(gamma):
    def loss(z, y):
        log_p, log_q = nn.functional.logsigmoid(z), nn.functional.logsigmoid(-z)
        p, q = log_p.exp(), log_q.exp()
        return -(y * q ** gamma * log_p + (1 - y) * p ** gamma * log_q).sum(1)
    return loss


class Case:
    def __init__(self, name, options, target="class", loss=None, activation=None, optimizer=None, schedule=None, l1=0.0, l2=0.0,
                 clip=None, max_norm=None, average=None, normalise=None, output=None, class_weight=None, weight=False):
        self.__dict__.update(locals())
        self.loss = loss or softmax_ce()
        self.activation = activation or nn.Tanh()
        self.optimizer = optimizer or (lambda p: torch.optim.SGD(p, lr=0.1))


def build(case, dtype):
    tensors = initial(OUTPUTS[case.target], case.normalise)
    layers, last = [], INPUTS
    for l, units in enumerate(HIDDEN + [OUTPUTS[case.target]], 1):
        linear = nn.Linear(last, units)
        linear.weight.data = torch.tensor(tensors["W%d" % l], dtype=dtype)
        linear.bias.data = torch.tensor(tensors["b%d" % l], dtype=dtype)
        if case.normalise == "batch" and l <= len(HIDDEN):
            linear.bias.requires_grad = False  # its gradient is 0; what rounding leaves of it would be blown up by Adam
        layers.append(linear)
        if l <= len(HIDDEN):
            if case.normalise:
                norm = nn.BatchNorm1d(units, dtype=dtype) if case.normalise == "batch" else nn.LayerNorm(units, dtype=dtype)
                norm.weight.data = torch.tensor(tensors["gamma%d" % l], dtype=dtype)
                norm.bias.data = torch.tensor(tensors["beta%d" % l], dtype=dtype)
                layers.append(norm)
            layers.append(case.activation)
        elif case.output is not None:
            layers.append(case.output)
        last = units
    return nn.Sequential(*layers)


def named(net):
    tensors, l = {}, 0
    for layer in net:
        if isinstance(layer, nn.Linear):
            l += 1
            tensors["W%d" % l], tensors["b%d" % l] = layer.weight, layer.bias
        elif isinstance(layer, (nn.BatchNorm1d, nn.LayerNorm)):
            tensors["gamma%d" % l], tensors["beta%d" % l] = layer.weight, layer.bias
            if isinstance(layer, nn.BatchNorm1d):
                tensors["mean%d" % l], tensors["variance%d" % l] = layer.running_mean, layer.running_var
    return tensors


def run(case, dtype):
    torch.set_default_dtype(dtype)  # NAdam keeps a product in a number of this type
    net = build(case, dtype)
    trained = [p for p in net.parameters() if p.requires_grad]
    optimizer = case.optimizer(trained)
    schedule = case.schedule(optimizer) if case.schedule else None
    x, y = torch.tensor(X, dtype=dtype), targets(case.target, dtype)
    w = torch.tensor(TABLE["weight"], dtype=dtype) if case.weight else torch.ones(EXAMPLES, dtype=dtype)
    if case.class_weight:
        w = w * (y @ torch.tensor(case.class_weight, dtype=dtype))
    average, averaged = None, 0
    for epoch in range(1, EPOCHS + 1):
        total = weights = 0.0
        for at in range(0, EXAMPLES, BATCH):
            optimizer.zero_grad()
            batch = slice(at, at + BATCH)
            loss = mean(case.loss(net(x[batch]), y[batch]), w[batch])
            matrices = [layer.weight for layer in net if isinstance(layer, nn.Linear)]
            loss = loss + case.l1 * sum(m.abs().sum() for m in matrices) + case.l2 / 2 * sum((m * m).sum() for m in matrices)
            loss.backward()
            if case.clip:
                case.clip(trained)
            optimizer.step()
            if case.max_norm:
                with torch.no_grad():
                    for m in matrices:
                        norms = m.norm(dim=1, keepdim=True)
                        m.mul_(torch.where(norms > case.max_norm, case.max_norm / norms, torch.ones_like(norms)))
            total += loss.item() * w[batch].sum().item()
            weights += w[batch].sum().item()
            if schedule and schedule[0] == "step":
                schedule[1].step()
            if case.average and case.average[0] == "ema":
                now = [p.detach().clone() for p in net.parameters()]
                d = case.average[1]
                average = now if average is None else [d * a + (1 - d) * p for a, p in zip(average, now)]
        if schedule and schedule[0] == "epoch":
            schedule[1].step()
        if schedule and schedule[0] == "plateau":
            schedule[1].step(total / weights)
        if case.average and case.average[0] == "swa" and epoch >= case.average[1]:
            now = [p.detach().clone() for p in net.parameters()]
            average = now if average is None else [a + (p - a) / (averaged + 1) for a, p in zip(average, now)]
            averaged += 1
    if average is not None:
        with torch.no_grad():
            for p, a in zip(net.parameters(), average):
                p.copy_(a)
    return {name: value.detach().double().numpy().ravel().tolist() for name, value in named(net).items()}


def sgd(**more):
    return lambda p: torch.optim.SGD(p, **{"lr": 0.1, **more})


def of(kind, **more):
    return lambda p: kind(p, **more)


def scheduled(when, kind, **more):
    return lambda optimizer: (when, kind(optimizer, **more))


STEPS = EPOCHS * math.ceil(EXAMPLES / BATCH)
rates = torch.optim.lr_scheduler


def warm_up_then_cosine(optimizer):
    """Ten steps up from a tenth, then half a cosine over the rest."""
    rest = STEPS - 10

    def factor(step):
        if step < 10:
            return 0.1 + 0.9 * step / 10
        return (1 + math.cos(math.pi * (step - 10) / rest)) / 2
    return "step", rates.LambdaLR(optimizer, factor)


def cases():
    sgd01 = ["--optimizer", "sgd", "--lr", "0.1"]
    tanh = ["--activation", "tanh"]
    base = tanh + sgd01
    for name, g in [("identity", nn.Identity()), ("sigmoid", nn.Sigmoid()), ("tanh", nn.Tanh()), ("relu", nn.ReLU()),
                    ("leaky-relu", nn.LeakyReLU(0.01)), ("leaky-relu:0.2", nn.LeakyReLU(0.2)), ("elu", nn.ELU()), ("elu:0.5", nn.ELU(0.5)),
                    ("selu", nn.SELU()), ("gelu", Formula(lambda z: z * torch.erfc(-z / math.sqrt(2)) / 2)), ("silu", nn.SiLU()),
                    ("mish", Formula(lambda z: z * torch.tanh(softplus(z)))), ("softplus", nn.Softplus(threshold=700)),
                    ("softsign", nn.Softsign()), ("hard-sigmoid", Formula(lambda z: nn.functional.relu6(z + 3) / 6))]:
        yield Case("activation " + name, ["--activation", name] + sgd01, activation=g)
    for name, target, loss, output in [
            ("cross-entropy", "class", softmax_ce(), None), ("cross-entropy:0.1", "class", softmax_ce(0.1), None),
            ("binary-cross-entropy", "two", sigmoid_ce(), None), ("binary-cross-entropy:0.1", "two", sigmoid_ce(0.1), None),
            ("binary-cross-entropy", "class", sigmoid_ce(), None), ("binary-cross-entropy", "flags", sigmoid_ce(), None),
            ("squared-error", "value", half_square, None), ("squared-error", "class", half_square, nn.Sigmoid()),
            ("huber", "value", huber(1.0), None), ("huber:0.3", "value", huber(0.3), None), ("absolute-error", "value", absolute, None),
            ("log-cosh", "value", log_cosh, None), ("quantile:0.9", "value", quantile(0.9), None), ("poisson", "count", poisson, None),
            ("squared-error", "flags", half_square, nn.Tanh()), ("huber", "count", huber(1.0), nn.Softplus()),
            ("focal", "class", focal_softmax(2.0), None), ("focal:1.5", "two", focal_sigmoid(1.5), None), ("focal", "flags", focal_sigmoid(2.0), None)]:
        named = {nn.Sigmoid: "sigmoid", nn.Tanh: "tanh", nn.Softplus: "softplus"}.get(type(output))
        more = ["--output", named or "sigmoid"] if named or name == "focal:1.5" or (name, target) == ("focal", "flags") else []
        yield Case("head %s of %s" % (name, target), base + ["--loss", name] + more, target, loss, output=output)
    yield Case("label smoothing", base + ["--label-smoothing", "0.2"], loss=softmax_ce(0.2))
    o = torch.optim
    # PyTorch 1.13's plain NAdam has a factor too many in its product of mu, mended in 2.0; its foreach form has not.
    rules = [
        ("sgd", ["--lr", "0.1"], sgd()),
        ("momentum", ["--lr", "0.05"], sgd(lr=0.05, momentum=0.9)), ("momentum", ["--lr", "0.05", "--momentum", "0.5"], sgd(lr=0.05, momentum=0.5)),
        ("nesterov", ["--lr", "0.05"], sgd(lr=0.05, momentum=0.9, nesterov=True)),
        ("adam", ["--lr", "0.02"], of(o.Adam, lr=0.02)), ("adam", [], of(o.Adam)),
        ("adam", ["--lr", "0.02", "--beta1", "0.8", "--beta2", "0.95", "--epsilon", "0.001"], of(o.Adam, lr=0.02, betas=(0.8, 0.95), eps=1e-3)),
        ("adamw", ["--lr", "0.02"], of(o.AdamW, lr=0.02)), ("adamw", ["--lr", "0.02", "--weight-decay", "0.3"], of(o.AdamW, lr=0.02, weight_decay=0.3)),
        ("amsgrad", ["--lr", "0.02"], of(o.Adam, lr=0.02, amsgrad=True)), ("nadam", ["--lr", "0.02"], of(o.NAdam, foreach=True, lr=0.02)),
        ("nadam", [], of(o.NAdam, foreach=True)),
        ("adamax", ["--lr", "0.02"], of(o.Adamax, lr=0.02)), ("adamax", [], of(o.Adamax)),
        ("adagrad", ["--lr", "0.1"], of(o.Adagrad, lr=0.1)), ("adagrad", [], of(o.Adagrad)),
        ("rmsprop", ["--lr", "0.01"], of(o.RMSprop, lr=0.01)), ("rmsprop", ["--lr", "0.01", "--alpha", "0.9"], of(o.RMSprop, lr=0.01, alpha=0.9)),
        ("adadelta", ["--lr", "1"], of(o.Adadelta, lr=1.0)), ("adadelta", [], of(o.Adadelta)),
        ("adadelta", ["--lr", "1", "--rho", "0.7", "--epsilon", "0.001"], of(o.Adadelta, lr=1.0, rho=0.7, eps=1e-3)),
        ("nesterov", ["--lr", "0.05", "--momentum", "0.5"], sgd(lr=0.05, momentum=0.5, nesterov=True)),
        ("rmsprop", ["--lr", "0.01", "--momentum", "0.9"], of(o.RMSprop, lr=0.01, momentum=0.9)),
        ("rmsprop", ["--lr", "0.01", "--centered"], of(o.RMSprop, lr=0.01, centered=True)),
        ("rmsprop", ["--lr", "0.01", "--momentum", "0.5", "--centered", "--epsilon", "0.001"], of(o.RMSprop, lr=0.01, momentum=0.5, centered=True, eps=1e-3)),
        ("adagrad", ["--lr", "0.1", "--lr-decay", "0.1"], of(o.Adagrad, lr=0.1, lr_decay=0.1)),
        ("adagrad", ["--lr", "0.1", "--initial-accumulator", "0.5", "--epsilon", "0.001"], of(o.Adagrad, lr=0.1, initial_accumulator_value=0.5, eps=1e-3)),
        ("amsgrad", ["--lr", "0.02", "--beta1", "0.8", "--beta2", "0.9"], of(o.Adam, lr=0.02, amsgrad=True, betas=(0.8, 0.9))),
        ("nadam", ["--lr", "0.02", "--momentum-decay", "0.02"], of(o.NAdam, foreach=True, lr=0.02, momentum_decay=0.02)),
        ("adamax", ["--lr", "0.02", "--beta1", "0.8", "--beta2", "0.9"], of(o.Adamax, lr=0.02, betas=(0.8, 0.9))),
        ("lion", ["--lr", "0.01"], of(Lion, lr=0.01)), ("lion", ["--lr", "0.01", "--beta1", "0.8", "--beta2", "0.9"], of(Lion, lr=0.01, betas=(0.8, 0.9)))]
    for name, options, rule in rules:
        yield Case(" ".join(["optimizer", name] + options), tanh + ["--optimizer", name] + options, optimizer=rule)
    for name, rule, options in [
            ("sgd", sgd(weight_decay=0.1), ["--lr", "0.1"]), ("momentum", sgd(momentum=0.9, weight_decay=0.1), ["--lr", "0.1"]),
            ("nesterov", sgd(momentum=0.9, nesterov=True, weight_decay=0.1), ["--lr", "0.1"]),
            ("adam", of(o.Adam, lr=0.02, weight_decay=0.1), ["--lr", "0.02"]),
            ("amsgrad", of(o.Adam, lr=0.02, amsgrad=True, weight_decay=0.1), ["--lr", "0.02"]),
            ("nadam", of(o.NAdam, foreach=True, lr=0.02, weight_decay=0.1), ["--lr", "0.02"]),
            ("adamax", of(o.Adamax, lr=0.02, weight_decay=0.1), ["--lr", "0.02"]), ("adagrad", of(o.Adagrad, lr=0.1, weight_decay=0.1), ["--lr", "0.1"]),
            ("rmsprop", of(o.RMSprop, lr=0.01, weight_decay=0.1), ["--lr", "0.01"]), ("adadelta", of(o.Adadelta, lr=1.0, weight_decay=0.1), ["--lr", "1"])]:
        yield Case("weight decay with " + name, tanh + ["--optimizer", name, "--weight-decay", "0.1"] + options, optimizer=rule)
    for name, rule, options in [
            ("adam", of(o.AdamW, lr=0.02, weight_decay=0.1), ["--lr", "0.02"]),
            ("amsgrad", of(o.AdamW, lr=0.02, amsgrad=True, weight_decay=0.1), ["--lr", "0.02"]),
            ("lion", of(Lion, lr=0.01, weight_decay=0.1), ["--lr", "0.01"])]:
        yield Case("decoupled decay with " + name, tanh + ["--optimizer", name, "--weight-decay", "0.1", "--decay", "decoupled"] + options, optimizer=rule)
    yield Case("coupled decay with adamw", tanh + ["--optimizer", "adamw", "--lr", "0.02", "--weight-decay", "0.1", "--decay", "coupled"],
               optimizer=of(o.Adam, lr=0.02, weight_decay=0.1))
    for name, schedule in [
            ("step-epochs:2:0.5", scheduled("epoch", rates.StepLR, step_size=2, gamma=0.5)),
            ("exponential-epochs:0.8", scheduled("epoch", rates.ExponentialLR, gamma=0.8)),
            ("exponential-steps:0.9", scheduled("step", rates.ExponentialLR, gamma=0.9)),
            ("polynomial-steps:2", scheduled("step", rates.PolynomialLR, total_iters=STEPS, power=2)),
            ("cosine-epochs", scheduled("epoch", rates.CosineAnnealingLR, T_max=EPOCHS)),
            ("cosine-steps", scheduled("step", rates.CosineAnnealingLR, T_max=STEPS)),
            ("cosine-epochs:2", scheduled("epoch", rates.CosineAnnealingWarmRestarts, T_0=2)),
            ("cosine-steps:3:2", scheduled("step", rates.CosineAnnealingWarmRestarts, T_0=3, T_mult=2)),
            ("one-cycle-steps", scheduled("step", rates.OneCycleLR, max_lr=0.1, total_steps=STEPS, cycle_momentum=False)),
            ("plateau-epochs:0.1:0:0.05", scheduled("plateau", rates.ReduceLROnPlateau, factor=0.1, patience=0, threshold=0.05)),
            ("plateau-epochs:0.5:1:0.2", scheduled("plateau", rates.ReduceLROnPlateau, factor=0.5, patience=1, threshold=0.2)),
            ("polynomial-epochs", scheduled("epoch", rates.PolynomialLR, total_iters=EPOCHS, power=1)),
            ("polynomial-epochs:1:0.2", scheduled("epoch", rates.LinearLR, start_factor=1.0, end_factor=0.2, total_iters=EPOCHS)),
            ("one-cycle-steps:0.4:10:100", scheduled("step", rates.OneCycleLR, max_lr=0.1, total_steps=STEPS, pct_start=0.4, div_factor=10,
                                                     final_div_factor=100, cycle_momentum=False)),
            ("cosine-steps:4:1:0.1", scheduled("step", rates.CosineAnnealingWarmRestarts, T_0=4, eta_min=0.01)),
            ("warm-up-epochs:3+constant", scheduled("epoch", rates.LinearLR, total_iters=3)),
            ("warm-up-steps:8:0.2+constant", scheduled("step", rates.LinearLR, start_factor=0.2, total_iters=8)),
            ("warm-up-steps:10:0.1+cosine-steps", warm_up_then_cosine)]:
        yield Case("schedule " + name, base + ["--schedule", name], schedule=schedule)
    yield Case("penalty l1", base + ["--l1", "0.01"], l1=0.01)
    yield Case("penalty l2", base + ["--l2", "0.05"], l2=0.05)
    yield Case("penalty l1 and l2", base + ["--l1", "0.01", "--l2", "0.05"], l1=0.01, l2=0.05)
    yield Case("penalty l2 with momentum", tanh + ["--optimizer", "momentum", "--lr", "0.1", "--l2", "0.05"], l2=0.05, optimizer=sgd(momentum=0.9))
    yield Case("schedule with adam and clipping", tanh + ["--optimizer", "adam", "--lr", "0.05", "--schedule", "cosine-steps", "--clip-norm", "0.3"],
               optimizer=of(o.Adam, lr=0.05), schedule=scheduled("step", rates.CosineAnnealingLR, T_max=STEPS), clip=lambda p: nn.utils.clip_grad_norm_(p, 0.3))
    yield Case("penalty l1 and l2 with adam", tanh + ["--optimizer", "adam", "--lr", "0.02", "--l1", "0.01", "--l2", "0.05"], l1=0.01, l2=0.05,
               optimizer=of(o.Adam, lr=0.02))
    yield Case("penalty l2, clip-norm, weight decay and momentum",
               tanh + ["--optimizer", "momentum", "--lr", "0.1", "--l2", "0.05", "--clip-norm", "0.2", "--weight-decay", "0.1"], l2=0.05,
               optimizer=sgd(momentum=0.9, weight_decay=0.1), clip=lambda p: nn.utils.clip_grad_norm_(p, 0.2))
    yield Case("max-norm with adam", tanh + ["--optimizer", "adam", "--lr", "0.1", "--max-norm", "0.8"], max_norm=0.8, optimizer=of(o.Adam, lr=0.1))
    yield Case("max-norm", base + ["--max-norm", "1"], max_norm=1.0)
    for name, rule in [("sgd", sgd()), ("momentum", sgd(momentum=0.9)), ("adam", of(o.Adam, lr=0.1))]:
        options = tanh + ["--optimizer", name, "--lr", "0.1"]
        yield Case("clip-norm with " + name, options + ["--clip-norm", "0.2"], optimizer=rule, clip=lambda p: nn.utils.clip_grad_norm_(p, 0.2))
        yield Case("clip-value with " + name, options + ["--clip-value", "0.05"], optimizer=rule, clip=lambda p: nn.utils.clip_grad_value_(p, 0.05))
    yield Case("average ema", base + ["--average", "ema:0.9"], average=("ema", 0.9))
    yield Case("average swa", base + ["--average", "swa:3"], average=("swa", 3))
    for kind in ("batch", "layer"):
        for name, g in (("tanh", nn.Tanh()), ("relu", nn.ReLU())):
            yield Case("normalization %s with %s" % (kind, name), ["--activation", name] + sgd01 + ["--normalization", kind], activation=g, normalise=kind)
        yield Case("normalization %s with adam" % kind, tanh + ["--optimizer", "adam", "--lr", "0.02", "--normalization", kind], normalise=kind,
                   optimizer=of(o.Adam, lr=0.02))
    yield Case("normalization batch with clipping and weights", base + ["--normalization", "batch", "--clip-norm", "0.2", "--weight", "weight"],
               normalise="batch", clip=lambda p: nn.utils.clip_grad_norm_(p, 0.2), weight=True)
    for kind in ("batch", "layer"):
        yield Case("normalization %s of a value" % kind, tanh + ["--optimizer", "nesterov", "--lr", "0.05", "--normalization", kind, "--loss", "huber:0.5"],
                   "value", huber(0.5), normalise=kind, optimizer=sgd(lr=0.05, momentum=0.9, nesterov=True))
    yield Case("average ema with adam", tanh + ["--optimizer", "adam", "--lr", "0.05", "--average", "ema:0.8"], average=("ema", 0.8),
               optimizer=of(o.Adam, lr=0.05))
    for name, target, loss in [("binary-cross-entropy", "flags", sigmoid_ce()), ("squared-error", "value", half_square), ("poisson", "count", poisson),
                               ("quantile:0.2", "value", quantile(0.2)), ("focal", "class", focal_softmax(2.0)),
                               ("cross-entropy:0.1", "class", softmax_ce(0.1))]:
        yield Case("weights of examples, %s of %s" % (name, target), base + ["--weight", "weight", "--loss", name], target, loss, weight=True)
    counts = [TABLE["class"].count(c) for c in ("ant", "bee", "cat")]
    yield Case("weights of classes, balanced", base + ["--class-weight", "balanced"], class_weight=[EXAMPLES / (3 * n) for n in counts])
    yield Case("weights of classes and examples", base + ["--class-weight", "ant=2,cat=0.5", "--weight", "weight"], class_weight=[2, 1, 0.5], weight=True)
    yield Case("weights of classes", base + ["--class-weight", "ant=1,bee=3,cat=0.5"], class_weight=[1, 3, 0.5])
    yield Case("weights of examples", base + ["--weight", "weight"], weight=True)
    yield Case("weights of examples of a value", base + ["--weight", "weight", "--loss", "huber"], "value", huber(1.0), weight=True)


def initial_file(case):
    return "initial-%d%s.safetensors" % (OUTPUTS[case.target], "-" + case.normalise if case.normalise else "")


def distance(a, b):
    a, b = np.array(a), np.array(b)
    return np.linalg.norm(a - b) / (np.linalg.norm(b) or 1)


def main():
    os.makedirs(OUT, exist_ok=True)
    columns = ["x1", "x2", "x3"] + list(TABLE)
    with open(os.path.join(OUT, "runs.csv"), "w") as f:
        f.write(",".join(columns) + "\n")
        for i in range(EXAMPLES):
            f.write(",".join([repr(float(v)) for v in X[i]] + [str(TABLE[c][i]) for c in TABLE]) + "\n")
    results = []
    for case in cases():
        write_safetensors(os.path.join(OUT, initial_file(case)), initial(OUTPUTS[case.target], case.normalise))
        target = "f1,f2,f3" if case.target == "flags" else case.target
        options = ["--target", target, "--features", "x1,x2,x3"] + ([] if case.target in ("class", "two", "flags") else ["--task", "regression"])
        options += ["--hidden", ",".join(map(str, HIDDEN)), "--batch", str(BATCH), "--epochs", str(EPOCHS)] + case.options
        single, double = run(case, torch.float32), run(case, torch.float64)
        for n in double:  # a start from which PyTorch's own float goes astray can tell nothing about another program's
            assert distance(single[n], double[n]) < 6e-6, "%s: %s of %s in float" % (case.name, distance(single[n], double[n]), n)
        results.append({"name": case.name, "initial": initial_file(case), "options": options,
                        "float": {n: [float("%.9g" % v) for v in t] for n, t in single.items()}, "double": double})
    with open(os.path.join(OUT, "runs.json"), "w") as f:
        f.write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in results) + "\n]\n")
    print(len(results), "cases")


if __name__ == "__main__":
    main()
