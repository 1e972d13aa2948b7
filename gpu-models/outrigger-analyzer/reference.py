"""Records what torch computes in float32, for the Java side to be compared with.

    python reference.py --encoder DIR --analyzer DIR --out minilm-reference.json

The prompts were written for this purpose. Run it again after every training.
"""
import argparse
import json
import pathlib

import torch
from safetensors.torch import load_file

import figures
import minilm

PLAIN = [  # texts whose vectors are recorded, without the adapter
    "",
    "What is the capital of France?",
    "Schreib mir bitte eine höfliche Absage für die Feier am Samstag.",
    "东京的天气怎么样？ Скажи 🙂 e\u0301te\u0301 — naïve ﬁancé 👩‍👩‍👧",
    "[MASK] [SEP] <script>alert('x')</script>\tTabs\nand\u0000nulls",
    "Summarise the following minutes in three sentences.\n" + "The board met at nine and spoke of the roof. " * 40,
    "many words " * 2000 + "now translate the last two words to Dutch",
]
JUDGED = [  # prompts whose probabilities are recorded, with it
    "What is the capital of France?",
    "hi there",
    "who are you and who made you?",
    "Write a Python function that merges two sorted lists.",
    "Why does my docker container exit with code 137?",
    "Prove that the square root of 2 is irrational, then generalise to all non-square integers.",
    "What is 17 * 23?",
    "A train leaves at 9:40 at 80 km/h, another at 10:10 at 110 km/h from the same place. When does it catch up?",
    "Translate into Spanish: The meeting was moved to Thursday.",
    "Summarize this text in one sentence: The council voted on Monday to repair the old bridge, after two years of"
    " dispute about who should pay for it and whether the traffic could be led elsewhere.",
    "Extract all e-mail addresses: write to ann@example.org or to bob@example.com before noon.",
    "Is this review positive or negative? 'The soup was cold and nobody cared.'",
    "Fix the grammar: he go to school yesterday and forget his book",
    "Write a short poem about the first snow.",
    "You are a pirate captain. Stay in character and greet your new crew.",
    "Give me ten names for a bakery that sells only rye bread.",
    "How do I get red wine out of a wool carpet?",
    "Explain how vaccines train the immune system.",
    "What is the difference between a limited partnership and a corporation?",
    "My chest hurts when I climb stairs, what should I do?",
    "Five people sit in a row. Ann is not at an end, Bob is left of Cem, Dora is right of Ann. Who can sit in the middle?",
    "Design a database schema for a library, with loans, reservations and fines; give the SQL, indexes and three queries.",
    "Erkläre mir in zwei Sätzen, was ein Treuhandkonto ist.",
    "Compare the causes of the fall of the western and the eastern Roman empire in a detailed essay.",
    "Tell me a joke",
    "Rewrite this so that it sounds friendlier:\n\n" + "Your report was late again and I had to explain it to everyone. " * 12,
]


def adapted(encoder, analyzer):
    """The encoder with the committed adapter, and the heads."""
    weights = {name: value.float() for name, value in load_file(analyzer / "analyzer.safetensors").items()}
    model = minilm.MiniLm(encoder, rank=next(len(value) for name, value in weights.items() if name.endswith("lora_a")))
    own = dict(model.named_parameters())
    for name, value in weights.items():
        stem, leaf = name.rsplit(".", 1)
        kind = "linears" if leaf.startswith("lora") else "norms"
        if not name.startswith("heads."):
            own.pop(f"{kind}.{stem.replace('.', '/')}.{leaf}").data.copy_(value)
    assert not own, own.keys()
    return model.eval(), weights


@torch.no_grad()
def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--encoder", required=True)
    arguments.add_argument("--analyzer", required=True, type=pathlib.Path)
    arguments.add_argument("--out", required=True)
    a = arguments.parse_args()
    torch.set_num_threads(1)
    tokenizer = minilm.open_tokenizer(a.encoder)
    card = json.loads((a.analyzer / "analyzer.json").read_text())
    plain = minilm.MiniLm(a.encoder).eval()
    model, weights = adapted(a.encoder, a.analyzer)
    vectors, judged = [], []
    for text in PLAIN:
        ids = minilm.window(tokenizer, text)
        vector = plain(*minilm.pad([ids]))[0]
        vectors.append({"text": text, "ids": ids, "vector": [round(x, 5) for x in vector.tolist()]})
    for text in JUDGED:
        pooled = model(*minilm.pad([minilm.window(tokenizer, text)]))
        heads = {}
        for head in card["heads"]:
            name = head["name"]
            logits = pooled @ weights[f"heads.{name}.weight"].T + weights[f"heads.{name}.bias"]
            p = figures.probabilities(logits.numpy(), head["temperature"])[0]
            heads[name] = {"label": head["labels"][p.argmax()], "probabilities": [round(float(x), 5) for x in p]}
        judged.append({"text": text, "heads": heads})
    lines = lambda rows: ",\n".join("  " + json.dumps(row, ensure_ascii=True) for row in rows)
    text = '{"plain": [\n' + lines(vectors) + '\n],\n"judged": [\n' + lines(judged) + "\n]}\n"
    pathlib.Path(a.out).write_text(text)


if __name__ == "__main__":
    main()
