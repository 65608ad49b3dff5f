"""What networks make of examples, and how often it is right."""
import numpy as np
import torch

from network import LONGEST

BATCH = 48


def read(nets, examples, chosen):
    """Yields (example, log-odds of its spans against "no answer"), averaged over the networks; shortest passages first."""
    training = [net.training for net in nets]
    for net in nets:
        net.eval()
    ordered = sorted(chosen, key=lambda e: e["t"])
    with torch.no_grad():
        for k in range(0, len(ordered), BATCH):
            part = ordered[k:k + BATCH]
            batch = examples.batch(part)
            logits = [net(*batch) for net in nets]
            odds = sum(each[:, :-1] - each[:, -1:] for each in logits) / len(nets)
            yield from ((e, row[:e["t"] * LONGEST].clone()) for e, row in zip(part, odds))
    for net, was in zip(nets, training):
        net.train(was)


def span_f1(first, last, gold):
    """Tokens in common with the nearest right span, 0 to 1."""
    best = 0.0
    for a, b, _ in gold:
        common = min(last, b) - max(first, a) + 1
        if common > 0:
            best = max(best, 2 * common / ((last - first + 1) + (b - a + 1)))
    return best


def area(positive, negative):
    """How often a positive score is above a negative one."""
    if not positive or not negative:
        return float("nan")
    scores = np.concatenate([positive, negative])
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores)] = np.arange(1, len(scores) + 1)
    n = len(positive)
    return (ranks[:n].sum() - n * (n + 1) / 2) / (n * len(negative))


def report(nets, examples, name):
    """Prints the figures of a part."""
    exact, overlap, sentence, positive, negative = [], [], [], [], []
    for e, odds in read(nets, examples, examples.part(name)):
        score, place = odds.max(0)
        if not e["gold"]:
            if e["none"]:
                negative.append(float(score))
            continue
        first = int(place) // LONGEST
        last = first + int(place) % LONGEST
        positive.append(float(score))
        exact.append(any(first == a and last == b for a, b, _ in e["gold"]))
        overlap.append(span_f1(first, last, e["gold"]))
        sentence.append(any(e["sentence"][first] == e["sentence"][a] for a, _, _ in e["gold"]))
    if not positive:
        return
    of = lambda values: f"{100 * np.mean(values):.1f}"
    print(f"{name}: {len(positive)} with an answer EM {of(exact)} F1 {of(overlap)} sentence {of(sentence)}, "
          f"{len(negative)} without, AUC {area(positive, negative):.3f}", flush=True)
