"""What PyTorch's layers make of the two networks of CycleGAN, in the order of the official code
(junyanz/pytorch-CycleGAN-and-pix2pix, models/networks.py), with weights by a formula. Writes
cyclegan.json. A bias before a norm without scale and shift does nothing and is left out."""

import json
import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def norm(c):
    return nn.InstanceNorm2d(c, affine=False, track_running_stats=False)


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.f = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(c, c, 3, bias=False), norm(c), nn.ReLU(),
            nn.ReflectionPad2d(1), nn.Conv2d(c, c, 3, bias=False), norm(c))

    def forward(self, x):
        return x + self.f(x)


def generator(c, w, blocks):
    m = [nn.ReflectionPad2d(3), nn.Conv2d(c, w, 7, bias=False), norm(w), nn.ReLU()]
    for i in (1, 2):
        m += [nn.Conv2d(w * i, w * i * 2, 3, 2, 1, bias=False), norm(w * i * 2), nn.ReLU()]
    m += [Block(4 * w) for _ in range(blocks)]
    for i in (4, 2):
        m += [nn.ConvTranspose2d(w * i, w * i // 2, 3, 2, 1, 1, bias=False), norm(w * i // 2), nn.ReLU()]
    return nn.Sequential(*m, nn.ReflectionPad2d(3), nn.Conv2d(w, c, 7), nn.Tanh())


def discriminator(c, w, layers):
    m = [nn.Conv2d(c, w, 4, 2, 1), nn.LeakyReLU(.2)]
    a = w
    for i in range(1, layers + 1):
        b = w * min(2 ** i, 8)
        m += [nn.Conv2d(a, b, 4, 2 if i < layers else 1, 1, bias=False), norm(b), nn.LeakyReLU(.2)]
        a = b
    return nn.Sequential(*m, nn.Conv2d(a, 1, 4, 1, 1))


def filled(net):
    for i, p in enumerate(net.parameters()):
        k = torch.arange(p.numel())
        p.data = (.3 * torch.sin(.7 * k + i)).reshape(p.shape)
    return net


def found(net, x):
    x = x.clone().requires_grad_()
    y = filled(net)(x)
    y.square().sum().backward()
    return {"shape": list(y.shape), "first": y.flatten()[:8].tolist(), "sum": y.abs().sum().item(),
            "slope": x.grad.flatten()[:8].tolist(), "slopes": x.grad.abs().sum().item()}


x = torch.sin(.3 * torch.arange(2 * 2 * 16 * 16)).reshape(2, 2, 16, 16)
wide = torch.sin(.3 * torch.arange(2 * 32 * 32)).reshape(2, 1, 32, 32)
json.dump({"generator": found(generator(2, 4, 2), x), "discriminator": found(discriminator(2, 4, 2), x),
           "deep": found(discriminator(1, 2, 3), wide)}, open("cyclegan.json", "w"), indent=1)
