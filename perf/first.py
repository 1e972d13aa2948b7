"""How long the first request after a start waits for its first token, beside the second; a process for each round.

    python3 perf/first.py ROUNDS JAR...      several packaged sidecars take turns, which a busy machine asks for

JAVA_HOME names the Java; the JVM's flags are src/main/docker/jvm.options.
"""

import http.client
import json
import os
import pathlib
import statistics
import sys
import time

from sidecar import Sidecar

SETTINGS = """
backends: { here: { kind: engine } }
models: { smol: { backend: here, model: smollm2-135m-instruct } }
"""
OPTIONS = ["@" + str(pathlib.Path(__file__).resolve().parent.parent / "src/main/docker/jvm.options")]
PROMPTS = ["What is the capital of France?", "Name three colours of the rainbow."]


class Started(Sidecar):
    def greet(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[2])
        connection.request("GET", "/state")
        if json.load(connection.getresponse()).get("model.smol") != "ready":
            raise ValueError("not ready")

    def first_token(self, prompt):
        """Milliseconds from the request to the first content."""
        body = {"model": "smol", "stream": True, "temperature": 0, "max_tokens": 24}
        body["messages"] = [{"role": "user", "content": prompt}]
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[0])
        begun = time.perf_counter()
        connection.request("POST", "/v1/chat/completions", json.dumps(body), {"content-type": "application/json"})
        answer = connection.getresponse()
        for line in answer:
            if b'"content":"' in line and b'"content":""' not in line:
                waited = (time.perf_counter() - begun) * 1000
                answer.read()
                return waited
        raise SystemExit("an answer without content")


def main():
    rounds, jars = int(sys.argv[1]), sys.argv[2:]
    waits = {jar: [] for jar in jars}
    for _ in range(rounds):
        for jar in jars:
            with Started([os.environ["JAVA_HOME"] + "/bin/java", *OPTIONS, "-jar", jar], SETTINGS) as sidecar:
                time.sleep(1)
                waits[jar].append([sidecar.first_token(prompt) for prompt in PROMPTS])
    for jar, rows in waits.items():
        first, second = (sorted(round(row[i]) for row in rows) for i in (0, 1))
        print(f"{jar}: first {statistics.median(first):.0f} ms {first}, second {statistics.median(second):.0f} ms {second}")


if __name__ == "__main__":
    main()
