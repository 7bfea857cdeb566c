"""Values of MGCA's token- and prototype-level losses and of their gradients, by PyTorch.

Run it as: python3 alignments.py > alignments.txt
It writes the losses as the official code computes them, loops and in-place clipping included, for
vectors that a formula makes; AlignmentReferenceTest makes the same.
"""
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
B, P, W, D, K = 3, 5, 6, 4, 7
TAU, EPSILON, PROTO = 0.1, 0.05, 0.2
COUNTS = [6, 3, 1]


def formula(stream, *shape):
    n = torch.Size(shape).numel()
    i = torch.arange(n, dtype=torch.float64)
    return torch.sin(1.7 * i + 0.6 * stream + 0.05 * i * i).reshape(shape)


image = formula(1, B, D).requires_grad_()
patches = formula(2, B, P, D).requires_grad_()
report = formula(3, B, D).requires_grad_()
words = formula(4, B, W, D).requires_grad_()
prototypes = F.normalize(formula(5, K, D), dim=1).requires_grad_()
patch_weight = 0.5 + 0.4 * formula(6, B, P)
word_weight = 0.5 + 0.4 * formula(7, B, W)
absent = torch.zeros(B, W, dtype=torch.bool)
for b, n in enumerate(COUNTS):
    absent[b, n:] = True
word_weight[absent] = 0


def cross_entropies(sim, weight):
    b, n, _ = sim.shape
    targets = torch.arange(n).repeat(b)
    rows = F.cross_entropy(sim.reshape(b * n, n), targets, reduction="none")
    columns = F.cross_entropy(sim.transpose(1, 2).reshape(b * n, n), targets, reduction="none")
    return (torch.sum(rows * weight.reshape(-1)) + torch.sum(columns * weight.reshape(-1))) / b / 2


def clipped(attention):
    out = attention.clone()
    for row in out:
        some = row.nonzero().squeeze(1)
        low, high = torch.quantile(row[some], 0.1), torch.quantile(row[some], 0.9)
        row[some] = row[some].clip(low, high)
    return out / out.sum(dim=1, keepdim=True)


def token_level(normalised):
    w, p = F.normalize(words, dim=-1), F.normalize(patches, dim=-1)
    found = torch.softmax(torch.bmm(w, p.transpose(1, 2)) / TAU, dim=-1) @ p
    found = F.normalize(found, dim=-1)
    word = cross_entropies(torch.bmm(w, found.transpose(1, 2)) / TAU, clipped(word_weight))
    sim = torch.bmm(p, w.transpose(1, 2))
    sim = sim.masked_fill(absent.unsqueeze(1), float("-inf"))
    found = torch.softmax(sim / TAU, dim=-1) @ w
    if normalised:
        found = F.normalize(found, dim=-1)
    patch = cross_entropies(torch.bmm(p, found.transpose(1, 2)) / TAU, clipped(patch_weight))
    return word, patch


@torch.no_grad()
def sinkhorn(scores):
    q = torch.exp(scores / EPSILON).t()
    k, b = q.shape
    q = q / q.sum()
    for _ in range(3):
        q = q / q.sum(dim=1, keepdim=True) / k
        q = q / q.sum(dim=0, keepdim=True) / b
    return (q / q.sum(dim=0, keepdim=True)).t()


def prototype_level():
    v, t = F.normalize(image, dim=1) @ prototypes.t(), F.normalize(report, dim=1) @ prototypes.t()
    a = -torch.mean(torch.sum(sinkhorn(v) * F.log_softmax(t / PROTO, dim=1), dim=1))
    b = -torch.mean(torch.sum(sinkhorn(t) * F.log_softmax(v / PROTO, dim=1), dim=1))
    return (a + b) / 2


def say(name, values):
    print(name, *("%.12g" % v for v in values))


def gloria(t1, t2, t3):
    """As the released code, of vectors of the length √d; one report at a time."""
    w, p = F.normalize(words, dim=-1) * D**0.5, F.normalize(patches, dim=-1) * D**0.5
    similarities = []
    for i, n in enumerate(COUNTS):
        word = w[i, :n].T.unsqueeze(0).repeat(B, 1, 1)
        context = p.transpose(1, 2)
        attention = torch.bmm(p, word).reshape(B * P, n)
        attention = F.softmax(attention, dim=-1).reshape(B, P, n).transpose(1, 2)
        attention = F.softmax(attention.reshape(B * n, P) * t1, dim=-1).reshape(B, n, P)
        found = torch.bmm(context, attention.transpose(1, 2))
        row = F.cosine_similarity(word.transpose(1, 2), found.transpose(1, 2), dim=2)
        similarities.append(torch.log((row * t2).exp().sum(1, keepdim=True)))
    scores = torch.cat(similarities, 1) * t3
    target = torch.arange(B)
    return F.cross_entropy(scores, target) + F.cross_entropy(scores.T, target)


word, patch = token_level(False)
say("words", [word.item()])
say("patches", [patch.item()])
say("words.gradient.words", torch.autograd.grad(word, words, retain_graph=True)[0].flatten())
say("patches.gradient.patches", torch.autograd.grad(patch, patches)[0].flatten())
say("patches.normalised", [token_level(True)[1].item()])
loss = prototype_level()
say("prototypes", [loss.item()])
say("prototypes.gradient.image", torch.autograd.grad(loss, image, retain_graph=True)[0].flatten())
say("prototypes.gradient.prototypes", torch.autograd.grad(loss, prototypes)[0].flatten())
say("gloria", [gloria(4, 5, 10).item()])
say("gloria.others", [gloria(2, 3, 4).item()])
