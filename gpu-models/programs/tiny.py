"""Writes the logits that the engine's tests hold its decoders against: tiny models of random weights, computed by
Hugging Face transformers in float32.

    python3 -m pip install torch==2.7.1 transformers==5.24.0 gguf==0.19.0
    python3 tiny.py ../../src/test/resources/engine/tiny.json

The weights are in no file: both sides make each tensor's bytes from its name (`stored` here, `TinyModel` in the tests),
and the tests put them into a GGUF file or a safetensors folder. What the bytes mean is told here by the package gguf, so
that the engine's own reading of every type is held against it.

tiny.json: of each case what it is made of, the tokens of a prompt, those that follow one by one, and the logits of all
tokens after the prompt and after each that follows.
"""
import hashlib
import json
import sys

import numpy as np
import torch
from gguf import GGMLQuantizationType
from gguf.quants import dequantize
from transformers import AutoConfig, AutoModelForCausalLM

SMALL = {"layers": 2, "width": 64, "feedForward": 96, "heads": 4, "kvHeads": 2, "headWidth": 16, "vocabulary": 96}
WIDE_HEADS = SMALL | {"headWidth": 32}
# Blocks of 256 weights; a vocabulary that is no multiple of the kernel's rows.
LARGE = {"layers": 2, "width": 256, "feedForward": 256, "heads": 4, "kvHeads": 2, "headWidth": 64, "vocabulary": 100}
MIXED = {"": "Q4_K", "attn_v": "Q6_K", "blk.0.ffn_down": "Q6_K", "output.": "Q6_K"}
MEDLEY = {"": "Q8_0", "attn_k": "Q4_0", "attn_q": "Q4_1", "ffn_up": "F16", "ffn_gate": "Q4_1", "blk.1.ffn_down": "F32"}
STRETCHED = {
    "rope_type": "llama3",
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 64,
}
# name, file, architecture (as config.json names it), sizes, types, tied, rope scaling
CASES = [
    ("llama of F32", "gguf", "llama", SMALL, {"": "F32"}, True, None),
    ("llama of F16, untied", "gguf", "llama", SMALL, {"": "F16"}, False, None),
    ("llama of BF16", "gguf", "llama", SMALL, {"": "BF16"}, True, None),
    ("llama of Q8_0", "gguf", "llama", SMALL, {"": "Q8_0"}, True, None),
    ("llama of Q4_0", "gguf", "llama", SMALL, {"": "Q4_0"}, True, None),
    ("llama of Q4_1, untied", "gguf", "llama", SMALL, {"": "Q4_1"}, False, None),
    ("llama of Q4_K", "gguf", "llama", LARGE, {"": "Q4_K"}, True, None),
    ("llama of Q6_K", "gguf", "llama", LARGE, {"": "Q6_K"}, True, None),
    ("llama mixed as Q4_K_M", "gguf", "llama", LARGE, MIXED, False, None),
    ("llama of many types", "gguf", "llama", SMALL, MEDLEY, True, None),
    ("llama 3, stretched", "gguf", "llama", SMALL, {"": "F16"}, True, STRETCHED),
    ("qwen2 of F16", "gguf", "qwen2", SMALL, {"": "F16"}, True, None),
    ("qwen2 mixed as Q4_K_M", "gguf", "qwen2", LARGE, MIXED, False, None),
    ("qwen3 of Q8_0", "gguf", "qwen3", WIDE_HEADS, {"": "Q8_0"}, True, None),
    ("qwen3 of Q4_0, untied", "gguf", "qwen3", WIDE_HEADS, {"": "Q4_0"}, False, None),
    ("llama 3 of the hub, stretched", "safetensors", "llama", SMALL, {"": "BF16"}, True, STRETCHED),
    ("mistral of the hub in shards", "shards", "mistral", SMALL, {"": "F16"}, False, None),
    ("qwen2 of the hub", "safetensors", "qwen2", SMALL, {"": "F32"}, False, None),
    ("qwen3 of the hub", "safetensors", "qwen3", WIDE_HEADS, {"": "BF16"}, True, None),
]
PROMPT, FOLLOWING = [1, 17, 80, 33, 5, 60, 2], [44, 9, 71, 95, 0]
BASE, EPSILON, TRAINED = 10000.0, 1e-5, 256


def noise(name, count):
    """So many bytes, which a name determines."""
    blocks = (hashlib.sha256(f"{name}/{i}".encode()).digest() for i in range(count // 32 + 1))
    return np.frombuffer(b"".join(blocks), np.uint8)[:count].copy()


def type_of(name, types):
    """The type of the longest rule that the name contains; vectors are F32."""
    if "norm" in name or name.endswith("bias"):
        return "F32"
    return types[max((rule for rule in types if rule in name), key=len)]


def stored(name, kind, rows, columns):
    """A tensor's bytes [rows, bytes of a row]: blocks of noise with scales that suit."""
    small = 2.0 ** -(9 if columns < 128 else 10)
    if kind in ("F32", "F16", "BF16"):
        value = noise(name, rows * columns).view(np.int8).astype(np.float32).reshape(rows, columns)
        if "norm" in name:
            value = 1 + value / 256
        elif name.endswith("bias"):
            value = value / 256
        else:
            value = value * small
        if kind == "BF16":
            return (value.view(np.uint32) >> 16).astype("<u2").view(np.uint8)
        return value.astype("<f4" if kind == "F32" else "<f2").view(np.uint8)
    weights, size, at = {"Q8_0": (32, 34, 0), "Q4_0": (32, 18, 0), "Q4_1": (32, 20, 0), "Q4_K": (256, 144, 0), "Q6_K": (256, 210, 208)}[kind]
    blocks = noise(name, rows * columns // weights * size).reshape(-1, size)
    scale = {"Q8_0": 1 / 2, "Q4_0": 8, "Q4_1": 8, "Q4_K": 1 / 8, "Q6_K": 1 / 32}[kind] * small * (1 + (blocks[:, at] & 15) / 16)
    blocks[:, at : at + 2] = scale.astype("<f2").view(np.uint8).reshape(-1, 2)
    if kind in ("Q4_1", "Q4_K"):
        # The minimum of Q4_1 is added, that of Q4_K is subtracted.
        least = scale * (7.5 if kind == "Q4_K" else -7.5)
        blocks[:, 2:4] = least.astype("<f2").view(np.uint8).reshape(-1, 2)
    return blocks.reshape(rows, -1)


def numbers(name, kind, rows, columns):
    """float32 [rows, columns]: what those bytes mean."""
    return dequantize(stored(name, kind, rows, columns), GGMLQuantizationType[kind]).reshape(rows, columns)


def in_order(rows, head_width):
    """Rows that lie side by side in a GGUF of Llama, as transformers has them."""
    return rows.reshape(-1, head_width // 2, 2, rows.shape[1]).swapaxes(1, 2).reshape(rows.shape)


def tensors(kind, sizes, tied):
    """Name in a GGUF file, name in transformers, rows and columns."""
    width, inner, head = sizes["width"], sizes["feedForward"], sizes["headWidth"]
    query, key = sizes["heads"] * head, sizes["kvHeads"] * head
    yield "token_embd.weight", "model.embed_tokens.weight", sizes["vocabulary"], width
    yield "output_norm.weight", "model.norm.weight", 1, width
    if not tied:
        yield "output.weight", "lm_head.weight", sizes["vocabulary"], width
    for i in range(sizes["layers"]):
        own, theirs = f"blk.{i}.", f"model.layers.{i}."
        yield own + "attn_norm.weight", theirs + "input_layernorm.weight", 1, width
        yield own + "ffn_norm.weight", theirs + "post_attention_layernorm.weight", 1, width
        for part, rows in (("q", query), ("k", key), ("v", key)):
            yield own + f"attn_{part}.weight", theirs + f"self_attn.{part}_proj.weight", rows, width
            if kind == "qwen2":
                yield own + f"attn_{part}.bias", theirs + f"self_attn.{part}_proj.bias", 1, rows
            if kind == "qwen3" and part != "v":
                yield own + f"attn_{part}_norm.weight", theirs + f"self_attn.{part}_norm.weight", 1, head
        yield own + "attn_output.weight", theirs + "self_attn.o_proj.weight", width, query
        yield own + "ffn_gate.weight", theirs + "mlp.gate_proj.weight", inner, width
        yield own + "ffn_up.weight", theirs + "mlp.up_proj.weight", inner, width
        yield own + "ffn_down.weight", theirs + "mlp.down_proj.weight", width, inner


def model(file, kind, sizes, types, tied, scaling):
    rope = {"rope_theta": BASE, **(scaling or {"rope_type": "default"})}
    config = AutoConfig.for_model(
        kind,
        hidden_size=sizes["width"],
        intermediate_size=sizes["feedForward"],
        num_hidden_layers=sizes["layers"],
        num_attention_heads=sizes["heads"],
        num_key_value_heads=sizes["kvHeads"],
        head_dim=sizes["headWidth"],
        vocab_size=sizes["vocabulary"],
        max_position_embeddings=TRAINED,
        rms_norm_eps=EPSILON,
        rope_parameters=rope,
        tie_word_embeddings=tied,
    )
    made = AutoModelForCausalLM.from_config(config, dtype=torch.float32).eval()
    state = {}
    for name, theirs, rows, columns in tensors(kind, sizes, tied):
        weights = numbers(name, type_of(name, types), rows, columns)
        if file == "gguf" and kind == "llama" and name.endswith(("attn_q.weight", "attn_k.weight")):
            weights = in_order(weights, sizes["headWidth"])
        state[theirs] = torch.tensor(weights).squeeze(0) if rows == 1 else torch.tensor(weights)
    missing, unexpected = made.load_state_dict(state, strict=False)
    assert not unexpected and missing == (["lm_head.weight"] if tied else []), (missing, unexpected)
    made.tie_weights()
    return made


@torch.no_grad()
def logits(made):
    """[steps][vocabulary]."""
    every = made(input_ids=torch.tensor([PROMPT + FOLLOWING])).logits[0, len(PROMPT) - 1 :]
    return [[round(float(x), 5) for x in step] for step in every]


def stretch(made, sizes):
    """What each rotary frequency was divided by."""
    plain = 1.0 / BASE ** (torch.arange(0, sizes["headWidth"], 2).float() / sizes["headWidth"])
    return [float(x) for x in plain / made.model.rotary_emb.inv_freq]


def main(out):
    torch.set_num_threads(1)
    cases = []
    for name, file, kind, sizes, types, tied, scaling in CASES:
        made = model(file, kind, sizes, types, tied, scaling)
        case = {"name": name, "file": file, "architecture": kind, "sizes": sizes, "types": types, "tied": tied}
        if scaling:
            case |= {"scaling": scaling, "stretch": stretch(made, sizes)}
        cases.append(case | {"logits": logits(made)})
    everything = {"base": BASE, "epsilon": EPSILON, "trained": TRAINED, "prompt": PROMPT, "following": FOLLOWING}
    lines = ",\n".join(json.dumps(case) for case in cases)
    with open(out, "w") as file:
        file.write(json.dumps(everything)[:-1] + ', "cases": [\n' + lines + "\n]}\n")


if __name__ == "__main__":
    main(sys.argv[1])
