"""llama.cpp with the same file, through its own C interface in a process of its own.

usage: theirs.py MODEL.gguf SLOTS THREADS: reads requests and writes answers, JSON a line.
"""

import ctypes
import json
import pathlib
import subprocess
import sys
import time

CONTEXT = 1024
CHAT = "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n<|im_start|>user\n{}<|im_end|>\n<|im_start|>assistant\n"


class Theirs:
    """The process, as the other one is asked."""

    name = "llama.cpp"

    def __init__(self, python, model, slots, threads):
        self.command = [python, "-B", __file__, str(model), str(slots), str(threads)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._ask("decode", "Hello", 2)
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(60)

    def _ask(self, what, *arguments):
        self.process.stdin.write(json.dumps([what, *arguments]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("llama.cpp ended")
        return json.loads(line)

    def decode(self, prompt, tokens):
        return self._ask("decode", prompt, tokens)

    def prefill(self, prompt):
        return self._ask("prefill", prompt)

    def together(self, prompts, tokens):
        return self._ask("together", prompts, tokens)

    def resident(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


class Engine:
    def __init__(self, lib, numpy, model, slots, threads):
        self.lib, self.numpy, self.slots = lib, numpy, slots
        lib.llama_backend_init()
        self.model = lib.llama_model_load_from_file(model.encode(), lib.llama_model_default_params())
        settings = lib.llama_context_default_params()
        settings.n_ctx, settings.n_batch, settings.n_ubatch, settings.n_seq_max = CONTEXT * slots, 2048, 512, slots
        settings.n_threads = settings.n_threads_batch = threads
        self.context = lib.llama_init_from_model(self.model, settings)
        self.vocabulary = lib.llama_model_get_vocab(self.model)
        self.size = lib.llama_vocab_n_tokens(self.vocabulary)
        self.batch = lib.llama_batch_init(2048, 0, 1)

    def tokens(self, prompt):
        text = CHAT.format(prompt).encode()
        ids = (self.lib.llama_token * (len(text) + 8))()
        return list(ids[: self.lib.llama_tokenize(self.vocabulary, text, len(text), ids, len(ids), False, True)])

    def step(self, rows):
        """rows: token, position, sequence, whether what follows is wanted."""
        batch = self.batch
        batch.n_tokens = len(rows)
        for i, (token, position, sequence, wanted) in enumerate(rows):
            batch.token[i], batch.pos[i], batch.n_seq_id[i], batch.logits[i] = token, position, 1, wanted
            batch.seq_id[i][0] = sequence
        if self.lib.llama_decode(self.context, batch) != 0:
            raise SystemExit("llama.cpp could not decode")

    def best(self, row):
        return int(self.numpy.ctypeslib.as_array(self.lib.llama_get_logits_ith(self.context, row), shape=(self.size,)).argmax())

    def read(self, ids, sequence):
        self.step([(token, i, sequence, int(i == len(ids) - 1)) for i, token in enumerate(ids)])
        return self.best(len(ids) - 1)

    def clear(self):
        self.lib.llama_memory_clear(self.lib.llama_get_memory(self.context), True)

    def prefill(self, prompt):
        self.clear()
        cpu, began = time.process_time(), time.monotonic()
        ids = self.tokens(prompt)
        self.read(ids, 0)
        return {"tokens": len(ids), "seconds": time.monotonic() - began, "cpu": time.process_time() - cpu}

    def decode(self, prompt, tokens):
        self.clear()
        ids = self.tokens(prompt)
        token = self.read(ids, 0)
        cpu, began = time.process_time(), time.monotonic()
        for at in range(len(ids), len(ids) + tokens - 1):
            self.step([(token, at, 0, 1)])
            token = self.best(0)
        return {"tokens": tokens - 1, "seconds": time.monotonic() - began, "cpu": time.process_time() - cpu}

    def together(self, prompts, tokens):
        self.clear()
        cpu, began = time.process_time(), time.monotonic()
        ids = [self.tokens(prompt) for prompt in prompts]
        last = [self.read(one, sequence) for sequence, one in enumerate(ids)]
        for step in range(tokens - 1):
            self.step([(last[n], len(ids[n]) + step, n, 1) for n in range(len(ids))])
            last = [self.best(n) for n in range(len(ids))]
        return {"tokens": tokens * len(ids), "seconds": time.monotonic() - began, "cpu": time.process_time() - cpu}


def main():
    import llama_cpp
    import numpy

    @llama_cpp.llama_log_callback
    def quiet(level, text, data):
        pass

    llama_cpp.llama_log_set(quiet, ctypes.c_void_p(0))
    engine = Engine(llama_cpp, numpy, sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    for line in sys.stdin:
        what, *arguments = json.loads(line)
        print(json.dumps(getattr(engine, what)(*arguments)), flush=True)


if __name__ == "__main__":
    main()
