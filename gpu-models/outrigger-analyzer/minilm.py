"""all-MiniLM-L6-v2 in plain torch, with low-rank adapters, and the window of tokens it is shown.

`window` is written a second time, in Java, in `dev.outrigger.engine.TokenWindow`: both must cut alike, or the heads
are asked about texts they were not trained on.
"""
import math
import pathlib

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

LAYERS, WIDTH, HEADS, EPSILON = 6, 384, 12, 1e-12
UNKNOWN, CLS, SEP = 100, 101, 102
HEAD_TOKENS, TAIL_TOKENS = 62, 32  # what is kept of a longer text; with [CLS] and [SEP] 96
HEAD_CHARS, TAIL_CHARS = 2048, 1024  # code points that the tokenizer sees of a longer text: bounds its time


def open_tokenizer(folder):
    tokenizer = Tokenizer.from_file(str(pathlib.Path(folder) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def window(tokenizer, text):
    """The ids of a text: all of a short one, the head and the tail of a long one."""
    if len(text) > HEAD_CHARS + TAIL_CHARS:
        text = text[:HEAD_CHARS] + " " + text[-TAIL_CHARS:]
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    if len(ids) > HEAD_TOKENS + TAIL_TOKENS:
        ids = ids[:HEAD_TOKENS] + ids[-TAIL_TOKENS:]
    return [CLS] + ids + [SEP]


def pad(rows):
    """ids and mask, int64 [batch, longest]."""
    longest = max(map(len, rows))
    ids = torch.zeros(len(rows), longest, dtype=torch.int64)
    mask = torch.zeros(len(rows), longest, dtype=torch.int64)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return ids, mask


class Linear(nn.Module):
    """W·x + b + scale·B·A·x, where only A [rank, in] and B [out, rank] learn."""

    def __init__(self, weight, bias, rank, scale):
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("bias", bias)
        self.scale = scale
        self.rank = rank
        if rank > 0:
            self.lora_a = nn.Parameter(torch.empty(rank, weight.shape[1]))
            self.lora_b = nn.Parameter(torch.zeros(weight.shape[0], rank))
            nn.init.kaiming_uniform_(self.lora_a, a=math.sqrt(5))

    def forward(self, x):
        y = F.linear(x, self.weight, self.bias)
        return y + self.scale * F.linear(F.linear(x, self.lora_a), self.lora_b) if self.rank > 0 else y


def attention(q, k, v, seen):
    """Written out: on a CPU the backward pass of torch's own takes longer than everything else together."""
    scores = (q / math.sqrt(q.shape[-1])) @ k.transpose(-1, -2)
    return torch.softmax(scores.float().masked_fill(~seen, -1e4), -1).to(v.dtype) @ v


class MiniLm(nn.Module):
    """Six post-norm BERT layers and mean pooling; rank 0 is the published encoder."""

    def __init__(self, folder, rank=0, scale=2.0):
        super().__init__()
        w = load_file(pathlib.Path(folder) / "model.safetensors")
        for name in ("word_embeddings", "position_embeddings", "token_type_embeddings"):
            self.register_buffer(name, w[f"embeddings.{name}.weight"])
        self.linears, self.norms = nn.ModuleDict(), nn.ModuleDict()
        for name, tensor in w.items():
            stem = name.removesuffix(".weight")
            key = stem.replace(".", "/")
            if name.endswith("LayerNorm.weight"):
                norm = nn.LayerNorm(WIDTH, eps=EPSILON)
                norm.weight.data.copy_(tensor)
                norm.bias.data.copy_(w[stem + ".bias"])
                self.norms[key] = norm
            elif name.startswith("encoder.") and name.endswith(".weight"):
                self.linears[key] = Linear(tensor, w[stem + ".bias"], rank, scale)

    def linear(self, layer, name, x):
        return self.linears[f"encoder/layer/{layer}/{name}"](x)

    def norm(self, layer, name, x):
        return self.norms[f"encoder/layer/{layer}/{name}/LayerNorm"](x)

    def forward(self, ids, mask):
        """ids, mask int64 [B, T] -> float32 [B, 384]: the mean over the tokens, not of unit length."""
        batch, length = ids.shape
        x = self.word_embeddings[ids] + self.position_embeddings[:length] + self.token_type_embeddings[0]
        x = self.norms["embeddings/LayerNorm"](x)
        seen = (mask == 1)[:, None, None, :]
        for i in range(LAYERS):
            q, k, v = (
                self.linear(i, f"attention/self/{n}", x).view(batch, length, HEADS, -1).transpose(1, 2)
                for n in ("query", "key", "value")
            )
            a = attention(q, k, v, seen)
            a = self.linear(i, "attention/output/dense", a.transpose(1, 2).reshape(batch, length, WIDTH))
            x = self.norm(i, "attention/output", x + a)
            h = self.linear(i, "output/dense", F.gelu(self.linear(i, "intermediate/dense", x)))
            x = self.norm(i, "output", x + h)
        weight = mask[:, :, None].float()
        return (x.float() * weight).sum(1) / weight.sum(1)
