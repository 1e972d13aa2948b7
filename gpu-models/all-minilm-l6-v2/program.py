"""Writes program.pt: a BERT-shaped sentence encoder as a TorchScript program that holds no weights.

    python program.py            writes program.pt beside this file (torch 2.7.1)

The host calls, once and in this order: `begin`; `add` for every tensor of `embeddings` and of each layer, in the
order of `EMBEDDINGS` and `LAYER`; `adapt` for each linear that has a low-rank adapter; `seal`. Then `forward`, from any
thread. Everything that crosses the border is float32 or int64. The table of words stays with the host, which looks the
rows of a text up: of 30,522 rows it needs 96 at most.
"""
import pathlib
from typing import Final, List

import torch
from torch.nn import functional as F

EMBEDDINGS = ["position", "token type", "norm weight", "norm bias"]
LAYER = [  # weight, then bias, of each
    "query", "key", "value", "attention output", "attention norm", "intermediate", "output", "output norm",
]


class Encoder(torch.nn.Module):
    E: Final[int] = len(EMBEDDINGS)
    L: Final[int] = 2 * len(LAYER)
    LONG: Final[int] = 64  # tokens
    given: List[torch.Tensor]
    w: List[torch.Tensor]

    def __init__(self):
        super().__init__()
        self.layers = 0
        self.heads = 0
        self.half = False
        self.epsilon = 1e-12
        self.given = [torch.zeros(1)]
        self.w = [torch.zeros(1)]
        self.place = torch.zeros(1)

    @torch.jit.export
    def begin(self, shape: torch.Tensor) -> torch.Tensor:
        """int64: layers, attention heads, 1 for bfloat16 layers."""
        s: List[int] = shape.tolist()
        self.layers = s[0]
        self.heads = s[1]
        self.half = s[2] == 1
        self.given = []
        self.w = []
        return shape

    @torch.jit.export
    def add(self, t: torch.Tensor, index: torch.Tensor) -> torch.Tensor:
        """The next tensor, float32; `index` is where the host believes it is."""
        assert int(index.item()) == len(self.given), "tensors out of order"
        self.given.append(t.clone())
        return index

    @torch.jit.export
    def adapt(self, a: torch.Tensor, b: torch.Tensor, index: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
        """W + scale * B A, for the weight at `index`; A [rank, in], B [out, rank]."""
        i = int(index.item())
        self.given[i] = self.given[i] + scale * torch.matmul(b, a)
        return index

    @torch.jit.export
    def replace(self, t: torch.Tensor, index: torch.Tensor) -> torch.Tensor:
        """Another tensor of the same shape for `index`: the adapter's layer norms."""
        i = int(index.item())
        assert self.given[i].size() == t.size(), "a replacement has another shape"
        self.given[i] = t.clone()
        return index

    @torch.jit.export
    def seal(self, done: torch.Tensor) -> torch.Tensor:
        """Fuses query, key and value, fixes the type of the layers and frees what was given."""
        g = self.given
        nothing = torch.zeros(0)
        assert len(g) == self.E + self.L * self.layers, "tensors missing"
        self.place = g[0] + g[1][0]
        self.w.append(g[2])
        self.w.append(g[3])
        for l in range(self.layers):
            o = self.E + self.L * l
            self.matrix(torch.cat([g[o], g[o + 2], g[o + 4]]), torch.cat([g[o + 1], g[o + 3], g[o + 5]]))
            self.matrix(g[o + 6], g[o + 7])
            self.w.append(g[o + 8])
            self.w.append(g[o + 9])
            self.matrix(g[o + 10], g[o + 11])
            self.matrix(g[o + 12], g[o + 13])
            self.w.append(g[o + 14])
            self.w.append(g[o + 15])
            for i in range(self.L):
                g[o + i] = nothing  # now, not at the end: the peak would be twice the weights
        self.given = []
        return done

    def matrix(self, weight: torch.Tensor, bias: torch.Tensor):
        """A bfloat16 weight is laid out once as oneDNN multiplies it; otherwise every call would do that again."""
        if self.half:
            self.w.append(torch.ops.mkldnn._reorder_linear_weight(weight.to(torch.bfloat16), None))
            self.w.append(bias.to(torch.bfloat16))
        else:
            self.w.append(weight)
            self.w.append(bias)

    def linear(self, x: torch.Tensor, i: int, then: str) -> torch.Tensor:
        """W x + b, `then` "none" or "gelu"; oneDNN does the latter on the way out."""
        if self.half:
            return torch.ops.mkldnn._linear_pointwise(
                x.to(torch.bfloat16), self.w[i], self.w[i + 1], then, [], "none"
            )
        y = F.linear(x, self.w[i], self.w[i + 1])
        return F.gelu(y) if then == "gelu" else y

    def attend(self, qkv: torch.Tensor, hidden: torch.Tensor, keys: int) -> torch.Tensor:
        """[B, T, 3 width] -> [B, T, width]. `hidden` [B, 1, 1, T] is added to the scores, 0 or far below; of one row only
        the first `keys` are looked at.

        Short texts in float32: bfloat16 asks oneDNN for each head's two small products alone, which takes longer than
        they do. Of long ones the products themselves are long."""
        B, T = qkv.size(0), qkv.size(1)
        width = qkv.size(2) // 3
        d = width // self.heads
        split = [B, T, 3, self.heads, d]
        if T < self.LONG:
            q, k, v = qkv.float().view(split).permute(2, 0, 3, 1, 4).unbind(0)
            if B == 1:
                a = F.scaled_dot_product_attention(q, k.narrow(2, 0, keys), v.narrow(2, 0, keys))
            else:
                a = F.scaled_dot_product_attention(q, k, v, attn_mask=hidden)
        else:
            q, k, v = qkv.view(split).permute(2, 0, 3, 1, 4).unbind(0)
            scores = torch.matmul(q, k.transpose(2, 3)) * d**-0.5 + hidden
            a = torch.matmul(torch.softmax(scores, -1).to(v.dtype), v)
        return a.transpose(1, 2).reshape(B, T, width)

    def forward(self, words: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """words float32 [B, T, width], mask int64 [B, T], ones before zeros -> float32 [B, width]: the mean over the tokens
        of mask 1, not of unit length."""
        B, T = words.size(0), words.size(1)
        x = words + self.place[:T]
        width = x.size(2)
        x = F.layer_norm(x, [width], self.w[0], self.w[1], self.epsilon)
        seen = mask.float()
        count = seen.sum(1, keepdim=True)
        keys = int(count[0].item())
        hidden = ((seen - 1.0) * 1e9).view(B, 1, 1, T)
        for l in range(self.layers):
            o = 2 + 12 * l
            a = self.linear(self.attend(self.linear(x, o, "none"), hidden, keys), o + 2, "none")
            x = F.layer_norm(x + a, [width], self.w[o + 4], self.w[o + 5], self.epsilon)  # float32: the residual stream
            h = self.linear(self.linear(x, o + 6, "gelu"), o + 8, "none")
            x = F.layer_norm(x + h, [width], self.w[o + 10], self.w[o + 11], self.epsilon)
        return torch.matmul(seen.unsqueeze(1), x).squeeze(1) / count


if __name__ == "__main__":
    torch.jit.script(Encoder()).save(str(pathlib.Path(__file__).with_name("program.pt")))
