"""What the model of this process can do: its share of right answers by domain, and the profile that is shipped with it.

usage: measure.py --data DIR [--work DIR] [--minutes N] [--slots N] -- JAVA_COMMAND...     (./outrigger bench local-model says the last)

Starts the sidecar with one model, the local one, and asks its chat endpoint at temperature 0 what prompts.py draws from DIR. Answers are kept
in the work folder, one file; a run that is stopped goes on where it was, and --minutes stops it. Then judges what is there, asks
`explain` how the default policy reads each prompt, and writes perf/results/local-model.md and .json and the model's profile.yaml.
"""

import argparse
import concurrent.futures
import http.client
import json
import os
import pathlib
import signal
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import prompts  # noqa: E402
import report  # noqa: E402
from sidecar import Sidecar  # noqa: E402

MODEL = "smollm2-135m-instruct"
ANSWER_SECONDS = 300
SETTINGS = """\
backends: {{ here: {{ kind: engine, slots: {slots}, queue: 64, context: 1024 }} }}
models: {{ smol: {{ backend: here, model: {model}, window: 1024 }} }}
"""


class Asked(Sidecar):
    """One that answers whole chats of the local model alone."""

    def __init__(self, java, slots):
        super().__init__(java, SETTINGS.format(slots=slots, model=MODEL))

    def greet(self):
        self.ask("Hello", 1)

    def ask(self, prompt, tokens):
        """The answer, its tokens, and why it ended."""
        body = {"model": "smol", "messages": [{"role": "user", "content": prompt}], "temperature": 0, "max_tokens": tokens}
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[0], timeout=ANSWER_SECONDS)
        try:
            connection.request("POST", "/v1/chat/completions", json.dumps(body), {"content-type": "application/json"})
            response = connection.getresponse()
            told = response.read()
        finally:
            connection.close()
        if response.status != 200 or response.headers["x-outrigger-model"] != MODEL:
            raise ValueError(f"{response.status} {told[:300]!r}")
        answer = json.loads(told)
        choice = answer["choices"][0]
        usage = answer["usage"]
        return {
            "answer": choice["message"]["content"] or "",
            "finish": choice["finish_reason"],
            "read": usage["prompt_tokens"],
            "written": usage["completion_tokens"],
        }


class Answers:
    """Of this work folder, by prompt and bound: another prompt or another bound is asked anew."""

    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.file, self.kept, self.lock = folder / "answers.jsonl", {}, threading.Lock()
        for line in self.file.read_text(encoding="utf-8").splitlines() if self.file.exists() else []:
            row = json.loads(line)
            self.kept[row["prompt"], row["tokens"]] = row

    def of(self, question):
        return self.kept.get((question.prompt, question.tokens))

    def keep(self, question, told):
        row = {"id": question.id, "prompt": question.prompt, "tokens": question.tokens, **told}
        with self.lock, open(self.file, "a", encoding="utf-8") as file:
            self.kept[question.prompt, question.tokens] = row
            file.write(json.dumps(row) + "\n")


def ask_all(asked, answers, java, slots, minutes):
    end = time.monotonic() + 60 * minutes
    left = [question for question in asked if not answers.of(question)]
    if not left:
        return
    with Asked(java, slots) as sidecar, concurrent.futures.ThreadPoolExecutor(slots) as pool:

        def one(question):
            if time.monotonic() < end:
                answers.keep(question, sidecar.ask(question.prompt, question.tokens))

        try:
            for done, _ in enumerate(pool.map(one, left)):
                if done % 200 == 0:
                    print(f"{done} of {len(left)}, {(end - time.monotonic()) / 60:.1f} minutes left", file=sys.stderr, flush=True)
        finally:
            # What is asked is waited for, what is not yet is left for the next run.
            pool.shutdown(cancel_futures=True)


def main():
    cut = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--slots", type=int, default=8)
    parser.add_argument("--ask-only", action="store_true", help="keeps answers and writes nothing else")
    options = parser.parse_args(sys.argv[1:cut])
    # Told to end, it ends the sidecar too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    work = options.work or pathlib.Path(os.environ["OUTRIGGER_CACHE"]) / "local-model"
    asked, answers = prompts.questions(options.data), Answers(work)
    ask_all(asked, answers, sys.argv[cut + 1 :], options.slots, options.minutes)
    if not options.ask_only:
        report.write(asked, answers, options.slots)


if __name__ == "__main__":
    main()
