"""The examples that export.ts wrote."""
import json

import numpy as np
import torch


class Examples:
    """A folder of export.ts; see examples.ts for its files."""

    def __init__(self, folder):
        with open(f"{folder}/meta.json") as file:
            self.meta = json.load(file)
        self.all = self.meta["examples"]
        self.integers, self.floats = self.meta["integers"], self.meta["floats"]
        self.integer_rows = np.fromfile(f"{folder}/integers.i16", np.int16).reshape(-1, self.integers)
        self.float_rows = np.fromfile(f"{folder}/floats.f32", np.float32).reshape(-1, self.floats)

    def part(self, name):
        """Examples of a part without those as typed, which are learnt from in the place of others."""
        return [e for e in self.all if e["part"] == name and not e["noisy"]]

    @property
    def unseen(self):
        """Names of the parts that are measured on."""
        return sorted({e["part"] for e in self.all} - {"train"})

    @property
    def typed(self):
        """By the id of an example the same as typed."""
        return {e["id"]: e for e in self.all if e["noisy"]}

    def batch(self, examples):
        """Inputs of Reader, padded: integers and floats of passage and question, sentences, lengths, class, focus."""
        t, q, b = max(e["t"] for e in examples), max(e["q"] for e in examples), len(examples)
        sentence = np.full((b, t), -1, np.int64)
        ci, cf = np.zeros((b, t, self.integers), np.int64), np.zeros((b, t, self.floats), np.float32)
        qi, qf = np.zeros((b, q, self.integers), np.int64), np.zeros((b, q, self.floats), np.float32)
        for k, e in enumerate(examples):
            at, n, m = e["at"], e["t"], e["q"]
            sentence[k, :n] = e["sentence"]
            ci[k, :n], cf[k, :n] = self.integer_rows[at:at + n], self.float_rows[at:at + n]
            qi[k, :m], qf[k, :m] = self.integer_rows[at + n:at + n + m], self.float_rows[at + n:at + n + m]
        lengths = torch.tensor([e["t"] for e in examples]), torch.tensor([e["q"] for e in examples])
        numbers = [torch.tensor([e[key] for e in examples]) for key in ("class", "focus")]
        return (*map(torch.from_numpy, (ci, cf, qi, qf, sentence)), *lengths, *numbers)
