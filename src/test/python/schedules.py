"""Writes src/test/resources/parity/schedules.json: factors of PyTorch 1.13's schedulers, step by step of a run of 12 epochs of 4 steps.

Run at the top of the repository: python3 src/test/python/schedules.py
"""
import json
import warnings

import numpy as np
import torch
from torch.optim import lr_scheduler as S

warnings.simplefilter("ignore")
EPOCHS, PER_EPOCH = 12, 4
STEPS = EPOCHS * PER_EPOCH
MONITORED = [3.0, 2.0, 2.0, 1.99999, 1.5, 1.6, 1.7, 1.5, 1.49, 1.6, 1.7, 1.8]
NEGATIVE = [-0.5, -0.6, -0.60001, -0.59, -0.7, -0.7, -0.7, -0.71, -0.71, -0.71, -0.71, -0.71]


def optimizer():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)


def factors(per, make, monitored=None):
    o = optimizer()
    scheduler = make(o)
    result = []
    for epoch in range(EPOCHS):
        for _ in range(PER_EPOCH):
            result.append(o.param_groups[0]["lr"])
            o.step()
            if per == "steps" and len(result) < STEPS:
                scheduler.step()
        if per == "epochs":
            scheduler.step(*([monitored[epoch]] if monitored else []))
    return result


def warm_up(o, n, start, rest):
    return S.SequentialLR(o, [S.LinearLR(o, start_factor=start, end_factor=1.0, total_iters=n), rest(o)], milestones=[n])


CASES = [
    ("constant", "epochs", lambda o: S.LambdaLR(o, lambda t: 1.0)),
    ("step-epochs:5:0.3", "epochs", lambda o: S.StepLR(o, 5, 0.3)),
    ("exponential-epochs:0.8", "epochs", lambda o: S.ExponentialLR(o, 0.8)),
    ("exponential-steps:0.95", "steps", lambda o: S.ExponentialLR(o, 0.95)),
    ("polynomial-epochs", "epochs", lambda o: S.PolynomialLR(o, EPOCHS, 1.0)),
    ("polynomial-epochs:2", "epochs", lambda o: S.PolynomialLR(o, EPOCHS, 2.0)),
    ("polynomial-steps:0.5", "steps", lambda o: S.PolynomialLR(o, STEPS, 0.5)),
    ("cosine-epochs", "epochs", lambda o: S.CosineAnnealingLR(o, EPOCHS)),
    ("cosine-steps", "steps", lambda o: S.CosineAnnealingLR(o, STEPS)),
    ("cosine-epochs:5", "epochs", lambda o: S.CosineAnnealingWarmRestarts(o, 5)),
    ("cosine-steps:3:2", "steps", lambda o: S.CosineAnnealingWarmRestarts(o, 3, 2)),
    ("cosine-steps:7:1:0.1", "steps", lambda o: S.CosineAnnealingWarmRestarts(o, 7, 1, eta_min=0.1)),
    ("one-cycle-steps", "steps", lambda o: S.OneCycleLR(o, 1.0, total_steps=STEPS, cycle_momentum=False)),
    ("one-cycle-steps:0.45:10:100", "steps", lambda o: S.OneCycleLR(
        o, 1.0, total_steps=STEPS, pct_start=0.45, div_factor=10, final_div_factor=100, cycle_momentum=False)),
    ("plateau-epochs", "epochs", lambda o: S.ReduceLROnPlateau(o), MONITORED),
    ("plateau-epochs:0.5:1", "epochs", lambda o: S.ReduceLROnPlateau(o, factor=0.5, patience=1), MONITORED),
    ("plateau-epochs:0.5:0:0.1", "epochs", lambda o: S.ReduceLROnPlateau(o, factor=0.5, patience=0, threshold=0.1), MONITORED),
    ("warm-up-steps:6+constant", "steps", lambda o: warm_up(o, 6, 1 / 3, lambda o: S.LambdaLR(o, lambda t: 1.0))),
    ("warm-up-steps:8:0.1+cosine-steps", "steps", lambda o: warm_up(o, 8, 0.1, lambda o: S.CosineAnnealingLR(o, STEPS - 8))),
    ("warm-up-epochs:3:0.25+exponential-epochs:0.9", "epochs", lambda o: warm_up(o, 3, 0.25, lambda o: S.ExponentialLR(o, 0.9))),
    ("warm-up-epochs:2:0.25+cosine-epochs", "epochs", lambda o: warm_up(o, 2, 0.25, lambda o: S.CosineAnnealingLR(o, EPOCHS - 2))),
]
cases = [{"schedule": name, "factors": factors(per, make, *monitored), "monitored": monitored[0] if monitored else []} for name, per, make, *monitored in CASES]
# A figure of which more is better, of which the trainer hands over the negative.
cases.append({"schedule": "plateau-epochs:0.5:1", "monitored": NEGATIVE, "factors":
    factors("epochs", lambda o: S.ReduceLROnPlateau(o, mode="max", factor=0.5, patience=1), [-x for x in NEGATIVE])})
with open("src/test/resources/parity/schedules.json", "w") as out:
    json.dump({"epochs": EPOCHS, "steps": STEPS, "cases": cases}, out)
    out.write("\n")
