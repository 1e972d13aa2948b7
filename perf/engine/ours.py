"""The sidecar with its local model, asked over HTTP as an app asks it."""

import concurrent.futures
import http.client
import json
import os
import pathlib
import time

from sidecar import Sidecar

ANSWER_SECONDS = 300
TICKS = os.sysconf("SC_CLK_TCK")
SETTINGS = """\
backends: {{ here: {{ kind: engine, slots: {slots}, queue: 64, context: 1024, threads: {threads} }} }}
models: {{ local: {{ backend: here, model: smollm2-135m-instruct, window: 1024 }} }}
"""


class Ours(Sidecar):
    """One that streams chats of the local model."""

    name = "Outrigger"

    def __init__(self, java, slots, threads):
        super().__init__(java, SETTINGS.format(slots=slots, threads=threads))

    def greet(self):
        self.stream("Hello", 1)

    def stream(self, prompt, tokens):
        """When the answer's pieces came (monotonic seconds), the CPU seconds then, its tokens, and when it was asked."""
        body = {
            "model": "local",
            "messages": [{"role": "user", "content": prompt}],
            "temperature": 0,
            "max_tokens": tokens,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[0], timeout=ANSWER_SECONDS)
        times, cpu, written, read = [], [], 0, 0
        asked = time.monotonic()
        try:
            connection.request("POST", "/v1/chat/completions", json.dumps(body), {"content-type": "application/json"})
            response = connection.getresponse()
            if response.status != 200:
                raise ValueError(f"{response.status} {response.read()[:300]!r}")
            for line in response:
                if not line.startswith(b"data: {"):
                    continue
                chunk = json.loads(line[6:])
                if chunk.get("usage"):
                    written, read = chunk["usage"]["completion_tokens"], chunk["usage"]["prompt_tokens"]
                if chunk["choices"] and chunk["choices"][0]["delta"].get("content"):
                    times.append(time.monotonic())
                    cpu.append(self.cpu())
        finally:
            connection.close()
        return {"asked": asked, "times": times, "cpu": cpu, "tokens": written, "read": read}

    def together(self, prompts, tokens):
        """Answers to all of them at once: tokens, seconds from the first ask to the last piece, CPU seconds."""
        cpu, began = self.cpu(), time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(len(prompts)) as pool:
            answers = list(pool.map(lambda prompt: self.stream(prompt, tokens), prompts))
        return {"tokens": sum(one["tokens"] for one in answers), "seconds": time.monotonic() - began, "cpu": self.cpu() - cpu}

    def decode(self, prompt, tokens):
        """Tokens behind the first, and their seconds and CPU seconds."""
        cpu = self.cpu()
        told = self.stream(prompt, tokens)
        return {"tokens": told["tokens"] - 1, "seconds": told["times"][-1] - told["times"][0], "cpu": told["cpu"][-1] - told["cpu"][0], "all": self.cpu() - cpu}

    def prefill(self, prompt):
        """Tokens of the prompt, and seconds and CPU seconds to the first token of the answer."""
        cpu = self.cpu()
        told = self.stream(prompt, 1)
        return {"tokens": told["read"], "seconds": told["times"][0] - told["asked"], "cpu": told["cpu"][0] - cpu}

    def beside(self, prompt, tokens, long):
        """Gaps between the pieces of one answer, in seconds: before a long prompt arrives, and while it is read."""
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            running = pool.submit(self.stream, prompt, tokens)
            time.sleep(2)
            other = pool.submit(self.stream, long, 1)
            answer, came = running.result(), other.result()
        gaps = [(b, b - a) for a, b in zip(answer["times"], answer["times"][1:])]
        return {
            "alone": [gap for at, gap in gaps if at < came["asked"]],
            "beside": [gap for at, gap in gaps if came["asked"] <= at < came["times"][0]],
            "first": came["times"][0] - came["asked"],
        }

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident(self):
        """MiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024
