"""Writes decoder.pt: the decoders of the Llama family as one TorchScript program that holds no weights.

    python3 -m pip install torch==2.7.1 numpy
    python3 decoder.py decoder.pt && sha256sum decoder.pt > decoder.pt.sha256

The engine reads the weights from a model file, whatever their types there, and pushes them in, once, in this order:

    begin(shape, constants, stretch)
    per layer: add_norm, linear (q, k, v) [, add_bias] [, add_head_norm], linear (attention output),
               add_norm, linear (gate, up), linear (down)
    add_norm (output), then add_head_rows until the vocabulary is complete

where a linear is one or more parts, one below the other, each of them open_part and then add_fours or add_rows until it is
complete. It then calls forward(rows, spans) once a step, and copy(way) where a sequence begins as another does. Between
steps it may lay a low-rank adapter into a place, clear_adapter and then add_pair for each linear that it changes: sequences
whose span names the place are computed with it, and no others. The token table's exact rows stay with the host, which embeds tokens and scores the shortlist again with them: of 49,152 rows a step
needs some hundred. Tensors at the border are float32, int64 or uint8. What it computes in between is bfloat16, or float32
where `begin` says so: that is how its arithmetic is held against a reference.

Letters in shapes: R rows of this step (tokens), N sequences in it, K width in, M width out, H query heads, G key/value
heads, D head width, T tokens of a slot, V vocabulary, L the rank of an adapter's pair. "real" is bfloat16 or float32.

Save it with torch 2.7 to 2.13: libtorch 2.7.1 reads it.
"""
import sys
from typing import List, Tuple

import torch

# Candidates handed back per sequence.
SHORTLIST: int = 128
# Weights of four bits that share one scale.
GROUP: int = 32
# Tokens of a block of a slot; the host cuts prompts at its multiples, and further where it likes.
BLOCK: int = 64
# The four-bit kernel takes a multiple of so many rows.
TILE: int = 16
# The attention's product rounds fewer rows than these otherwise than many.
FEW: int = 4
# Pairs of adapters that are no wider are multiplied in float32: for so little oneDNN takes longer to begin than to multiply.
THIN: int = 32
# The float32 product rounds a row alike however many there are, from so many rows on and for a multiple of so many ranks.
THIN_ROWS: int = 4
THIN_RANKS: int = 8


class Decoder(torch.nn.Module):
    shortlist: int
    group: int
    block: int
    tile: int
    few: int
    thin: int
    thin_rows: int
    thin_ranks: int
    norms: List[torch.Tensor]  # real [2K], the weights twice
    biases: List[torch.Tensor]  # a layer's, of q, k and v together, real [(H+2G)*D]; none in most models
    head_norms: List[torch.Tensor]  # a layer's, of each query and key head, real [H+G, D]; none in most models
    first: List[int]  # of each linear, its first part
    count: List[int]  # and how many it has
    parts: List[torch.Tensor]  # uint8 of four bits a weight, in the kernel's own order; or real [M, K], in oneDNN's own
    scales: List[torch.Tensor]  # real [K/32, M, 2]: scale and zero of a four-bit part; nothing of another
    fours: List[bool]
    downs: List[torch.Tensor]  # of each place and, in it, of each linear: [L, K], bfloat16 in oneDNN's own order, or float32
    ups: List[torch.Tensor]  # and [M, L], likewise, the adapter's scale in it
    pairs: List[int]  # and 0 where the adapter there leaves that linear alone, 1 for bfloat16, 2 for float32
    cache: List[torch.Tensor]  # a layer's keys and values, real [slots*T, 2G, D]

    def __init__(self):
        super().__init__()
        self.shortlist, self.group, self.block, self.tile = SHORTLIST, GROUP, BLOCK, TILE
        self.layers, self.heads, self.kv_heads, self.head_width = 0, 0, 0, 0
        self.context, self.vocabulary, self.filled, self.head_filled, self.eps = 0, 0, 0, 0, 0.0
        self.half, self.packs = True, True
        nothing = torch.zeros(0)
        self.norms, self.biases, self.head_norms, self.cache = [nothing], [nothing], [nothing], [nothing]
        self.parts, self.scales, self.first, self.count, self.fours = [nothing], [nothing], [0], [0], [False]
        self.downs, self.ups, self.pairs = [nothing], [nothing], [0]
        self.few = FEW
        self.thin, self.thin_rows, self.thin_ranks = THIN, THIN_ROWS, THIN_RANKS
        self.cos, self.sin, self.ordinals = nothing, nothing, nothing
        self.head_packed, self.head_scales = nothing, nothing

    @torch.jit.export
    def begin(self, shape: torch.Tensor, constants: torch.Tensor, stretch: torch.Tensor) -> torch.Tensor:
        """shape int64 [9]: layers, query heads, key/value heads, head width, width, slots, context, vocabulary, and 0 for
        float32, 1 for bfloat16, 2 for bfloat16 on a processor that does not multiply it itself; constants float32 [2]: RoPE
        base, RMS epsilon; stretch float32 [D/2]: what each RoPE frequency is divided by, ones in most models."""
        s: List[int] = shape.tolist()
        self.layers, self.heads, self.kv_heads, self.head_width = s[0], s[1], s[2], s[3]
        width, slots, self.context, self.vocabulary = s[4], s[5], s[6], s[7]
        self.filled, self.head_filled, self.eps = 0, 0, float(constants[1].item())
        self.half, self.packs = s[8] > 0, s[8] == 1
        self.norms, self.biases, self.head_norms, self.cache = [], [], [], []
        self.parts, self.scales, self.downs, self.ups = [], [], [], []
        self.pairs.clear()
        self.first.clear()
        self.count.clear()
        self.fours.clear()
        self.shortlist = min(self.shortlist, self.vocabulary)
        for layer in range(self.layers):
            # empty, not zeros: pages that no token reached stay unmapped, and only written cells are ever read
            self.cache.append(self.empty([slots * self.context, 2 * self.kv_heads, self.head_width]))
        self.ordinals = torch.arange(slots * self.context)
        rows = (self.vocabulary + self.tile - 1) // self.tile * self.tile
        self.head_packed = torch.empty([rows, width // 2], dtype=torch.uint8)
        self.head_scales = self.empty([width // self.group, rows, 2])
        self.begin_rope(float(constants[0].item()), stretch)
        return shape

    def begin_rope(self, base: float, stretch: torch.Tensor):
        """Tables of [T, (H+2G)*D] that turn queries and keys and leave the values (cos 1, sin 0) in one operation."""
        half, turned = self.head_width // 2, self.heads + self.kv_heads
        frequency = 1.0 / torch.pow(base, torch.arange(0, self.head_width, 2).double() / self.head_width) / stretch.double()
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

    def pack(self, nibbles: torch.Tensor) -> torch.Tensor:
        """Values 0 to 15, [M, K] -> the kernel's order, uint8 [M, K/2]."""
        return torch.ops.aten._convert_weight_to_int4pack_for_cpu(nibbles.to(torch.int32).contiguous(), 1)

    @torch.jit.export
    def add_norm(self, weights: torch.Tensor) -> torch.Tensor:
        """weights float32 [K]."""
        self.norms.append(self.real(torch.cat([weights, weights])))
        return weights

    @torch.jit.export
    def add_bias(self, bias: torch.Tensor) -> torch.Tensor:
        """bias float32 [(H+2G)*D] of a layer's queries, keys and values."""
        self.biases.append(self.real(bias.clone()))
        return bias

    @torch.jit.export
    def add_head_norm(self, weights: torch.Tensor) -> torch.Tensor:
        """weights float32 [2, D]: of a layer's query heads, and of its key heads."""
        query, key = weights.narrow(0, 0, 1), weights.narrow(0, 1, 1)
        self.head_norms.append(self.real(torch.cat([query.expand(self.heads, -1), key.expand(self.kv_heads, -1)])))
        return weights

    @torch.jit.export
    def open_part(self, shape: torch.Tensor) -> torch.Tensor:
        """shape int64 [4]: M, K, 1 for four bits, 1 for the first part of a linear."""
        s: List[int] = shape.tolist()
        if s[3] == 1:
            self.first.append(len(self.parts))
            self.count.append(0)
        self.count[-1] += 1
        self.fours.append(s[2] == 1)
        if s[2] == 1:
            self.parts.append(torch.empty([s[0], s[1] // 2], dtype=torch.uint8))
            self.scales.append(self.empty([s[1] // self.group, s[0], 2]))
        else:
            self.parts.append(self.empty([s[0], s[1]]))
            self.scales.append(torch.zeros(0))
        self.filled = 0
        return shape

    @torch.jit.export
    def add_fours(self, codes: torch.Tensor, scales: torch.Tensor) -> torch.Tensor:
        """The next rows of the open part: codes uint8 [rows, K] of 0 to 15, scales float32 [rows, K/32, 2]: a weight is
        (code-8)*scale + zero. A multiple of 64 rows, but for the last call, which has a multiple of 16."""
        rows = codes.size(0)
        self.parts[-1].narrow(0, self.filled, rows).copy_(self.pack(codes))
        self.scales[-1].narrow(1, self.filled, rows).copy_(scales.transpose(0, 1))
        self.filled += rows
        return codes.narrow(0, 0, 1)

    @torch.jit.export
    def add_rows(self, values: torch.Tensor) -> torch.Tensor:
        """The next rows of the open part, float32 [rows, K]."""
        rows = values.size(0)
        self.parts[-1].narrow(0, self.filled, rows).copy_(values)
        self.filled += rows
        if self.packs and self.filled == self.parts[-1].size(0):
            self.parts[-1] = torch.ops.mkldnn._reorder_linear_weight(self.parts[-1], None)
        return values.narrow(0, 0, 1)

    @torch.jit.export
    def add_head_rows(self, values: torch.Tensor) -> torch.Tensor:
        """The next rows of the table that scores tokens, float32 [rows, K]. Kept in four bits, as the shortlist's head. A
        multiple of 64 rows, but for the last call."""
        given = values.size(0)
        rows = (given + self.tile - 1) // self.tile * self.tile
        if rows > given:
            values = torch.cat([values, torch.zeros([rows - given, values.size(1)])])
        value = values.view(rows, -1, self.group)
        low = value.amin(-1)
        step = (value.amax(-1) - low).clamp(min=1e-6) / 15
        nibbles = ((value - low.unsqueeze(-1)) / step.unsqueeze(-1)).round().clamp(0, 15)
        at = self.head_filled
        self.head_packed.narrow(0, at, rows).copy_(self.pack(nibbles.view(rows, -1)))
        self.head_scales.narrow(1, at, rows).copy_(torch.stack([step, low + 8 * step], -1).transpose(0, 1))
        self.head_filled = at + rows
        return values.narrow(0, 0, 1)

    @torch.jit.export
    def clear_adapter(self, place: torch.Tensor) -> torch.Tensor:
        """place int64 [1]: whatever adapter lay there is gone, and another may be laid there."""
        first = int(place.item()) * 4 * self.layers
        nothing = torch.zeros(0)
        while len(self.pairs) < first + 4 * self.layers:
            self.downs.append(nothing)
            self.ups.append(nothing)
            self.pairs.append(0)
        for i in range(first, first + 4 * self.layers):
            self.downs[i], self.ups[i], self.pairs[i] = nothing, nothing, 0
        return place

    @torch.jit.export
    def add_pair(self, at: torch.Tensor, down: torch.Tensor, up: torch.Tensor) -> torch.Tensor:
        """at int64 [2]: place, and the linear's number (4 a layer); down float32 [L, K] and up float32 [M, L], the scale in
        it: x @ down.T @ up.T is added to what the linear makes of x. Of a linear of several parts, as queries, keys and
        values, each has its own rows of down and columns of up, which are zero beside the part's own rows."""
        s: List[int] = at.tolist()
        i = s[0] * 4 * self.layers + s[1]
        if self.packs and down.size(0) > self.thin:
            self.downs[i] = torch.ops.mkldnn._reorder_linear_weight(down.to(torch.bfloat16), None)
            self.ups[i] = torch.ops.mkldnn._reorder_linear_weight(up.to(torch.bfloat16), None)
            self.pairs[i] = 1
        else:
            more = (down.size(0) + self.thin_ranks - 1) // self.thin_ranks * self.thin_ranks - down.size(0)
            self.downs[i] = torch.nn.functional.pad(down, [0, 0, 0, more]).clone()
            self.ups[i] = torch.nn.functional.pad(up, [0, more]).clone()
            self.pairs[i] = 2
        return at

    def adapt(self, x: torch.Tensor, i: int) -> torch.Tensor:
        """What a pair makes of x real [rows, K]: [rows, M], bfloat16 or float32."""
        if self.pairs[i] == 1:
            low = torch.ops.mkldnn._linear_pointwise(x, self.downs[i], None, "none", [], "")
            return torch.ops.mkldnn._linear_pointwise(low, self.ups[i], None, "none", [], "")
        rows = x.size(0)
        wide = x.to(torch.float32)
        if rows >= self.thin_rows:
            return torch.nn.functional.linear(torch.nn.functional.linear(wide, self.downs[i]), self.ups[i])
        wide = torch.nn.functional.pad(wide, [0, 0, 0, self.thin_rows - rows])
        return torch.nn.functional.linear(torch.nn.functional.linear(wide, self.downs[i]), self.ups[i]).narrow(0, 0, rows)

    def part(self, x: torch.Tensor, i: int) -> torch.Tensor:
        if self.fours[i]:
            return torch.ops.aten._weight_int4pack_mm_for_cpu(x, self.parts[i], self.group, self.scales[i])
        if self.packs:
            return torch.ops.mkldnn._linear_pointwise(x, self.parts[i], None, "none", [], "")
        return torch.nn.functional.linear(x, self.parts[i])

    @torch.jit.export
    def copy(self, way: torch.Tensor) -> torch.Tensor:
        """way int64 [3]: from slot, to slot, tokens. The first tokens' keys and values are the other slot's as well."""
        s: List[int] = way.tolist()
        for cache in self.cache:
            cache.narrow(0, s[1] * self.context, s[2]).copy_(cache.narrow(0, s[0] * self.context, s[2]))
        return way

    def plain(self, x: torch.Tensor, i: int) -> torch.Tensor:
        """x real [R, K] -> real [R, M], without adapters."""
        at = self.first[i]
        y = self.part(x, at)
        if self.count[i] == 1:
            return y
        all = [y]
        for p in range(at + 1, at + self.count[i]):
            all.append(self.part(x, p))
        return torch.cat(all, -1)

    def linear(self, x: torch.Tensor, i: int, runs: List[Tuple[int, int, int]]) -> torch.Tensor:
        """The same, and what adapters add to their own rows. runs: first row, rows and place of those that have one."""
        y = self.plain(x, i)
        for at, rows, place in runs:
            p = place * 4 * self.layers + i
            if self.pairs[p] > 0:
                y.narrow(0, at, rows).add_(self.adapt(x.narrow(0, at, rows), p))
        return y

    def norm(self, x: torch.Tensor, i: int) -> torch.Tensor:
        """RMS norm, [R, K] -> [R, K]: [x, -x] has mean 0 and variance mean(x*x), so one fused layer norm does it."""
        width = x.size(1)
        both = torch.nn.functional.layer_norm(torch.cat([x, -x], -1), [2 * width], self.norms[i], None, self.eps)
        return both.narrow(1, 0, width).contiguous()

    def norm_heads(self, qkv: torch.Tensor, layer: int) -> torch.Tensor:
        """RMS norm of each query and key head, [R, H+2G, D] -> the same."""
        queries, values = qkv.split([self.heads + self.kv_heads, self.kv_heads], 1)
        both = torch.nn.functional.layer_norm(torch.cat([queries, -queries], -1), [2 * self.head_width], None, None, self.eps)
        return torch.cat([both.narrow(2, 0, self.head_width) * self.head_norms[layer], values], 1)

    def more(self, count: int) -> int:
        """Rows that are added to a chunk's H/G*count, so that no few of them are left over in the attention's blocks."""
        return (self.few - self.heads // self.kv_heads * count % self.few) % self.few

    def mask(self, first: int, count: int, reach: int) -> torch.Tensor:
        """A chunk sees the slot's earlier tokens and, of itself, what is not later: real [1, 1, H/G*count + more, reach]."""
        later = self.ordinals.narrow(0, 0, reach).unsqueeze(0) > self.ordinals.narrow(0, first, count).unsqueeze(1)
        hidden = self.real(torch.zeros([count, reach]).masked_fill_(later, float("-inf")))
        folded = torch.nn.functional.pad(hidden.repeat(self.heads // self.kv_heads, 1), [0, 0, 0, self.more(count)])
        return folded.unsqueeze(0).unsqueeze(0)

    def attend(self, query: torch.Tensor, cells: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """query real [count, H, D], cells [reach, 2G, D] of the sequence's own slot -> [count, H*D]. The query heads
        of one key/value head are folded into its rows: keys and values are read once, and no head is copied."""
        count, g, d = query.size(0), self.kv_heads, self.head_width
        fold = self.heads // g
        seen = cells.transpose(0, 1).unsqueeze(0)
        keys, values = seen.narrow(1, 0, g), seen.narrow(1, g, g)
        if count == 1:
            one = torch.nn.functional.scaled_dot_product_attention(query.view(1, g, fold, d), keys, values)
            return one.reshape(1, self.heads * d)
        folded = query.view(count, g, fold, d).permute(1, 2, 0, 3).reshape(1, g, fold * count, d)
        folded = torch.nn.functional.pad(folded, [0, 0, 0, self.more(count)])
        many = torch.nn.functional.scaled_dot_product_attention(folded, keys, values, attn_mask=mask)
        many = many.narrow(2, 0, fold * count).contiguous()
        return many.view(g, fold, count, d).permute(2, 0, 1, 3).reshape(count, self.heads * d)

    def best(self, x: torch.Tensor) -> torch.Tensor:
        """x real [N, K] -> float32 [N, 128 + 1 + K]: the tokens (exact, below 2^24) whose four-bit scores are best; the logarithm
        of the sum of exp of all other tokens' scores; and x, with which the host scores the best again: close ones decide."""
        rough = torch.ops.aten._weight_int4pack_mm_for_cpu(x, self.head_packed, self.group, self.head_scales)
        rough = rough.narrow(-1, 0, self.vocabulary).float()
        tokens = torch.topk(rough, self.shortlist, -1, True, False)[1]
        rest = rough.scatter_(1, tokens, float("-inf")).logsumexp(-1, True)
        return torch.cat([tokens.float(), rest, x.float()], -1)

    def forward(self, rows: torch.Tensor, spans: torch.Tensor) -> torch.Tensor:
        """rows float32 [R, K], the tokens' embeddings, those of the first sequence first; spans int64 [N, 4]: slot,
        position of the first token, count, and last of all 0 or the adapter's place + 1, those of one adapter side by side. Writes
        the tokens' keys and values to the slots; returns best() of each sequence's last token."""
        s: List[int] = spans.view(-1).tolist()
        place: List[Tuple[int, int, int, int, int]] = []  # first row, count, first cell of the slot, tokens in the end, reach
        positions: List[torch.Tensor] = []
        cells: List[torch.Tensor] = []
        masks: List[torch.Tensor] = []
        last: List[int] = []
        runs: List[Tuple[int, int, int]] = []
        row, columns = 0, spans.size(1)
        for n in range(spans.size(0)):
            base, first, count = s[columns * n] * self.context, s[columns * n + 1], s[columns * n + 2]
            adapter = s[columns * n + columns - 1] - 1
            end = first + count
            # A chunk looks at whole blocks, what is not yet there masked: so it is rounded alike however a block is cut.
            reach = min((end + self.block - 1) // self.block * self.block, self.context) if count > 1 else end
            place.append((row, count, base, end, reach))
            positions.append(self.ordinals.narrow(0, first, count))
            cells.append(self.ordinals.narrow(0, base + first, count))
            masks.append(self.mask(first, count, reach) if count > 1 else self.ordinals)
            if adapter >= 0:
                if len(runs) > 0 and runs[-1][2] == adapter and runs[-1][0] + runs[-1][1] == row:
                    runs[-1] = (runs[-1][0], runs[-1][1] + count, adapter)
                else:
                    runs.append((row, count, adapter))
            row += count
            last.append(row - 1)
        position = torch.cat(positions) if len(positions) > 1 else positions[0]
        cell = torch.cat(cells) if len(cells) > 1 else cells[0]
        cos, sin = torch.index_select(self.cos, 0, position), torch.index_select(self.sin, 0, position)
        together = self.heads + 2 * self.kv_heads
        x = self.real(rows)
        for layer in range(self.layers):
            qkv = self.linear(self.norm(x, 2 * layer), 4 * layer, runs)
            if len(self.biases) > 0:
                qkv = qkv + self.biases[layer]
            qkv = qkv.view(row, together, self.head_width)
            if len(self.head_norms) > 0:
                qkv = self.norm_heads(qkv, layer)
            low, high = qkv.chunk(2, -1)
            qkv = torch.addcmul(qkv * cos, torch.cat([high, low], -1), sin)
            cache = self.cache[layer]
            for _, _, base, end, reach in place:
                if reach > end:
                    cache.narrow(0, base + end, reach - end).zero_()  # whatever was there might be no number
            cache.index_copy_(0, cell, qkv.narrow(1, self.heads, 2 * self.kv_heads))
            attended: List[torch.Tensor] = []
            for n, (at, count, base, _, reach) in enumerate(place):
                query = qkv.narrow(0, at, count).narrow(1, 0, self.heads)
                attended.append(self.attend(query, cache.narrow(0, base, reach), masks[n]))
            a = torch.cat(attended) if len(attended) > 1 else attended[0]
            x = x + self.linear(a, 4 * layer + 1, runs)
            gate, up = self.linear(self.norm(x, 2 * layer + 1), 4 * layer + 2, runs).chunk(2, -1)
            x = x + self.linear(torch.nn.functional.silu(gate) * up, 4 * layer + 3, runs)
        if row > len(last):
            x = torch.index_select(x, 0, torch.tensor(last))
        return self.best(self.norm(x, 2 * self.layers))


if __name__ == "__main__":
    torch.jit.script(Decoder()).save(sys.argv[1] if len(sys.argv) > 1 else "decoder.pt")
