"""Writes src/test/resources/parity/optimizers.json: the weights after 20 steps on given gradients, by PyTorch 1.13; Lion by the paper's lines.

Run at the top of the repository: python3 src/test/python/optimizers.py
"""
import json

import numpy as np
import torch

N, STEPS = 8, 20
draws = np.random.default_rng(4)
theta = draws.normal(size=N).astype(np.float32)
gradients = draws.normal(size=(STEPS, N)).astype(np.float32)
gradients[:, 2] = 0
gradients[:, 3] *= np.float32(1e-4)
gradients[5:9, 4] = 0


class Lion(torch.optim.Optimizer):
    """Chen et al. 2023, algorithm 2."""

    def __init__(self, parameters, lr, betas=(0.9, 0.99)):
        super().__init__(parameters, {"lr": lr})
        self.betas = betas

    @torch.no_grad()
    def step(self):
        b1, b2 = self.betas
        for p in self.param_groups[0]["params"]:
            m = self.state[p].setdefault("m", torch.zeros_like(p))
            p.sub_(self.param_groups[0]["lr"] * torch.sign(b1 * m + (1 - b1) * p.grad))
            m.mul_(b2).add_((1 - b2) * p.grad)


class CoupledLion(Lion):
    def __init__(self, parameters, lr, weight_decay, **more):
        super().__init__(parameters, lr, **more)
        self.decay = weight_decay

    @torch.no_grad()
    def step(self):
        for p in self.param_groups[0]["params"]:
            p.grad.add_(p, alpha=self.decay)
        super().step()


O = torch.optim
# name, hyper-parameters here, rate, class, arguments there. The single-tensor NAdam of PyTorch 1.13 has a factor too many in its product of mu (mended
# in 2.0); its foreach variant is as documented.
RULES = [
    ("sgd", {}, 0.1, O.SGD, {}),
    ("momentum", {}, 0.05, O.SGD, {"momentum": 0.9}),
    ("momentum", {"momentum": 0.5}, 0.05, O.SGD, {"momentum": 0.5}),
    ("nesterov", {}, 0.05, O.SGD, {"momentum": 0.9, "nesterov": True}),
    ("adam", {}, 0.01, O.Adam, {}),
    ("adam", {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3}, 0.01, O.Adam, {"betas": (0.8, 0.95), "eps": 1e-3}),
    ("amsgrad", {"beta2": 0.9}, 0.01, O.Adam, {"amsgrad": True, "betas": (0.9, 0.9)}),
    ("nadam", {}, 0.01, O.NAdam, {"foreach": True}),
    ("nadam", {"momentum-decay": 0.5}, 0.01, O.NAdam, {"foreach": True, "momentum_decay": 0.5}),
    ("adamax", {"beta2": 0.9}, 0.01, O.Adamax, {"betas": (0.9, 0.9)}),
    ("adagrad", {}, 0.1, O.Adagrad, {}),
    ("adagrad", {"lr-decay": 0.1, "initial-accumulator": 0.3}, 0.1, O.Adagrad, {"lr_decay": 0.1, "initial_accumulator_value": 0.3}),
    ("rmsprop", {}, 0.01, O.RMSprop, {}),
    ("rmsprop", {"alpha": 0.9, "momentum": 0.8}, 0.01, O.RMSprop, {"alpha": 0.9, "momentum": 0.8}),
    ("rmsprop", {"centered": 1}, 0.01, O.RMSprop, {"centered": True}),
    ("rmsprop", {"centered": 1, "momentum": 0.9}, 0.01, O.RMSprop, {"centered": True, "momentum": 0.9}),
    ("adadelta", {}, 1.0, O.Adadelta, {}),
    ("lion", {}, 0.01, Lion, {}),
    ("lion", {"beta1": 0.95, "beta2": 0.98}, 0.01, Lion, {"betas": (0.95, 0.98)}),
]


def run(kind, arguments, rate, dtype, decay, clipping):
    torch.set_default_dtype(dtype)
    p = torch.nn.Parameter(torch.tensor(theta, dtype=dtype))
    arguments = dict(arguments)
    way, _, value = decay.partition(":")
    decoupled = 0.0
    if way == "coupled":
        arguments["weight_decay"] = float(value)
        kind = CoupledLion if kind is Lion else kind
    elif way == "decoupled" and kind is O.Adam:
        kind, arguments["weight_decay"] = O.AdamW, float(value)
    elif way == "decoupled":
        decoupled = float(value)
    elif kind is O.AdamW:
        arguments["weight_decay"] = 0
    optimizer = kind([p], lr=rate, **arguments)
    way, _, value = clipping.partition(":")
    for g in gradients:
        p.grad = torch.tensor(g, dtype=dtype)
        if way == "norm":
            torch.nn.utils.clip_grad_norm_([p], float(value))
        elif way == "value":
            torch.nn.utils.clip_grad_value_([p], float(value))
        with torch.no_grad():
            p.mul_(1 - rate * decoupled)
        optimizer.step()
    return [float(x) for x in p.detach()]


cases = []
for name, values, rate, kind, arguments in RULES:
    for decay in ("none", "coupled:0.1", "decoupled:0.1"):
        for clipping in ("none", "norm:1.5", "value:0.5"):
            cases.append({
                "rule": name, "hyperParameters": values, "rate": rate, "decay": decay, "clipping": clipping,
                "float": run(kind, arguments, rate, torch.float32, decay, clipping), "double": run(kind, arguments, rate, torch.float64, decay, clipping)})
with open("src/test/resources/parity/optimizers.json", "w") as out:
    json.dump({"theta": [float(x) for x in theta], "gradients": [[float(x) for x in g] for g in gradients], "cases": cases}, out, indent=None)
    out.write("\n")
