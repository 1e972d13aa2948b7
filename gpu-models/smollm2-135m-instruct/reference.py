"""Writes the answers that the engine's tests compare with: five prompts, greedy, in float32 by Hugging Face
transformers from the same GGUF file (its four-bit weights unpacked to float32).

    python3 -m pip install torch==2.7.1 transformers gguf
    python3 reference.py SmolLM2-135M-Instruct.Q4_1.gguf ../../src/test/resources/engine

reference.json: of each answer its prompt, tokens of the templated prompt, 40 greedy tokens (the end mark does not stop
them) and text; and of transformers computing the same in bfloat16, how far it is from float32: the yardstick for an
engine that computes in bfloat16. Differences are of the largest logit among the 32 best of a step; divergences are
Kullback and Leibler's, in nats, over the same 32. Last a short answer without template, for arithmetic so exact that
it is slow.
further.json: fifteen more prompts, their tokens and greedy tokens alone.
reference.bin: for each prompt and step, the short one's last, the 64 best tokens, best first: int32[64] token numbers, float32[64] logits,
little-endian.
"""
import json
import pathlib
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

PROMPTS = [
    "What is the capital of France?",
    "Write a haiku about the sea.",
    "Explain in two sentences why the sky is blue.",
    "List three uses of a Java virtual machine.",
    "Translate 'good morning' into Spanish and use it in a sentence.",
]
FURTHER = [
    "Name a fruit that is red.",
    "Why do cats purr?",
    "Write a short email to a colleague about a meeting on Tuesday.",
    "What is 12 times 12?",
    "Describe a sunset over the mountains.",
    "Give me a recipe for pancakes.",
    "Who wrote Romeo and Juliet?",
    "What does HTTP stand for?",
    "Write a Python function that adds two numbers.",
    "Summarize the plot of Cinderella in one sentence.",
    "What are the planets of the solar system?",
    "How do I boil an egg?",
    "Tell me a joke about computers.",
    "Rewrite this politely: send me the report now.",
    "Repeat the word harbour five times.",
]
SHORT = "The three primary colours are"
TOKENS, SHORT_TOKENS, BEST, COMPARED = 40, 8, 64, 32


def load(gguf, dtype):
    return AutoModelForCausalLM.from_pretrained(gguf.parent, gguf_file=gguf.name, dtype=dtype).eval()


def templated(tokenizer, prompt):
    text = tokenizer.apply_chat_template([{"role": "user", "content": prompt}], add_generation_prompt=True, tokenize=False)
    return tokenizer(text, add_special_tokens=False)["input_ids"]


@torch.no_grad()
def logits(model, tokens, forced, count):
    """float32 [vocabulary] of each step: greedy, or reading the forced tokens."""
    steps, past, step = [], None, torch.tensor([tokens])
    for i in range(count):
        result = model(input_ids=step, past_key_values=past, use_cache=True)
        past, last = result.past_key_values, result.logits[0, -1].float()
        steps.append(last)
        step = torch.tensor([[forced[i] if forced else int(last.argmax())]])
    return steps


def distance(exact, other):
    best = torch.topk(exact, COMPARED).indices
    p, q = exact[best].log_softmax(-1), other[best].log_softmax(-1)
    return float((exact[best] - other[best]).abs().max()), float((p.exp() * (p - q)).sum())


def shortlist(step):
    best = torch.topk(step, BEST)
    return best.indices.numpy().astype("<i4").tobytes() + best.values.numpy().astype("<f4").tobytes()


def main(gguf: pathlib.Path, out: pathlib.Path):
    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
    exact = load(gguf, torch.float32)
    answers, steps, binary = [], [], []
    for prompt in PROMPTS:
        tokens = templated(tokenizer, prompt)
        steps.append(logits(exact, tokens, [], TOKENS))
        binary += [shortlist(step) for step in steps[-1]]
        greedy = [int(step.argmax()) for step in steps[-1]]
        end = greedy.index(2) if 2 in greedy else TOKENS
        answers.append({"prompt": prompt, "tokens": tokens, "greedy": greedy, "text": tokenizer.decode(greedy[:end])})
    further = []
    for prompt in FURTHER:
        tokens = templated(tokenizer, prompt)
        greedy = [int(step.argmax()) for step in logits(exact, tokens, [], TOKENS)]
        further.append({"prompt": prompt, "tokens": tokens, "greedy": greedy})
    tokens = tokenizer(SHORT, add_special_tokens=False)["input_ids"]
    few = logits(exact, tokens, [], SHORT_TOKENS)
    binary += [shortlist(step) for step in few]
    greedy = [int(step.argmax()) for step in few]
    short = {"prompt": SHORT, "tokens": tokens, "greedy": greedy, "text": tokenizer.decode(greedy)}
    del exact
    half = load(gguf, torch.bfloat16)
    apart = []
    for answer, known in zip(answers, steps):
        ours = logits(half, answer["tokens"], answer["greedy"], TOKENS)
        apart += [distance(*pair) for pair in zip(known, ours)]
    differences, divergences = zip(*apart)
    bfloat16 = {
        "meanDifference": round(sum(differences) / len(apart), 4),
        "worstDifference": round(max(differences), 4),
        "meanDivergence": round(sum(divergences) / len(apart), 6),
        "worstDivergence": round(max(divergences), 6),
    }
    out.mkdir(parents=True, exist_ok=True)
    everything = {"answers": answers, "bfloat16": bfloat16, "short": short}
    (out / "reference.json").write_text(json.dumps(everything, ensure_ascii=False) + "\n")
    (out / "further.json").write_text(json.dumps(further, ensure_ascii=False) + "\n")
    (out / "reference.bin").write_bytes(b"".join(binary))
    print(bfloat16)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
