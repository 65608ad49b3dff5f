"""Trains one network on what export.ts wrote, from that of the weight file on or, with --anew, from nothing.

usage: python3 train.py --examples FOLDER --member 0 --out NETWORK.pt [--help]; anew with --epochs 4 --apart 1 --rate 0.002
Saves the moving average of the weights and prints the figures of the unseen parts after each epoch. The validation part is too
small to choose epochs by.
"""
import argparse
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from examples import Examples
from measure import report
from network import LONGEST, Reader
from weights import read_weights

WEIGHTS = Path(__file__).parent.parent / "weights.bin"


def network_of(tensors, member, meta, heads):
    """A network of the weight file; what the examples have more numbers of than it knew begins without a say."""
    prefix = f"{member}."
    state = {name[len(prefix):]: torch.from_numpy(array)
             for name, array in tensors.items() if name.startswith(prefix)}
    vectors = tensors["vectors"]
    net = Reader(meta, vectors, state["question_in.bias"].shape[0], heads,
                 frequent=state["frequent.weight"].shape[0])
    behind = {"passage_in.weight": vectors.shape[1], "question_in.weight": 0}  # columns after the floats
    for name, tail in behind.items():
        old = state[name]
        new = torch.zeros_like(net.state_dict()[name])
        at = old.shape[1] - tail
        new[:, :at] = old[:, :at]
        new[:, new.shape[1] - tail:] = old[:, at:]
        state[name] = new
    net.load_state_dict(state)
    return net


def pick_gold(example, none):
    """Column of a right span, likelier if more gave it; `none` without answer; -1 if all are too long."""
    if not example["gold"]:
        return none
    spans = [g for g in example["gold"] if g[1] - g[0] < LONGEST]
    if not spans:
        return -1
    first, last, _ = random.choices(spans, weights=[g[2] for g in spans])[0]
    return first * LONGEST + last - first


def pick_ends(example, none):
    """First and last token of a right span, likelier if more gave it; twice `none` without answer."""
    if not example["gold"]:
        return none, none
    first, last, _ = random.choices(example["gold"], weights=[g[2] for g in example["gold"]])[0]
    return first, last


def make_batches(examples, typed, share, size):
    """Random batches of similar length; of the questions that there are as typed, `share` are replaced by that."""
    chosen = [typed[e["id"]] if e["id"] in typed and random.random() < share else e for e in examples]
    random.shuffle(chosen)
    batches = []
    for k in range(0, len(chosen), size * 40):
        block = sorted(chosen[k:k + size * 40], key=lambda e: e["t"])
        batches += [block[u:u + size] for u in range(0, len(block), size)]
    random.shuffle(batches)
    return batches


def forget_words(ints, share=0.04):
    """In place: some words become unknown."""
    word = ints[..., 0]
    drop = (torch.rand(word.shape) < share) & (word > 0)
    ints[..., 0] = torch.where(drop, torch.ones_like(word), word)


class Trainer:
    """Adam with warm-up, cosine decay and a moving average of the weights."""

    def __init__(self, net, examples, peak, total):
        self.net, self.examples, self.peak, self.total, self.step = net, examples, peak, total, 0
        self.optimizer = torch.optim.Adam(net.parameters(), lr=peak, betas=(0.9, 0.98))
        self.average = {k: v.detach().clone() for k, v in net.state_dict().items()}

    def learn(self, chosen, apart):
        inputs = self.examples.batch(chosen)
        forget_words(inputs[0])
        forget_words(inputs[2])
        if apart:
            start, end = self.net(*inputs, apart=True)
            first, last = torch.tensor([pick_ends(e, start.size(1) - 1) for e in chosen]).unbind(1)
            loss = F.cross_entropy(start, first) + F.cross_entropy(end, last)
        else:
            logits = self.net(*inputs)
            gold = torch.tensor([pick_gold(e, logits.size(1) - 1) for e in chosen])
            loss = F.cross_entropy(logits, gold, ignore_index=-1)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.step += 1
        decay = 0.475 * (1 + math.cos(math.pi * min(1, self.step / self.total))) + 0.05
        for group in self.optimizer.param_groups:
            group["lr"] = self.peak * min(1, self.step / 200) * decay
        self.optimizer.step()
        self.follow(min(0.999, (1 + self.step) / (10 + self.step)))
        return loss.item()

    def follow(self, decay):
        with torch.no_grad():
            for k, v in self.net.state_dict().items():
                self.average[k].mul_(decay).add_(v, alpha=1 - decay)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--examples", required=True, metavar="FOLDER", help="of export.ts")
    parser.add_argument("--out", required=True, metavar="NETWORK.pt")
    parser.add_argument("--weights", default=WEIGHTS, metavar="FILE", help="weight file to go on from (%(default)s)")
    parser.add_argument("--member", type=int, default=0, help="its network, from 0; also the order of chance (%(default)s)")
    parser.add_argument("--anew", action="store_true", help="take only the word vectors from the weight file")
    parser.add_argument("--apart", type=int, default=0, metavar="N",
                        help="first N epochs learn start and end apart, not whole spans (%(default)s)")
    parser.add_argument("--epochs", type=int, default=2, help="(%(default)s)")
    parser.add_argument("--rate", type=float, default=0.001, help="highest learning rate (%(default)s)")
    parser.add_argument("--batch", type=int, default=32, help="(%(default)s)")
    parser.add_argument("--typed", type=float, default=0.5, metavar="SHARE",
                        help="of the questions that there are as typed, so many are (%(default)s)")
    parser.add_argument("--limit", type=int, metavar="N", help="examples, for trying out")
    return parser.parse_args()


def main():
    args = arguments()
    seed = args.member + 1
    random.seed(seed), np.random.seed(seed), torch.manual_seed(seed)
    torch.set_num_threads(1)  # one thread a process is fastest
    examples = Examples(args.examples)
    header, tensors = read_weights(args.weights)
    heads = header["members"][args.member]["heads"]
    net = (Reader(examples.meta, tensors["vectors"]) if args.anew
           else network_of(tensors, args.member, examples.meta, heads))
    train, typed = examples.part("train")[:args.limit], examples.typed
    print(len(train), "to learn from,", len(typed), "also as typed,",
          sum(p.numel() for p in net.parameters()), "parameters", flush=True)
    trainer = Trainer(net, examples, args.rate, args.epochs * math.ceil(len(train) / args.batch))
    began = time.time()
    for epoch in range(args.epochs):
        batches = make_batches(train, typed, args.typed, args.batch)
        losses = []
        for chosen in batches:
            losses.append(trainer.learn(chosen, epoch < args.apart))
            if len(losses) % 200 == 0 or len(losses) == len(batches):
                mean, spent = sum(losses) / len(losses), time.time() - began
                print(f"  {epoch} {len(losses)}/{len(batches)} loss {mean:.3f} {spent:.0f} s", flush=True)
        learnt = {k: v.detach().clone() for k, v in net.state_dict().items()}
        net.load_state_dict(trainer.average)
        for name in examples.unseen:
            report([net], examples, name)
        torch.save(net.state_dict(), args.out)
        net.load_state_dict(learnt)


if __name__ == "__main__":
    main()
