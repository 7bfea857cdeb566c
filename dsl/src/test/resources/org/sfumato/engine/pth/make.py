"""Makes the files of this folder: state dicts as PyTorch saves them, and files that mean harm.

python3 make.py; any version of PyTorch from 1.6 on.
"""
import builtins
import collections
import os

import torch


def tensors():
    grid = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4) / 8
    shared = torch.arange(10, dtype=torch.float32)
    d = collections.OrderedDict()
    d["plain.weight"] = grid
    d["turned"] = grid.permute(2, 0, 1)
    d["channels_last"] = torch.arange(24, dtype=torch.float32).reshape(1, 2, 3, 4).contiguous(
        memory_format=torch.channels_last)
    d["part"] = shared[3:6]
    d["every_second"] = shared[1::2]
    d["half"] = torch.tensor([1, -2.5, 65504, 6e-8, 0], dtype=torch.float16)
    d["bfloat"] = torch.tensor([1, -2.5, 3e38], dtype=torch.bfloat16)
    d["double"] = torch.tensor([0.1, -1e300 * 0 + 2], dtype=torch.float64)
    d["long"] = torch.tensor([7, -9])
    d["bytes"] = torch.tensor([0, 255], dtype=torch.uint8)
    d["truth"] = torch.tensor([True, False])
    d["number"] = torch.tensor(3.5)
    d["empty"] = torch.zeros(0, 4)
    d["parameter"] = torch.nn.Parameter(torch.tensor([4.0, 5.0]))
    return d


class OldParameter:
    """A parameter as versions before 0.4 wrote it: an object and its state, with the tensor in it."""

    def __init__(self, data):
        self.data = data

    def __getstate__(self):
        return self.data, None, None, True, collections.OrderedDict()


class Harm:
    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


torch.save(tensors(), "zip.pth")
torch.save(tensors(), "legacy.pth", _use_new_zipfile_serialization=False)
torch.save({"epoch": 3, "lr": 0.1, "state_dict": {"layer": {"weight": torch.tensor([[1.0, 2.0]])}}}, "checkpoint.pth")
torch.save(collections.OrderedDict(old=OldParameter(torch.tensor([1.0, 2.0, 3.0]))), "old_parameter.pth",
           _use_new_zipfile_serialization=False)
with open("old_parameter.pth", "rb") as f:
    old = f.read()
with open("old_parameter.pth", "wb") as f:
    f.write(old.replace(b"c__main__\nOldParameter\n", b"ctorch.nn.parameter\nParameter\n"))
torch.save(torch.arange(3.0), "bare_tensor.pth")
torch.save({"weight": torch.tensor([1 + 2j])}, "complex.pth")
torch.save({"w": torch.zeros(1), "x": Harm(os.system, "touch harmed")}, "harm_system_zip.pth")
torch.save({"w": torch.zeros(1), "x": Harm(os.system, "touch harmed")}, "harm_system_legacy.pth",
           _use_new_zipfile_serialization=False)
torch.save({"x": Harm(builtins.eval, "open('harmed', 'w')")}, "harm_eval.pth")
torch.save({"x": Harm(getattr, "text", "upper")}, "harm_getattr.pth")
with open("harm_plain_pickle.pth", "wb") as f:
    f.write(b"\x80\x02cos\nsystem\nX\x0c\x00\x00\x00touch harmed\x85R.")


class Scripted(torch.nn.Module):
    """An encoder of two features."""

    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.tensor([[1.0, 2.0, 3.0], [0.5, 0.0, -1.0]]))

    def forward(self, x):
        return torch.nn.functional.linear(x.mean(dim=(2, 3)), self.weight)


torch.jit.script(Scripted()).save("scripted.pt")


class Detector(torch.nn.Module):
    """A stand-in with the calls of NVIDIA's inception-2015-12-05.pt: bytes in, features or chances out."""

    def __init__(self):
        super().__init__()
        self.bias = torch.nn.Parameter(torch.arange(1008) / 1008.0)

    def forward(self, img: torch.Tensor, return_features: bool = False, use_fp16: bool = False,
                no_output_bias: bool = False):
        mean = img.to(torch.float32).mean(dim=(1, 2, 3)).unsqueeze(1)
        if return_features:
            return mean * torch.ones(1, 2048)
        logits = mean / 255 * torch.arange(1008).to(torch.float32) / 100
        if not no_output_bias:
            logits = logits + self.bias
        return torch.softmax(logits, dim=1)


torch.jit.script(Detector()).save("detector.pt")
