"""Writes the vectors that the embedder's test compares with, computed by Hugging Face transformers in float32 as the model's
card says: the mean over a text's tokens, of unit length.

    python3 -m pip install torch==2.7.1 transformers
    python3 reference.py DIR ../../src/test/resources/dev/outrigger/engine/embedder-reference.json

DIR holds model.safetensors and tokenizer.json. Of each text: how many tokens it has, the two marks included, and its vector.
"""
import json
import pathlib
import sys

import torch
from safetensors.torch import load_file
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

CONFIG = BertConfig(
    vocab_size=30522, hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536,
    max_position_embeddings=512, type_vocab_size=2, layer_norm_eps=1e-12)
TEXTS = [
    "hello",
    "A man is eating food.",
    "Der Hund läuft über die Wiese, und 东京 is far away. 🙂",
    "Vectors of short texts are looked at whole, and so are those of longer ones: " + "the river ran past the mill and the ford, " * 9,
    "one more word " * 84,
    "",
]


@torch.no_grad()
def main(folder, out):
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))
    tokenizer._tokenizer.no_truncation()
    tokenizer._tokenizer.no_padding()
    model = BertModel(CONFIG, add_pooling_layer=False).eval()
    weights = {name.removeprefix("bert."): value.float() for name, value in load_file(folder / "model.safetensors").items()}
    missing = model.load_state_dict(weights, strict=False).missing_keys
    assert not [name for name in missing if "position_ids" not in name], missing
    rows = []
    for text in TEXTS:
        ids = tokenizer(text, return_tensors="pt")["input_ids"]
        mean = model(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state.mean(1)
        vector = torch.nn.functional.normalize(mean, dim=1)[0]
        rows.append({"text": text, "tokens": ids.shape[1], "vector": [round(x, 7) for x in vector.tolist()]})
    out.write_text(json.dumps(rows, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n")
    print([row["tokens"] for row in rows])


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
