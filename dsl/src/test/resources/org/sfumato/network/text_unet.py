"""What PyTorch's own layers (MultiheadAttention, GroupNorm, LayerNorm, Conv2d) make of a small U-Net
that reads, with weights by the formula of towers.py. Writes text_unet.json: two images of two texts,
of which one is shorter, and where the first cross-attention looks."""

import json
import math
import zlib

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
CH, WIDTH, LENGTH, EMBED = 8, 8, 5, 32


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


def conv(name, i, o, k):
    m = nn.Conv2d(i, o, k, padding=k // 2)
    m.weight, m.bias = filled(name + ".weight", o, i, k, k), filled(name + ".bias", o)
    return m


def group(name, c):
    m = nn.GroupNorm(8, c)
    m.weight, m.bias = filled(name + ".weight", c), filled(name + ".bias", c)
    return m


def layer(name, w):
    m = nn.LayerNorm(w, eps=1e-12)
    m.weight, m.bias = filled(name + ".weight", w), filled(name + ".bias", w)
    return m


def attention(heads, q, k, v, out):
    """q, k, v and out as (weight, bias)."""
    m = nn.MultiheadAttention(q[0].shape[0], heads, batch_first=True)
    m.in_proj_weight = nn.Parameter(torch.cat([q[0], k[0], v[0]]))
    m.in_proj_bias = nn.Parameter(torch.cat([q[1], k[1], v[1]]))
    m.out_proj.weight, m.out_proj.bias = map(nn.Parameter, out)
    return m


def flat(m):
    return m.weight.detach().reshape(m.weight.shape[:2]), m.bias.detach()


def read(tokens):
    pad = tokens == 0
    h = filled("text.words", 10, WIDTH)[tokens] + filled("text.positions", LENGTH, WIDTH)
    h = layer("text.norm", WIDTH)(h)
    b = "text.bert.block.0"
    w, s = filled(b + ".qkv.weight", 3 * WIDTH, WIDTH).detach(), filled(b + ".qkv.bias", 3 * WIDTH).detach()
    parts = list(zip(w.chunk(3), s.chunk(3)))
    a = attention(2, *parts, flat(linear(b + ".out", WIDTH, WIDTH)))
    h = layer(b + ".norm0", WIDTH)(h + a(h, h, h, key_padding_mask=pad)[0])
    wide, narrow = linear(b + ".wide", WIDTH, 4 * WIDTH), linear(b + ".narrow", 4 * WIDTH, WIDTH)
    return layer(b + ".norm1", WIDTH)(h + narrow(F.gelu(wide(h)))), pad


maps = []


def block(name, x, e, i, o):
    h = conv(name + ".conv0", i, o, 3)(F.silu(group(name + ".norm0", i)(x)))
    h = h + linear(name + ".embed", EMBED, o)(e)[:, :, None, None]
    h = conv(name + ".conv1", o, o, 3)(F.silu(group(name + ".norm1", o)(h)))
    skip = x if i == o else conv(name + ".skip", i, o, 1)(x)
    return (h + skip) * math.sqrt(.5)


def attend(name, x, features, pad):
    n, c, s, _ = x.shape
    rows = group(name + ".attention.norm", c)(x).reshape(n, c, -1).transpose(1, 2)
    w, b = flat(conv(name + ".attention.qkv", c, 3 * c, 1))
    out = flat(conv(name + ".attention.out", c, c, 1))
    y = attention(1, *zip(w.chunk(3), b.chunk(3)), out)(rows, rows, rows)[0]
    x = (y.transpose(1, 2).reshape(n, c, s, s) + x) * math.sqrt(.5)
    rows = group(name + ".cross.norm", c)(x).reshape(n, c, -1).transpose(1, 2)
    q = flat(conv(name + ".cross.query", c, c, 1))
    k, v = flat(linear(name + ".cross.key", WIDTH, c)), flat(linear(name + ".cross.value", WIDTH, c))
    a = attention(4, q, k, v, flat(conv(name + ".cross.out", c, c, 1)))
    y, where = a(rows, features, features, key_padding_mask=pad)
    maps.append(where)
    return (y.transpose(1, 2).reshape(n, c, s, s) + x) * math.sqrt(.5)


tokens = torch.tensor([[2, 5, 6, 7, 3], [2, 9, 3, 0, 0]])
x = .5 * torch.sin(.3 * torch.arange(128.)).reshape(2, 1, 8, 8)
c = torch.tensor([.2, -.4])
with torch.no_grad():
    features, pad = read(tokens)
    f = torch.exp(torch.arange(CH // 2) * (-math.log(10000) / (CH // 2 - 1)))
    a = c[:, None] * 1000 * f[None]
    e = linear("embed.0", CH, EMBED)(torch.cat([torch.sin(a), torch.cos(a)], 1))
    e = F.silu(linear("embed.1", EMBED, EMBED)(F.silu(e)) + linear("embed.text", WIDTH, EMBED)(features[:, 0]))
    skips = [conv("in", 4, CH, 3)(F.pixel_unshuffle(x, 2))]
    h = attend("down.0.0", block("down.0.0", skips[0], e, CH, CH), features, pad)
    skips.append(h)
    h = attend("middle", block("middle.0", h, e, CH, CH), features, pad)
    h = block("middle.1", h, e, CH, CH)
    for b in range(2):
        h = block(f"up.0.{b}", torch.cat([h, skips.pop()], 1), e, 2 * CH, CH)
        h = attend(f"up.0.{b}", h, features, pad)
    y = F.pixel_shuffle(conv("out", CH, 4, 3)(F.silu(group("out.norm", CH)(h))), 2)

json.dump(
    {
        "tokens": tokens.tolist(),
        "level": c.tolist(),
        "image": [round(v, 9) for v in y.flatten().tolist()],
        "looks": [round(v, 9) for v in maps[0].flatten().tolist()],
    },
    open("text_unet.json", "w"),
)
