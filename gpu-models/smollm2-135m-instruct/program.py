"""Writes program.pt: a Llama-shaped decoder as a TorchScript program that holds no weights.

    python3 -m pip install torch==2.7.1 numpy
    python3 program.py program.pt

The engine reads the weights from a GGUF file and pushes them in, once, in this order:

    begin(shape, constants)
    per layer: add_norm, add_linear (q, k, v), add_linear (attention output),
               add_norm, add_linear (gate, up), add_linear (down)
    add_norm (output), then add_token_rows until the vocabulary is complete

and then calls forward(rows, spans) once a step, and copy(way) where a sequence begins as another does. The token table's exact rows stay with the host, which embeds tokens
and scores the shortlist again with them: of 49,152 rows a step needs some hundred. Tensors at the border are float32, int64 or uint8. What it computes in
between is bfloat16, or float32 where `begin` says so: that is how its arithmetic is held against a reference.

Letters in shapes: R rows of this step (tokens), N sequences in it, K width in, M width out, H query heads, G key/value
heads, D head width, T tokens of a slot, V vocabulary. "real" is bfloat16 or float32.

Save it with torch 2.7 to 2.13: libtorch 2.7.1 reads it.
"""
import sys
from typing import List, Tuple

import torch

# Candidates handed back per sequence.
SHORTLIST: int = 128
# Weights that share one scale, in Q4_1 and Q8_0 alike.
GROUP: int = 32
Q4_1_BYTES: int = 20  # f16 scale, f16 minimum, 16 bytes of nibbles
Q8_0_BYTES: int = 34  # f16 scale, 32 signed bytes


class Llama(torch.nn.Module):
    shortlist: int
    group: int
    q4_bytes: int
    q8_bytes: int
    norms: List[torch.Tensor]  # real [2K], the weights twice
    packed: List[torch.Tensor]  # uint8, four bits a weight, in the kernel's own order
    scales: List[torch.Tensor]  # real [K/32, M, 2]: scale and zero
    cache: List[torch.Tensor]  # a layer's keys and values, real [slots*T, 2G, D]

    def __init__(self):
        super().__init__()
        self.shortlist, self.group, self.q4_bytes, self.q8_bytes = SHORTLIST, GROUP, Q4_1_BYTES, Q8_0_BYTES
        self.layers, self.heads, self.kv_heads, self.head_width = 0, 0, 0, 0
        self.context, self.vocabulary, self.token_rows, self.eps = 0, 0, 0, 0.0
        self.half = True
        nothing = torch.zeros(1)
        self.norms, self.packed, self.scales, self.cache = [nothing], [nothing], [nothing], [nothing]
        self.cos, self.sin, self.ordinals = nothing, nothing, nothing
        self.head_packed, self.head_scales = nothing, nothing

    @torch.jit.export
    def begin(self, shape: torch.Tensor, constants: torch.Tensor) -> torch.Tensor:
        """shape int64 [8]: layers, query heads, key/value heads, head width, slots, context, vocabulary, 1 for bfloat16;
        constants float32 [2]: RoPE base, RMS epsilon."""
        s: List[int] = shape.tolist()
        self.layers, self.heads, self.kv_heads, self.head_width = s[0], s[1], s[2], s[3]
        slots, self.context, self.vocabulary = s[4], s[5], s[6]
        self.token_rows, self.eps, self.half = 0, float(constants[1].item()), s[7] == 1
        self.norms, self.packed, self.scales, self.cache = [], [], [], []
        for layer in range(self.layers):
            # empty, not zeros: pages that no token reached stay unmapped, and only written cells are ever read
            self.cache.append(self.empty([slots * self.context, 2 * self.kv_heads, self.head_width]))
        self.ordinals = torch.arange(slots * self.context)
        width, groups = self.heads * self.head_width, self.heads * self.head_width // self.group
        self.head_packed = torch.empty([self.vocabulary, width // 2], dtype=torch.uint8)
        self.head_scales = self.empty([groups, self.vocabulary, 2])
        self.begin_rope(float(constants[0].item()))
        return shape

    def begin_rope(self, base: float):
        """Tables of [T, (H+2G)*D] that turn queries and keys and leave the values (cos 1, sin 0) in one operation."""
        half, turned = self.head_width // 2, self.heads + self.kv_heads
        frequency = 1.0 / torch.pow(base, torch.arange(0, self.head_width, 2).double() / self.head_width)
        angle = torch.outer(torch.arange(self.context).double(), frequency)
        angle = torch.cat([angle, angle], -1).unsqueeze(1)
        sign = torch.cat([-torch.ones(half), torch.ones(half)]).double()
        kept = torch.zeros([self.context, self.kv_heads, self.head_width]).double()
        self.cos = self.real(torch.cat([angle.cos().expand(-1, turned, -1), kept + 1], 1))
        self.sin = self.real(torch.cat([(angle.sin() * sign).expand(-1, turned, -1), kept], 1))

    def real(self, t: torch.Tensor) -> torch.Tensor:
        return t.to(torch.bfloat16) if self.half else t.to(torch.float32)

    def empty(self, size: List[int]) -> torch.Tensor:
        return torch.empty(size, dtype=torch.bfloat16) if self.half else torch.empty(size, dtype=torch.float32)

    def halves(self, raw: torch.Tensor) -> torch.Tensor:
        """Little-endian IEEE half floats, uint8 [..., 2] -> float32 [...]. By arithmetic: TorchScript compiles
        view(dtype) and fails when it runs."""
        b = raw.to(torch.int32)
        bits = b[..., 0] + 256 * b[..., 1]
        exponent, fraction = (bits >> 10) & 31, (bits & 1023).float()
        normal = (1024 + fraction) * torch.pow(2.0, (exponent - 25).float())
        value = torch.where(exponent == 0, fraction * 5.9604644775390625e-08, normal)
        return torch.where(bits >= 32768, -value, value)

    def pack(self, nibbles: torch.Tensor) -> torch.Tensor:
        """Values 0 to 15, [M, K] -> the kernel's order, uint8 [M, K/2]."""
        return torch.ops.aten._convert_weight_to_int4pack_for_cpu(nibbles.to(torch.int32).contiguous(), 1)

    @torch.jit.export
    def add_norm(self, weights: torch.Tensor) -> torch.Tensor:
        """weights float32 [K]."""
        self.norms.append(self.real(torch.cat([weights, weights])))
        return weights

    @torch.jit.export
    def add_linear(self, raw: torch.Tensor) -> torch.Tensor:
        """raw uint8 [M, K/32*20], Q4_1. Its nibbles are the kernel's: w = nibble*d + m = (nibble-8)*d + (m+8d)."""
        rows = raw.size(0)
        blocks = raw.view(rows, -1, self.q4_bytes)
        scale = self.halves(blocks[:, :, :2])
        zero = self.halves(blocks[:, :, 2:4]) + 8 * scale
        nibbles = blocks[:, :, 4:]
        self.packed.append(self.pack(torch.cat([nibbles & 15, nibbles >> 4], -1).view(rows, -1)))
        self.scales.append(self.real(torch.stack([scale, zero], -1).transpose(0, 1)).contiguous())
        return raw.narrow(0, 0, 1)

    @torch.jit.export
    def add_token_rows(self, raw: torch.Tensor) -> torch.Tensor:
        """raw uint8 [rows, K/32*34], Q8_0: the next rows of the table that embeds tokens and, tied, scores them. Kept in
        four bits, as the shortlist's head. A multiple of 64 rows, but for the last call."""
        rows = raw.size(0)
        blocks = raw.view(rows, -1, self.q8_bytes)
        scale = self.halves(blocks[:, :, :2])
        signed = ((blocks[:, :, 2:].to(torch.int16) + 128) % 256 - 128).to(torch.int8)
        value = signed.float() * scale.unsqueeze(-1)
        low = value.amin(-1)
        step = (value.amax(-1) - low).clamp(min=1e-6) / 15
        nibbles = ((value - low.unsqueeze(-1)) / step.unsqueeze(-1)).round().clamp(0, 15)
        at = self.token_rows
        self.head_packed.narrow(0, at, rows).copy_(self.pack(nibbles.view(rows, -1)))
        self.head_scales.narrow(1, at, rows).copy_(torch.stack([step, low + 8 * step], -1).transpose(0, 1))
        self.token_rows = at + rows
        return raw.narrow(0, 0, 1)

    @torch.jit.export
    def copy(self, way: torch.Tensor) -> torch.Tensor:
        """way int64 [3]: from slot, to slot, tokens. The first tokens' keys and values are the other slot's as well."""
        s: List[int] = way.tolist()
        for cache in self.cache:
            cache.narrow(0, s[1] * self.context, s[2]).copy_(cache.narrow(0, s[0] * self.context, s[2]))
        return way

    def linear(self, x: torch.Tensor, i: int) -> torch.Tensor:
        """x real [R, K] -> real [R, M]."""
        return torch.ops.aten._weight_int4pack_mm_for_cpu(x, self.packed[i], self.group, self.scales[i])

    def norm(self, x: torch.Tensor, i: int) -> torch.Tensor:
        """RMS norm, [R, K] -> [R, K]: [x, -x] has mean 0 and variance mean(x*x), so one fused layer norm does it."""
        width = x.size(1)
        both = torch.nn.functional.layer_norm(torch.cat([x, -x], -1), [2 * width], self.norms[i], None, self.eps)
        return both.narrow(1, 0, width).contiguous()

    def mask(self, first: int, count: int) -> torch.Tensor:
        """A chunk sees the slot's earlier tokens and, of itself, what is not later: real [1, 1, H/G*count, end]."""
        end = first + count
        later = self.ordinals.narrow(0, 0, end).unsqueeze(0) > self.ordinals.narrow(0, first, count).unsqueeze(1)
        hidden = self.real(torch.zeros([count, end]).masked_fill_(later, float("-inf")))
        return hidden.repeat(self.heads // self.kv_heads, 1).unsqueeze(0).unsqueeze(0)

    def attend(self, query: torch.Tensor, cells: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """query real [count, H, D], cells [end, 2G, D] of the sequence's own slot -> [count, H*D]. The query heads
        of one key/value head are folded into its rows: keys and values are read once, and no head is copied."""
        count, g, d = query.size(0), self.kv_heads, self.head_width
        fold = self.heads // g
        seen = cells.transpose(0, 1).unsqueeze(0)
        keys, values = seen.narrow(1, 0, g), seen.narrow(1, g, g)
        if count == 1:
            one = torch.nn.functional.scaled_dot_product_attention(query.view(1, g, fold, d), keys, values)
            return one.reshape(1, self.heads * d)
        folded = query.view(count, g, fold, d).permute(1, 2, 0, 3).reshape(1, g, fold * count, d)
        many = torch.nn.functional.scaled_dot_product_attention(folded, keys, values, attn_mask=mask)
        return many.view(g, fold, count, d).permute(2, 0, 1, 3).reshape(count, self.heads * d)

    def best(self, x: torch.Tensor) -> torch.Tensor:
        """x real [N, K] -> float32 [N, 128 + 1 + K]: the tokens (exact, below 2^24) whose four-bit scores are best; the logarithm
        of the sum of exp of all other tokens' scores; and x, with which the host scores the best again: close ones decide."""
        rough = torch.ops.aten._weight_int4pack_mm_for_cpu(x, self.head_packed, self.group, self.head_scales).float()
        tokens = torch.topk(rough, self.shortlist, -1, True, False)[1]
        rest = rough.scatter_(1, tokens, float("-inf")).logsumexp(-1, True)
        return torch.cat([tokens.float(), rest, x.float()], -1)

    def forward(self, rows: torch.Tensor, spans: torch.Tensor) -> torch.Tensor:
        """rows float32 [R, K], the tokens' embeddings, those of the first sequence first; spans int64 [N, 3]: slot,
        position of the first token, count. Writes the tokens' keys and values to the slots; returns best() of each sequence's last token."""
        s: List[int] = spans.view(-1).tolist()
        place: List[Tuple[int, int, int, int]] = []  # first row, count, first cell of the slot, tokens seen in the end
        positions: List[torch.Tensor] = []
        cells: List[torch.Tensor] = []
        masks: List[torch.Tensor] = []
        last: List[int] = []
        row = 0
        for n in range(spans.size(0)):
            base, first, count = s[3 * n] * self.context, s[3 * n + 1], s[3 * n + 2]
            place.append((row, count, base, first + count))
            positions.append(self.ordinals.narrow(0, first, count))
            cells.append(self.ordinals.narrow(0, base + first, count))
            masks.append(self.mask(first, count) if count > 1 else self.ordinals)
            row += count
            last.append(row - 1)
        position = torch.cat(positions) if len(positions) > 1 else positions[0]
        cell = torch.cat(cells) if len(cells) > 1 else cells[0]
        cos, sin = torch.index_select(self.cos, 0, position), torch.index_select(self.sin, 0, position)
        together = self.heads + 2 * self.kv_heads
        x = self.real(rows)
        for layer in range(self.layers):
            qkv = self.linear(self.norm(x, 2 * layer), 4 * layer).view(row, together, self.head_width)
            low, high = qkv.chunk(2, -1)
            qkv = torch.addcmul(qkv * cos, torch.cat([high, low], -1), sin)
            cache = self.cache[layer]
            cache.index_copy_(0, cell, qkv.narrow(1, self.heads, 2 * self.kv_heads))
            attended: List[torch.Tensor] = []
            for n, (at, count, base, end) in enumerate(place):
                query = qkv.narrow(0, at, count).narrow(1, 0, self.heads)
                attended.append(self.attend(query, cache.narrow(0, base, end), masks[n]))
            a = torch.cat(attended) if len(attended) > 1 else attended[0]
            x = x + self.linear(a, 4 * layer + 1)
            gate, up = self.linear(self.norm(x, 2 * layer + 1), 4 * layer + 2).chunk(2, -1)
            x = x + self.linear(torch.nn.functional.silu(gate) * up, 4 * layer + 3)
        if row > len(last):
            x = torch.index_select(x, 0, torch.tensor(last))
        return self.best(self.norm(x, 2 * self.layers))


if __name__ == "__main__":
    torch.jit.script(Llama()).save(sys.argv[1] if len(sys.argv) > 1 else "program.pt")
