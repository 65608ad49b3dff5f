"""Temperature and shift that make probabilities of the networks' log-odds."""
import numpy as np
import torch

from measure import read
from network import LONGEST

PARTS = ("archives", "glossed")  # what the product asks about archives that the reader has not learnt from
KEPT = 256  # likeliest spans of an example; the others weigh nothing
SURE = 1e-4  # no example counts as less likely
TEMPERATURES = np.arange(0.6, 2.05, 0.1)
SHIFTS = np.arange(-4, 4.1, 0.25)


def calibrate(nets, examples):
    """{temperature, shift}: P(span) ~ exp((odds + shift) / temperature), P(no answer) ~ 1, likeliest for the right ones."""
    kept, right, none = [], [], []
    for name in PARTS:
        for e, odds in read(nets, examples, examples.part(name)):
            columns = [a * LONGEST + b - a for a, b, _ in e["gold"] if b - a < LONGEST]
            if e["gold"] and not columns:
                continue
            of_right = torch.zeros(len(odds), dtype=torch.bool)
            of_right[columns] = True
            order = odds.argsort(descending=True)[:KEPT]
            padding = KEPT - len(order)
            kept.append(np.pad(odds[order].numpy(), (0, padding), constant_values=-1e4))
            right.append(np.pad(of_right[order].numpy(), (0, padding)))
            none.append(not e["gold"])
    if not kept:
        return {"temperature": 1, "shift": 0}
    kept, right, none = np.stack(kept), np.stack(right), np.array(none)

    def loss(temperature, shift):
        odds = (kept + shift) / temperature
        top = np.maximum(odds.max(1), 0)
        mass, silence = np.exp(odds - top[:, None]), np.exp(-top)
        good = np.where(none, silence, (mass * right).sum(1)) / (mass.sum(1) + silence)
        return -np.log(np.maximum(good, SURE)).mean()

    best, temperature, shift = min((loss(t, s), t, s) for t in TEMPERATURES for s in SHIFTS)
    print(f"calibration: {len(none)} examples, temperature {temperature:.2f}, shift {shift:.2f}, loss {best:.4f}, "
          f"without {loss(1, 0):.4f}", flush=True)
    return {"temperature": round(float(temperature), 2), "shift": round(float(shift), 2)}
