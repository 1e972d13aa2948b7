"""What adapters cost: CPU time of a step of the decoder's program, of SmolLM2-135M's shape in four bits with random weights,
eight sequences of 64 tokens that add one each, on one thread; and of a prompt's 64 tokens.

    python3 -m pip install torch==2.7.1
    python3 perf/adapters.py gpu-models/programs/decoder.pt [another to compare without adapters]

First row: no adapter. Rows take turns, step by step; medians. An adapter changes queries and values, or every linear.
"""
import statistics
import sys
import time

import torch

LAYERS, WIDTH, INNER, HEADS, KV, HEAD, WORDS, CONTEXT, SEQUENCES = 30, 576, 1536, 9, 3, 64, 49152, 256, 8
ROUNDS = 60
LINEARS = [((HEADS + 2 * KV) * HEAD, WIDTH), (WIDTH, HEADS * HEAD), (2 * INNER, WIDTH), (WIDTH, INNER)]
# Of each linear, where its modules' rows begin and end; the first and third of the first are queries and values.
MODULES = [[(0, 576), (576, 768), (768, 960)], [(0, 576)], [(0, 1536), (1536, 3072)], [(0, 576)]]


def load(path):
    torch.manual_seed(1)
    program = torch.jit.load(path)
    shape = [LAYERS, HEADS, KV, HEAD, WIDTH, SEQUENCES, CONTEXT, WORDS, 1]
    program.begin(torch.tensor(shape), torch.tensor([1e5, 1e-5]), torch.ones(HEAD // 2))
    for layer in range(LAYERS):
        for i, (rows, columns) in enumerate(LINEARS):
            if i in (0, 2):
                program.add_norm(torch.ones(WIDTH))
            program.open_part(torch.tensor([rows, columns, 1, 1]))
            scales = torch.stack([torch.full([rows, columns // 32], 0.01), torch.zeros(rows, columns // 32)], -1)
            program.add_fours(torch.randint(0, 16, [rows, columns], dtype=torch.uint8), scales)
    program.add_norm(torch.ones(WIDTH))
    for _ in range(WORDS // 4096):
        program.add_head_rows(torch.randn(4096, WIDTH) * 0.02)
    return program


def lay(program, place, rank, every):
    program.clear_adapter(torch.tensor([place]))
    for layer in range(LAYERS):
        for i, (rows, columns) in enumerate(LINEARS):
            changed = MODULES[i] if every else [MODULES[i][0], MODULES[i][2]] if i == 0 else []
            if not changed:
                continue
            up = torch.zeros(rows, rank * len(changed))
            for n, (first, last) in enumerate(changed):
                up[first:last, n * rank : (n + 1) * rank] = torch.randn(last - first, rank) * 0.01
            down = torch.randn(rank * len(changed), columns) * 0.02
            program.add_pair(torch.tensor([place, 4 * layer + i]), down, up)


def spans(adapters, count, first):
    return torch.tensor([[slot, first, count, adapter] for slot, adapter in enumerate(adapters)])


def timed(program, rows, places):
    began = time.process_time()
    program(rows, places)
    return time.process_time() - began


@torch.inference_mode()
def main(path, other=None):
    torch.set_num_threads(1)
    program = load(path)
    prompt, token = torch.randn(SEQUENCES * 64, WIDTH), torch.randn(SEQUENCES, WIDTH)
    none = [0] * SEQUENCES
    before = program(prompt, spans(none, 64, 0)), program(token, spans(none, 1, 64))
    if other:
        old = load(other)
        was = old(prompt, spans(none, 64, 0)[:, :3].contiguous()), old(token, spans(none, 1, 64)[:, :3].contiguous())
        print("without adapters, bit for bit:", all(torch.equal(a, b) for a, b in zip(before, was)))
    place, rows = 0, {"none": none}
    for rank in (8, 64):
        for every in (False, True):
            for n in range(4):
                lay(program, place + n, rank, every)
            name = f"rank {rank}, {'every linear' if every else 'queries and values'}"
            rows[f"{name}: 1"] = [place + 1] * SEQUENCES
            rows[f"{name}: 4"] = sorted(place + 1 + n % 4 for n in range(SEQUENCES))
            rows[f"{name}: 1, of one in eight"] = [0] * (SEQUENCES - 1) + [place + 1]
            place += 4
    steps, prompts = {name: [] for name in rows}, {name: [] for name in rows}
    for _ in range(ROUNDS):
        for name, adapters in rows.items():
            steps[name].append(timed(program, token, spans(adapters, 1, 64)))
            prompts[name].append(timed(program, prompt[:64], spans(adapters[-1:], 64, 0)))
    for name in rows:
        step, read = (1000 * statistics.median(times[name][ROUNDS // 10 :]) for times in (steps, prompts))
        base, first = (1000 * statistics.median(times["none"][ROUNDS // 10 :]) for times in (steps, prompts))
        print(f"{name:45} step {step:6.2f} ms ({step / base - 1:+.0%})   64 tokens of a prompt {read:6.1f} ms ({read / first - 1:+.0%})")


if __name__ == "__main__":
    main(*sys.argv[1:])
