"""What PyTorch's own layers (MultiheadAttention, LayerNorm, Linear, Conv2d, GroupNorm) make of two
small towers and a residual network with weights by a formula. Writes towers.json: whole results of
two pictures and two reports."""

import json
import zlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def filled(name, *shape):
    k = torch.arange(torch.Size(shape).numel())
    v = torch.sin(.7 * k + zlib.crc32(name.encode()) % 1000)
    norm = "norm" in name.split(".")[-2] if "." in name else False
    v = 1 + .2 * v if norm and name.endswith("weight") else .4 * v
    return nn.Parameter(v.reshape(shape))


def linear(name, i, o):
    m = nn.Linear(i, o)
    m.weight, m.bias = filled(name + ".weight", o, i), filled(name + ".bias", o)
    return m


def norm(name, w, eps):
    m = nn.LayerNorm(w, eps=eps)
    m.weight, m.bias = filled(name + ".weight", w), filled(name + ".bias", w)
    return m


class Block(nn.Module):
    def __init__(self, name, w, heads, first, eps):
        super().__init__()
        self.first = first
        self.n0, self.n1 = norm(name + ".norm0", w, eps), norm(name + ".norm1", w, eps)
        self.a = nn.MultiheadAttention(w, heads, batch_first=True)
        self.a.in_proj_weight = filled(name + ".qkv.weight", 3 * w, w)
        self.a.in_proj_bias = filled(name + ".qkv.bias", 3 * w)
        self.a.out_proj = linear(name + ".out", w, w)
        self.wide, self.narrow = linear(name + ".wide", w, 4 * w), linear(name + ".narrow", 4 * w, w)

    def attend(self, x, pad):
        return self.a(x, x, x, key_padding_mask=pad, need_weights=True)

    def mlp(self, x):
        return self.narrow(nn.functional.gelu(self.wide(x)))

    def forward(self, x, pad=None):
        if self.first:
            y, a = self.attend(self.n0(x), pad)
            x = x + y
            return x + self.mlp(self.n1(x)), a
        y, a = self.attend(x, pad)
        x = self.n0(x + y)
        return self.n1(x + self.mlp(x)), a


def head(name, x, i, hidden, d):
    h = torch.relu(norm(name + ".norm", hidden, 1e-5)(linear(name + ".0", i, hidden)(x)))
    return nn.functional.layer_norm(linear(name + ".1", hidden, d)(h), [d])


def vit(x, patch, w, depth, heads):
    conv = nn.Conv2d(x.shape[1], w, patch, patch)
    conv.weight = filled("image.patch.weight", w, x.shape[1], patch, patch)
    conv.bias = filled("image.patch.bias", w)
    h = conv(2 * x - 1).flatten(2).transpose(1, 2)
    h = torch.cat([filled("image.cls", 1, 1, w).expand(len(x), 1, w), h], 1)
    h = h + filled("image.positions", h.shape[1], w)
    for k in range(depth):
        h, a = Block(f"image.vit.block.{k}", w, heads, True, 1e-6)(h)
    h = norm("image.norm", w, 1e-6)(h)
    return h[:, 0], h[:, 1:], a[:, 0, 1:]


def bert(tokens, words, vocabulary, w, depth, heads, length):
    h = nn.functional.embedding(tokens, filled("report.words", vocabulary, w))
    h = norm("report.norm", w, 1e-12)(h + filled("report.positions", length, w)[:tokens.shape[1]])
    for k in range(depth):
        h, a = Block(f"report.bert.block.{k}", w, heads, False, 1e-12)(h, tokens == 0)
    n = tokens.shape[1] - 2
    vectors, weight, present = torch.zeros(len(h), n, w), torch.zeros(len(h), n), torch.zeros(len(h), n)
    for b in range(len(h)):
        for t in range(tokens.shape[1]):
            j = words[b, t] - 1
            if j >= 0:
                vectors[b, j] += h[b, t]
                weight[b, j] += a[b, 0, t]
                present[b, j] = 1
    return h[:, 0], vectors, weight, present


def conv(name, x, i, o, k, stride):
    m = nn.Conv2d(i, o, k, stride, k // 2, bias=False)
    m.weight = filled(name + ".weight", o, i, k, k)
    return m(x)


def group(name, x):
    m = nn.GroupNorm(8, x.shape[1])
    m.weight, m.bias = filled(name + ".weight", x.shape[1]), filled(name + ".bias", x.shape[1])
    return m(x)


def resnet(x, w, blocks):
    h = torch.relu(group("image.stem.norm", conv("image.stem", 2 * x - 1, x.shape[1], w, 3, 2)))
    i, stages = w, []
    for stage in range(4):
        o = w * 2 ** stage
        for b in range(blocks):
            n, stride = f"image.stage.{stage}.{b}", 2 if stage and not b else 1
            y = torch.relu(group(n + ".norm0", conv(n + ".conv0", h, i, o, 3, stride)))
            y = group(n + ".norm1", conv(n + ".conv1", y, o, o, 3, 1))
            if i != o or stride > 1:
                h = group(n + ".skip.norm", conv(n + ".skip", h, i, o, 1, stride))
            h, i = torch.relu(h + y), o
        stages.append(h)
    return stages[3].mean((2, 3)), stages[2].flatten(2).transpose(1, 2)


tokens = torch.tensor([[2, 5, 6, 7, 3, 0, 0], [2, 9, 8, 7, 6, 5, 3]])
words = torch.tensor([[0, 1, 1, 2, 0, 0, 0], [0, 1, 2, 2, 2, 3, 0]])
x = .5 + .5 * torch.sin(.3 * torch.arange(2 * 64.)).reshape(2, 1, 8, 8)
whole, places, look = vit(x, 4, 8, 2, 2)
report, vectors, weight, present = bert(tokens, words, 10, 8, 2, 2, 7)
found = [head("head.image", whole, 8, 12, 6), head("head.patch", places, 8, 12, 6), look,
         head("head.report", report, 8, 12, 6), head("head.word", vectors, 8, 12, 6), weight, present]
colour = .5 + .5 * torch.sin(.3 * torch.arange(2 * 3 * 256.)).reshape(2, 3, 16, 16)
residual = [r.flatten().tolist() for r in resnet(colour, 8, 2)]
json.dump({"resnet": [[round(v, 9) for v in r] for r in residual], "tokens": tokens.tolist(), "words": words.tolist(), "shapes": [list(f.shape) for f in found],
           "values": [[round(v, 9) for v in f.flatten().tolist()] for f in found],
           "features": [round(v, 9) for v in whole.flatten().tolist()]}, open("towers.json", "w"))
