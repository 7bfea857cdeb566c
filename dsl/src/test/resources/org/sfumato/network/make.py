"""Makes networks.json: what PyTorch's and torchvision's own layers say on weights of a formula.

python3 make.py; needs torch, torchvision, numpy and Pillow. The weights are too large to be stored,
so both sides fill them by one formula (weights below); the input is a formula as well.
"""
import json
import math
import zlib

import numpy as np
import torch
import torch.nn.functional as F
import torchvision.models.inception as inc
from PIL import Image
from torchvision import models

torch.set_num_threads(2)


def hashed(n, seed):
    """n numbers in [-1/2, 1/2): a mixed 32-bit counter."""
    with np.errstate(over="ignore"):
        h = np.arange(n, dtype=np.uint32) * np.uint32(2654435761) + np.uint32(seed)
        h ^= h >> np.uint32(16)
        h *= np.uint32(0x85EBCA6B)
        h ^= h >> np.uint32(13)
        h *= np.uint32(0xC2B2AE35)
        h ^= h >> np.uint32(16)
    return h.astype(np.float64) / 2**32 - 0.5


def weights(name, shape):
    u = hashed(math.prod(shape), zlib.crc32(name.encode()))
    if name.endswith("running_var"):
        v = 1 + 0.5 * u
    elif name.endswith("bn.weight"):
        v = 1 + 0.2 * u
    elif name.startswith("lin"):
        v = u + 0.5
    elif len(shape) > 1:
        v = u * math.sqrt(24 / math.prod(shape[1:]))
    else:
        v = 0.1 * u
    return torch.tensor(v.astype(np.float32).reshape(shape))


def filled(net):
    """The shapes of a network's state dict, which the formula fills."""
    shapes = {}
    state = net.state_dict()
    for name, v in state.items():
        if not name.endswith("num_batches_tracked"):
            state[name] = weights(name, v.shape)
            shapes[name] = list(v.shape)
    net.load_state_dict(state)
    net.eval()
    return shapes


def picture(kind, c, h, w):
    """Eight-bit levels: a pattern, its shifted copy with noise, or noise."""
    y, x = np.mgrid[0:h, 0:w]
    ramp = np.stack([(7 * y + 13 * x + 29 * k) % 256 for k in range(c)])
    noise = np.floor((hashed(c * h * w, 11 + kind) + 0.5) * 256).reshape(c, h, w)
    levels = [ramp, np.minimum(255, np.floor(ramp * 0.75 + noise * 0.25)), noise][kind]
    return torch.tensor((levels / 255).astype(np.float32))


# --- the Inception of FID, as pytorch-fid describes its differences from torchvision

def inside(x):
    return F.avg_pool2d(x, 3, stride=1, padding=1, count_include_pad=False)


class A(inc.InceptionA):
    def _forward(self, x):
        b = self.branch3x3dbl_3(self.branch3x3dbl_2(self.branch3x3dbl_1(x)))
        return [self.branch1x1(x), self.branch5x5_2(self.branch5x5_1(x)), b, self.branch_pool(inside(x))]


class C(inc.InceptionC):
    def _forward(self, x):
        a = self.branch7x7_3(self.branch7x7_2(self.branch7x7_1(x)))
        b = self.branch7x7dbl_1(x)
        for layer in (self.branch7x7dbl_2, self.branch7x7dbl_3, self.branch7x7dbl_4, self.branch7x7dbl_5):
            b = layer(b)
        return [self.branch1x1(x), a, b, self.branch_pool(inside(x))]


class E(inc.InceptionE):
    last = False

    def _forward(self, x):
        a = self.branch3x3_1(x)
        b = self.branch3x3dbl_2(self.branch3x3dbl_1(x))
        pooled = F.max_pool2d(x, 3, stride=1, padding=1) if self.last else inside(x)
        return [self.branch1x1(x), torch.cat([self.branch3x3_2a(a), self.branch3x3_2b(a)], 1),
                torch.cat([self.branch3x3dbl_3a(b), self.branch3x3dbl_3b(b)], 1), self.branch_pool(pooled)]


class Last(E):
    last = True


def inception():
    net = inc.Inception3(num_classes=1008, aux_logits=False, init_weights=False)
    net.Mixed_5b, net.Mixed_5c, net.Mixed_5d = A(192, 32), A(256, 64), A(288, 64)
    net.Mixed_6b, net.Mixed_6c, net.Mixed_6d, net.Mixed_6e = C(768, 128), C(768, 160), C(768, 160), C(768, 192)
    net.Mixed_7b, net.Mixed_7c = E(1280), Last(2048)
    return net


def inception_run(net, x):
    taps = []
    for name, layer in net.named_children():
        if name in ("avgpool", "dropout", "fc", "AuxLogits"):
            continue
        x = layer(x)
        if name in ("maxpool1", "maxpool2", "Mixed_6e", "Mixed_7c"):
            taps.append(x)
    pooled = x.mean((2, 3))
    return taps, pooled, F.linear(pooled, net.fc.weight)


def pil(x):
    """clean-fid's resize: PIL's bicubic on each channel as floats, cut to [0, 255]."""
    channels = []
    for c in x.numpy():
        image = Image.fromarray(np.round(c * 255).astype(np.float32), mode="F")
        channels.append(np.asarray(image.resize((299, 299), resample=Image.BICUBIC)).clip(0, 255))
    return torch.tensor(np.stack(channels))[None]


# --- LPIPS 0.1, written out

SHIFT = torch.tensor([-0.030, -0.088, -0.188])[None, :, None, None]
SCALE = torch.tensor([0.458, 0.448, 0.450])[None, :, None, None]


def taps(net, x, places):
    found = []
    for k, layer in enumerate(net.features):
        x = layer(x)
        if k in places:
            found.append(x)
    return found


def lpips(net, places, heads, a, b):
    total = 0
    for k, (p, q) in enumerate(zip(*[taps(net, (2 * i - 1 - SHIFT) / SCALE, places) for i in (a, b)])):
        p, q = [t / (t.pow(2).sum(1, keepdim=True).sqrt() + 1e-10) for t in (p, q)]
        total = total + F.conv2d((p - q) ** 2, heads["lin%d.model.1.weight" % k]).mean((2, 3))
    return total.flatten().tolist()


def rounded(t):
    return [float("%.7g" % v) for v in t.flatten().tolist()]


def summary(t):
    """The shape, mean and spread of a map, and 40 of its values spread over it."""
    flat = t.flatten()
    picked = flat[torch.linspace(0, flat.numel() - 1, 40).long()] if flat.numel() > 40 else flat
    at = torch.linspace(0, flat.numel() - 1, 40).long() if flat.numel() > 40 else torch.arange(flat.numel())
    return {"shape": list(t.shape), "mean": float(t.double().mean()), "std": float(t.double().std(unbiased=False)),
            "at": at.tolist(), "values": rounded(picked)}


out = {}
with torch.no_grad():
    net = inception()
    shapes = filled(net)
    x = torch.stack([picture(1, 3, 96, 80), picture(2, 3, 96, 80)])
    small = F.interpolate(x, size=(299, 299), mode="bilinear", align_corners=False)
    maps, pooled, logits = inception_run(net, 2 * small - 1)
    large = picture(1, 3, 400, 350)
    clean = (pil(large) - 128) / 128
    out["inception"] = {
        "shapes": shapes, "maps": [summary(m) for m in maps], "features": rounded(pooled), "logits": rounded(logits),
        "clean": {"resized": summary(clean), "features": rounded(inception_run(net, clean)[1])},
        "cleanSmall": summary((pil(x[0]) - 128) / 128)}
    for name, made, places, width in (
            ("alexnet", models.alexnet(), (1, 4, 7, 9, 11), (64, 192, 384, 256, 256)),
            ("vgg16", models.vgg16(), (3, 8, 15, 22, 29), (64, 128, 256, 512, 512)),
            ("squeezenet1_1", models.squeezenet1_1(), (1, 4, 7, 9, 10, 11, 12), (64, 128, 256, 384, 384, 512, 512))):
        features = torch.nn.Module()
        features.features = made.features
        shapes = filled(features)
        headShapes = {"lin%d.model.1.weight" % k: [1, c, 1, 1] for k, c in enumerate(width)}
        heads = {k: weights(k, s) for k, s in headShapes.items()}
        a = torch.stack([picture(0, 3, 64, 72), picture(1, 3, 64, 72), picture(2, 3, 64, 72)])
        b = torch.stack([picture(1, 3, 64, 72), picture(1, 3, 64, 72), picture(0, 3, 64, 72)])
        gray = [picture(k, 1, 64, 72)[None].expand(1, 3, 64, 72) for k in (0, 2)]
        found = taps(features, (2 * a[2:] - 1 - SHIFT) / SCALE, places)
        out[name] = {"shapes": shapes, "heads": headShapes, "maps": [summary(m) for m in found],
                     "lpips": lpips(features, places, heads, a, b),
                     "gray": lpips(features, places, heads, *gray)}

with open("networks.json", "w") as f:
    json.dump(out, f, separators=(",", ":"))
