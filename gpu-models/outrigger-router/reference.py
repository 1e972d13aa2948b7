"""Records what Python finds with the artefact, for Java's tests to compare with.    python reference.py --encoder DIR

Writes router-reference.json, whose texts and vectors, made up, stay as they are there, and router-texts.json (Java encodes by itself), both beside the tests of
`dev.outrigger.analyze`. The texts were written for this purpose.
"""
import argparse
import json
import pathlib
import tempfile

import numpy as np

import packed
import router
from vectors import Vectors, counted

HERE = pathlib.Path(__file__).resolve().parent
TESTS = HERE.parents[1] / "src/test/resources/dev/outrigger/analyze"
MADE_BY = "gpu-models/outrigger-router/reference.py"
ENCODED = [
    "What is the capital of France?",
    "A train leaves at 9:15 and travels 210 km at 84 km/h. At what time does it arrive, and how far has it come at 10:30?",
    "Write a function that merges two sorted linked lists without extra memory, and explain its complexity.",
]
MODELS = ("zeroeval_matrix/gpt-4o-mini-2024-07-18", "zeroeval_matrix/gpt-3.5-turbo-0125", "routellm/gpt-4-1106-preview")
SHARE = 0.6


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--encoder", required=True, type=pathlib.Path, metavar="DIR")
    arguments.add_argument("--work", default=pathlib.Path(tempfile.gettempdir()) / "outrigger-router", type=pathlib.Path, metavar="DIR")
    arguments.add_argument("--out", default=TESTS, type=pathlib.Path, metavar="DIR")
    a = arguments.parse_args()
    trained, _ = packed.opened(HERE)
    vectors = Vectors(a.encoder, a.work)
    presumed = router.prior(trained.abilities, SHARE)[0]
    before = json.loads((TESTS / "router-reference.json").read_text())["of"]
    texts, x = [row["text"] for row in before], np.array([row["vector"] for row in before])
    counts = counted(texts)
    factors, right = trained.factors(x, counts), trained.probabilities(x, counts)
    given = [
        {
            "text": text, "vector": x[i].tolist(), "counts": counts[i].tolist(), "factors": factors[i].tolist(),
            "right": {name: float(right[i, trained.names.index(name)]) for name in MODELS},
            f"presumedOf{SHARE}": float(router.sigmoid(factors[i] @ presumed[:-1] + presumed[-1])),
        }
        for i, text in enumerate(texts)
    ]  # fmt: skip
    seen = trained.factors(vectors.of(ENCODED), counted(ENCODED))
    encoded = [{"text": text, "factors": [round(float(v), 5) for v in seen[i]]} for i, text in enumerate(ENCODED)]
    for name, rows in (("router-reference", given), ("router-texts", encoded)):
        (a.out / f"{name}.json").write_text(json.dumps({"made by": MADE_BY, "of": rows}) + "\n")


if __name__ == "__main__":
    main()
