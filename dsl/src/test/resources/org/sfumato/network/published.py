"""What PyTorch makes of small models in the layouts of published ones, with weights by a formula:
CLIP as openai/CLIP's model.py builds it, BERT as Hugging Face's BertModel does, and MedCLIP's
ResNet and BERT. Writes published.json: the names and shapes of each layout, and what was found."""

import json
import zlib

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)


class Layout:
    """Weights by name; asking for one notes that it is needed."""

    def __init__(self):
        self.shapes = {}

    def __call__(self, name, *shape):
        self.shapes[name] = shape
        k = torch.arange(torch.Size(shape).numel())
        v = torch.sin(.7 * k + zlib.crc32(name.encode()) % 1000)
        if len(shape) > 1:
            fan = torch.Size(shape[1:]).numel()
            return (v * (2 / fan) ** .5).reshape(shape)
        if name.endswith("running_var"):
            return 1 + .2 * v
        scale = name.split(".")[-2].lower().startswith(("ln_", "layernorm", "bn", "1")) and name.endswith("weight")
        return 1 + .2 * v if scale else .2 * v

    def norm(self, name, x, eps):
        w = x.shape[-1]
        return F.layer_norm(x, [w], self(name + ".weight", w), self(name + ".bias", w), eps)

    def linear(self, name, x, out):
        return F.linear(x, self(name + ".weight", out, x.shape[-1]), self(name + ".bias", out))


def clip_block(p, name, x, mask):
    w = x.shape[-1]
    h = p.norm(name + "ln_1", x, 1e-5)
    a = nn.MultiheadAttention(w, w // 64, batch_first=True)
    a.in_proj_weight = nn.Parameter(p(name + "attn.in_proj_weight", 3 * w, w))
    a.in_proj_bias = nn.Parameter(p(name + "attn.in_proj_bias", 3 * w))
    a.out_proj.weight = nn.Parameter(p(name + "attn.out_proj.weight", w, w))
    a.out_proj.bias = nn.Parameter(p(name + "attn.out_proj.bias", w))
    x = x + a(h, h, h, need_weights=False, attn_mask=mask)[0]
    h = p.linear(name + "mlp.c_fc", p.norm(name + "ln_2", x, 1e-5), 4 * w)
    return x + p.linear(name + "mlp.c_proj", h * torch.sigmoid(1.702 * h), w)


def clip_image(p, x, w, patch, depth, d):
    mean = torch.tensor([.48145466, .4578275, .40821073]).reshape(1, 3, 1, 1)
    std = torch.tensor([.26862954, .26130258, .27577711]).reshape(1, 3, 1, 1)
    h = F.conv2d((x - mean) / std, p("visual.conv1.weight", w, 3, patch, patch), stride=patch)
    h = h.flatten(2).transpose(1, 2)
    h = torch.cat([p("visual.class_embedding", w).expand(len(x), 1, w), h], 1)
    h = p.norm("visual.ln_pre", h + p("visual.positional_embedding", h.shape[1], w), 1e-5)
    for k in range(depth):
        h = clip_block(p, f"visual.transformer.resblocks.{k}.", h, None)
    return F.normalize(p.norm("visual.ln_post", h[:, 0], 1e-5) @ p("visual.proj", w, d), dim=1)


def clip_text(p, tokens, vocabulary, length, w, depth, d):
    h = F.embedding(tokens, p("token_embedding.weight", vocabulary, w))
    h = h + p("positional_embedding", length, w)
    mask = torch.full((length, length), -torch.inf).triu(1)
    for k in range(depth):
        h = clip_block(p, f"transformer.resblocks.{k}.", h, mask)
    h = p.norm("ln_final", h, 1e-5)[torch.arange(len(tokens)), tokens.argmax(1)]
    return F.normalize(h @ p("text_projection", w, d), dim=1)


def bert(p, tokens, vocabulary, length, w, depth, prefix=""):
    e = prefix + "embeddings."
    h = F.embedding(tokens, p(e + "word_embeddings.weight", vocabulary, w))
    h = h + p(e + "position_embeddings.weight", length, w)[:tokens.shape[1]]
    h = p.norm(e + "LayerNorm", h + p(e + "token_type_embeddings.weight", 2, w)[0], 1e-12)
    states = [h]
    for k in range(depth):
        n = f"{prefix}encoder.layer.{k}."
        q, key, v = (p.linear(n + f"attention.self.{x}", h, w) for x in ("query", "key", "value"))
        q, key, v = (y.unflatten(2, (w // 64, 64)).transpose(1, 2) for y in (q, key, v))
        s = (q @ key.transpose(2, 3) / 8).masked_fill((tokens == 0)[:, None, None], -torch.inf)
        a = (s.softmax(3) @ v).transpose(1, 2).flatten(2)
        h = p.norm(n + "attention.output.LayerNorm", h + p.linear(n + "attention.output.dense", a, w), 1e-12)
        m = F.gelu(p.linear(n + "intermediate.dense", h, 4 * w))
        h = p.norm(n + "output.LayerNorm", h + p.linear(n + "output.dense", m, w), 1e-12)
        states.append(h)
    return states


def normed(p, name, x):
    return F.batch_norm(x, *(p(name + "." + n, x.shape[1]) for n in ("running_mean", "running_var", "weight", "bias")))


def conv(p, name, norm, x, out, k, stride):
    w = p(name + ".weight", out, x.shape[1], k, k)
    return normed(p, norm, F.conv2d(x, w, stride=stride, padding=k // 2))


def resnet(p, x, w, blocks, d):
    """torchvision's Bottleneck network in its names, of another width."""
    v = "vision_model.model."
    h = F.max_pool2d(torch.relu(conv(p, v + "conv1", v + "bn1", x, w, 7, 2)), 3, 2, 1)
    for stage, count in enumerate(blocks):
        for b in range(count):
            n, inner, stride = f"{v}layer{stage + 1}.{b}.", w * 2 ** stage, 2 if stage and not b else 1
            y = torch.relu(conv(p, n + "conv1", n + "bn1", h, inner, 1, 1))
            y = torch.relu(conv(p, n + "conv2", n + "bn2", y, inner, 3, stride))
            y = conv(p, n + "conv3", n + "bn3", y, 4 * inner, 1, 1)
            h = torch.relu(y + (h if b else conv(p, n + "downsample.0", n + "downsample.1", h, 4 * inner, 1, stride)))
    return F.normalize(F.linear(h.mean((2, 3)), p(v + "fc.weight", d, h.shape[1])), dim=1)


def rounded(x):
    return [[round(v, 8) for v in row] for row in x.tolist()]


clip = Layout()
x = .5 + .5 * torch.sin(.3 * torch.arange(2 * 3 * 256.)).reshape(2, 3, 16, 16)
# <|startoftext|> no lesions <|endoftext|>, and an empty sentence
tokens = torch.tensor([[17, 11, 12, 13, 2, 1, 10, 18, 0, 0], [17, 18, 0, 0, 0, 0, 0, 0, 0, 0]])
found = {"clip": {"image": rounded(clip_image(clip, x, 128, 4, 2, 12)),
                  "text": rounded(clip_text(clip, tokens, 19, 10, 64, 2, 12)), "shapes": clip.shapes}}
model = Layout()
# [CLS] un ##want ##ed , runn ##ing [SEP], and want alone
tokens = torch.tensor([[2, 9, 6, 7, 12, 10, 11, 3], [2, 5, 3, 0, 0, 0, 0, 0]])
states = bert(model, tokens, 15, 12, 128, 3, "bert.")
kept = (tokens != 0)[..., None]
found["bert"] = {"cls": rounded(states[-1][:, 0, :16]),
                 "mean": rounded(((states[-1] * kept).sum(1) / kept.sum(1))[:, :16]), "shapes": model.shapes}
model = Layout()
x = .5 + .5 * torch.sin(.3 * torch.arange(3 * 224 * 224.)).reshape(1, 3, 224, 224)
states = bert(model, tokens, 15, 12, 64, 3, "text_model.model.")
mean = (torch.stack([states[1], states[2], states[-1]]).mean(0) * kept).sum(1) / kept.sum(1)
text = F.normalize(F.linear(mean, model("text_model.projection_head.weight", 10, 64)), dim=1)
image = resnet(model, (x - .5862785803043838) / .27950088968644304, 4, [1, 2, 1, 1], 10)
found["medclip"] = {"image": rounded(image), "text": rounded(text), "shapes": model.shapes}
json.dump(found, open("published.json", "w"))
