"""The artefact as it ships: analyzer.safetensors (adapter and heads) and analyzer.json (labels, temperatures, bounds, lengths)."""
import json
import pathlib

import torch
from safetensors.torch import save_file

import minilm
import prompts

VERSION = "5"
SHIPPED = ("task", "field", "complexity", "difficulty", "style", "expectedOutput", "harm")


def export(model, calibration, scale, out):
    """Writes both files into the folder `out`; temperatures, least confidences and lengths are those of calibration.json."""
    half = {}
    for name, parameter in model.encoder.named_parameters():
        kind, key, leaf = name.split(".")
        half[key.replace("/", ".") + "." + leaf] = parameter.data.to(torch.float16).contiguous()
    for name in SHIPPED:
        half[f"heads.{name}.weight"] = model.heads[name].weight.data.to(torch.float16).contiguous()
        half[f"heads.{name}.bias"] = model.heads[name].bias.data.to(torch.float16).contiguous()
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    save_file(half, out / "analyzer.safetensors", metadata={"lora_scale": str(scale), "version": VERSION})
    card = {
        "version": VERSION,
        "encoder": "all-MiniLM-L6-v2",
        "maxTokens": minilm.HEAD_TOKENS + minilm.TAIL_TOKENS + 2,
        "leastConfidence": calibration["leastConfidence"],
        "alsoFrom": calibration["alsoFrom"],
        "mostUnknown": prompts.MOST_UNKNOWN,
        "heads": [
            {"name": name, "labels": prompts.HEADS[name][0], "temperature": calibration["temperatures"][name]}
            | ({"lengths": calibration["lengths"][name]} if name in calibration["lengths"] else {})
            for name in SHIPPED
        ],
    }
    (out / "analyzer.json").write_text(json.dumps(card, indent=2) + "\n")
