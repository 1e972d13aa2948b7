"""What the scripts of this folder share: asking `./outrigger explain`, one process for many prompts, and what a result's head says."""

import json
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

# One local and one remote model, of which nobody is called.
MODELS = """\
backends:
  here: { kind: engine }
  far: { kind: openai, url: "http://127.0.0.1:9/v1" }
models:
  smol: { backend: here, model: smollm2-135m-instruct, placement: local }
  best: { backend: far, model: best }
"""
# Of whose answers nothing was measured: what is simple then hangs on how requests are read, which is what is looked at.
LOCAL_FIRST = "policies:\n  default:\n    stages:\n      - local: { quality: 0 }\n      - score: {}\n"


def explained(texts, config=None):
    """The answers, one a text, in order; every dimension is computed where no configuration says which are read."""
    lines = "".join(json.dumps({"prompt": text}) + "\n" for text in texts)
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(config or "")
        file.flush()
        how = ["--config", file.name] if config else ["--all"]
        command = [str(ROOT / "outrigger"), "explain", *how, "--jsonl", "-"]
        done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(texts), (len(answers), len(texts))
    return answers


def commit():
    told = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return told.stdout.strip() or "unknown"
