"""The network: BiDAF-like, of convolutions; src/answer/reader/network.ts computes the same."""
import math

import torch
import torch.nn.functional as F
from torch import nn

VECTOR_SCALE = 3.0  # word vectors have length about one; the network likes them larger
FREQUENT = 2500  # the commonest words also get a trained embedding
LONGEST = 16  # tokens in a span
PAIR = 24  # numbers by which the ends of a span are compared
KERNEL = 7
DILATIONS = {"encode": (1, 1), "model1": (1, 2, 4), "model2": (1, 2, 1), "model3": (1, 1)}


class ChannelDropout(nn.Module):
    """Drops whole channels of a sequence: the same mask for every token."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        return x * (torch.empty(x.size(0), 1, x.size(2)).bernoulli_(1 - self.p) / (1 - self.p))


class Convolution(nn.Module):
    """Layer norm, depthwise convolution, gated pointwise layer, residual."""

    def __init__(self, h, dilation):
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(h)
        self.depth = nn.Parameter(torch.randn(KERNEL, h) / math.sqrt(KERNEL))
        self.depth_bias = nn.Parameter(torch.zeros(h))
        self.point = nn.Linear(h, 2 * h)
        self.drop = ChannelDropout(0.1)

    def forward(self, x, mask):
        t, reach = x.size(1), self.dilation * (KERNEL // 2)
        y = F.pad(self.norm(x) * mask, (0, 0, reach, reach))
        z = self.depth_bias
        for k in range(KERNEL):
            z = z + self.depth[k] * y[:, k * self.dilation:k * self.dilation + t]
        a, g = self.point(z).chunk(2, -1)
        return x + self.drop(torch.relu(a) * torch.sigmoid(g))


class SelfAttention(nn.Module):
    """Layer norm, multi-head attention, residual."""

    def __init__(self, h, heads):
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(h)
        self.query, self.key, self.value, self.out = (nn.Linear(h, h) for _ in range(4))
        self.drop = ChannelDropout(0.1)

    def forward(self, x, mask):
        b, t, h = x.shape
        y = self.norm(x)
        layers = (self.query, self.key, self.value)
        q, k, v = (layer(y).view(b, t, self.heads, -1).transpose(1, 2) for layer in layers)
        a = (q / math.sqrt(h / self.heads)) @ k.transpose(2, 3)
        a = a.add_((~mask)[:, None, None].float() * -1e4).softmax(-1)
        return x + self.drop(self.out((a @ v).transpose(1, 2).reshape(b, t, h)))


class Reader(nn.Module):
    """BiDAF-like reader of convolutions; scores every span of at most LONGEST tokens inside a sentence."""

    def __init__(self, meta, vectors, h=64, heads=2, drop=0.25, frequent=FREQUENT):
        super().__init__()
        self.h = h
        self.register_buffer("vectors", torch.from_numpy(vectors) * VECTOR_SCALE, persistent=False)
        d = vectors.shape[1]
        classes, types, suffixes = meta["tables"]
        self.frequent = nn.Embedding(frequent, 24)
        self.word_class = nn.Embedding(classes, 16, padding_idx=0)
        self.span_type = nn.Embedding(types, 8)
        self.suffix = nn.Embedding(suffixes, 16, padding_idx=0)
        self.question_class = nn.Embedding(meta["classes"], 32)
        width = d + 24 + 16 + 8 + 16 + meta["floats"]
        self.align = nn.Linear(d, d)
        self.passage_in = nn.Linear(width + d, h)
        self.question_in = nn.Linear(width, h)
        for name, dilations in DILATIONS.items():
            setattr(self, name, nn.ModuleList(Convolution(h, x) for x in dilations))
        self.similarity = nn.Parameter(torch.randn(3, h) / math.sqrt(h))
        self.merge = nn.Linear(4 * h, h)
        self.merge_question = nn.Linear(32 + d, h, bias=False)
        self.attend1, self.attend2 = SelfAttention(h, heads), SelfAttention(h, heads)
        self.question_pool = nn.Linear(h, 1)
        self.question_vector = nn.Linear(h + 32 + d, h)
        self.start, self.end = nn.Linear(3 * h, 1), nn.Linear(3 * h, 1)
        self.none_hidden, self.none = nn.Linear(3 * h, h), nn.Linear(h, 1)
        self.left, self.right = nn.Linear(h, PAIR), nn.Linear(h, PAIR)
        nn.init.zeros_(self.right.weight)
        nn.init.zeros_(self.right.bias)
        self.length = nn.Parameter(torch.zeros(LONGEST))
        self.drop, self.drop_in = ChannelDropout(drop), ChannelDropout(drop)

    def embed(self, ints, floats):
        word = ints[..., 0]
        known = word < self.frequent.num_embeddings
        frequent = self.frequent(torch.where(known, word, torch.ones_like(word)))
        return torch.cat([self.drop_in(self.vectors[word]), frequent, self.word_class(ints[..., 1]),
                          self.span_type(ints[..., 2]), self.suffix(ints[..., 3]), floats], -1)

    def forward(self, ci, cf, qi, qf, sentence, lengths, question_lengths, classes, focus, apart=False):
        """Logits: span from token i on of d + 1 tokens in column i * LONGEST + d, "no answer" in the last."""
        cm = torch.arange(ci.size(1))[None] < lengths[:, None]
        qm = torch.arange(qi.size(1))[None] < question_lengths[:, None]
        c_mask, q_mask = cm[..., None].float(), qm[..., None].float()
        hide_q = (~qm)[:, None].float() * -1e4
        hide_c = (~cm)[:, :, None].float() * -1e4
        cw, qw = self.vectors[ci[..., 0]], self.vectors[qi[..., 0]]
        likeness = torch.relu(self.align(cw)) @ torch.relu(self.align(qw)).transpose(1, 2)
        aligned = (likeness + hide_q).softmax(-1) @ qw
        c = torch.relu(self.passage_in(torch.cat([self.embed(ci, cf), aligned], -1)))
        q = torch.relu(self.question_in(self.embed(qi, qf)))
        for layer in self.encode:
            c, q = layer(c, c_mask), layer(q, q_mask)
        c, q = c * c_mask, q * q_mask
        w = self.similarity
        s = (c @ w[0])[:, :, None] + (q @ w[1])[:, None] + (c * w[2]) @ q.transpose(1, 2)
        to_q = (s + hide_q).softmax(-1)
        to_c = (s + hide_c).softmax(1)
        seen = to_q @ q
        back = to_q @ (to_c.transpose(1, 2) @ c)
        focus_word = self.vectors[focus] * (focus > 1)[:, None]
        about = torch.cat([self.question_class(classes), focus_word], -1)
        x = torch.relu(self.merge(self.drop(torch.cat([c, seen, c * seen, c * back], -1))) +
                       self.merge_question(about)[:, None])
        for layer in self.model1:
            x = layer(x, c_mask)
        x1 = x = self.attend1(x, cm)
        for layer in self.model2:
            x = layer(x, c_mask)
        x2 = x = self.attend2(x, cm)
        for layer in self.model3:
            x = layer(x, c_mask)
        pool = (self.question_pool(q).squeeze(-1) + hide_q[:, 0]).softmax(-1)[:, None] @ q
        v = self.question_vector(torch.cat([pool.squeeze(1), about], -1))
        start = self.start(torch.cat([x1, x2, x2 * v[:, None]], -1)).squeeze(-1) + hide_c[..., 0]
        end = self.end(torch.cat([x2, x, x * v[:, None]], -1)).squeeze(-1) + hide_c[..., 0]
        top = (x + hide_c).max(1).values
        focused = (start.softmax(-1)[:, None] @ x).squeeze(1)
        none = self.none(torch.relu(self.none_hidden(torch.cat([top, focused, v], -1))))
        if apart:  # logits of the starts, of the ends; "no answer" is the last of both
            return torch.cat([start, none / 2], -1), torch.cat([end, none / 2], -1)
        behind = lambda y: (0, 0) * (y.dim() - 2) + (0, LONGEST - 1)
        ahead = lambda y, value: F.pad(y, behind(y), value=value).unfold(1, LONGEST, 1)
        pair = (self.left(x2)[..., None] * ahead(self.right(x), 0.0)).sum(2)
        spans = start[..., None] + ahead(end, 0.0) + pair + self.length
        inside = (ahead(sentence, -1) == sentence[..., None]) & cm[..., None]
        spans = spans.masked_fill(~inside, -1e4).flatten(1)
        return torch.cat([spans, none], -1)
