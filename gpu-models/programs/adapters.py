"""Writes the logits that the engine's tests hold adapters against: tiny models of random weights (tiny.py) with random
adapters over them, computed by PEFT in float32, as it lays them over and as it merges them.

    python3 -m pip install torch==2.7.1 transformers==5.24.0 gguf==0.19.0 peft==0.21.2
    python3 adapters.py ../../src/test/resources/engine/adapters.json

The adapters' numbers are in no file: both sides make each tensor's bytes from its name. The configuration is the one that
PEFT saves.

adapters.json: of each case its model in tiny.json, the configuration, the type and the tensors of the file (name, rows,
columns), and the logits of all tokens after the prompt and after each token that follows.
"""
import json
import sys
import tempfile
from pathlib import Path

import tiny
import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict
from transformers.utils import logging

ALL = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
# name, its model, type in the file, what PEFT is told
CASES = [
    ("every linear", "llama of F32", "F32", {"r": 4, "lora_alpha": 8, "target_modules": ALL}),
    ("queries and values, rooted", "qwen2 of F16", "F32", {"r": 8, "lora_alpha": 16, "target_modules": ["q_proj", "v_proj"], "use_rslora": True}),
    ("a pattern, of queries and keys", "llama of Q4_0", "F16", {"r": 8, "lora_alpha": 32, "target_modules": r".*\.self_attn\.[qk]_proj"}),
    ("patterns of rank and alpha", "qwen3 of the hub", "BF16", {"r": 4, "lora_alpha": 8, "target_modules": ALL, "rank_pattern": {"self_attn.o_proj": 2, "up_proj": 6}, "alpha_pattern": {"k_proj": 20, r"layers\.1\.mlp\.down_proj": 1}}),
    ("one layer", "llama 3 of the hub, stretched", "F32", {"r": 6, "lora_alpha": 6, "target_modules": ["k_proj", "o_proj", "down_proj"], "layers_to_transform": [1]}),
    ("parts of two types", "llama of many types", "F32", {"r": 8, "lora_alpha": 16, "target_modules": ALL, "exclude_modules": ["gate_proj"]}),
]


def adapted(base, name, kind, told):
    """The model with the adapter over it, and the names and sizes of its tensors."""
    made = get_peft_model(base, LoraConfig(lora_dropout=0.0, **told)).eval()
    sizes, state = [], {}
    for key, value in get_peft_model_state_dict(made).items():
        rows, columns = value.shape
        sizes.append([key, rows, columns])
        state[key.replace(".weight", ".default.weight")] = torch.tensor(tiny.numbers(f"{name}/{key}", kind, rows, columns))
    missing, unexpected = made.load_state_dict(state, strict=False)
    assert not unexpected and not [key for key in missing if "lora" in key], (missing, unexpected)
    return made, sizes


def saved(made):
    """adapter_config.json as PEFT writes it."""
    with tempfile.TemporaryDirectory() as folder:
        made.save_pretrained(folder)
        assert (Path(folder) / "adapter_model.safetensors").exists()
        return json.loads((Path(folder) / "adapter_config.json").read_text())


def main(out):
    torch.set_num_threads(1)
    logging.disable_progress_bar()
    models = {case[0]: case[1:] for case in tiny.CASES}
    cases = []
    for name, of, kind, told in CASES:
        made, sizes = adapted(tiny.model(*models[of]), name, kind, told)
        over = tiny.logits(made)
        config = saved(made)
        plain = tiny.logits(made.unload())
        merged = tiny.logits(adapted(tiny.model(*models[of]), name, kind, told)[0].merge_and_unload())
        apart = max(abs(a - b) for one, other in zip(over, merged) for a, b in zip(one, other))
        changed = max(abs(a - b) for one, other in zip(over, plain) for a, b in zip(one, other))
        assert apart < 1e-4 < 0.1 < changed, (name, apart, changed)
        cases.append({"name": name, "of": of, "type": kind, "config": config, "tensors": sizes, "logits": over})
    with open(out, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main(sys.argv[1])
