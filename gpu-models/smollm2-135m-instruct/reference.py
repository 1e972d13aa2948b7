"""Writes the answers that the engine's tests compare with: five prompts, greedy, in float32 by Hugging Face
transformers from the same GGUF file (its four-bit weights unpacked to float32).

    python3 -m pip install torch==2.7.1 transformers gguf
    python3 reference.py SmolLM2-135M-Instruct.Q4_1.gguf ../../src/test/resources/engine

reference.json: prompt, tokens of the templated prompt, 40 greedy tokens (the end mark does not stop them), text.
reference.bin: for each prompt and each of the first 24 steps the 128 best tokens, best first: int32[128] token numbers,
float32[128] logits, little-endian.
"""
import json
import pathlib
import sys

import numpy
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

PROMPTS = [
    "What is the capital of France?",
    "Write a haiku about the sea.",
    "Explain in two sentences why the sky is blue.",
    "List three uses of a Java virtual machine.",
    "Translate 'good morning' into Spanish and use it in a sentence.",
]
TOKENS, STEPS, BEST = 40, 24, 128


def main(gguf: pathlib.Path, out: pathlib.Path):
    tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
    model = AutoModelForCausalLM.from_pretrained(gguf.parent, gguf_file=gguf.name, dtype=torch.float32).eval()
    answers, logits = [], []
    for prompt in PROMPTS:
        chat = [{"role": "user", "content": prompt}]
        text = tokenizer.apply_chat_template(chat, add_generation_prompt=True, tokenize=False)
        tokens = tokenizer(text, add_special_tokens=False)["input_ids"]
        greedy, past, step = [], None, torch.tensor([tokens])
        with torch.no_grad():
            for i in range(TOKENS):
                result = model(input_ids=step, past_key_values=past, use_cache=True)
                past, last = result.past_key_values, result.logits[0, -1].float()
                if i < STEPS:
                    best = torch.topk(last, BEST)
                    logits.append(best.indices.numpy().astype("<i4").tobytes() + best.values.numpy().astype("<f4").tobytes())
                greedy.append(int(last.argmax()))
                step = torch.tensor([[greedy[-1]]])
        end = greedy.index(2) if 2 in greedy else TOKENS
        answers.append({"prompt": prompt, "tokens": tokens, "greedy": greedy, "text": tokenizer.decode(greedy[:end])})
    out.mkdir(parents=True, exist_ok=True)
    (out / "reference.json").write_text(json.dumps(answers, ensure_ascii=False, indent=None) + "\n")
    (out / "reference.bin").write_bytes(b"".join(logits))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
