"""Everything that is sent to one sidecar, and what came of it."""

import base64
import json
import re
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from . import checks, leaks, raw, records
from .wire import Client, Connection, Hang, Torn, Unsound

SENDERS, WAITERS = 4, 32
GENERATORS = 2
GENERATE_SECONDS = 1800
# Which port the paths of a document are on, and whose words are spoken there; all others speak a dialect on the first.
PORTS = {"health.yaml": 1, "admin.yaml": 2}
# What the vendors take, unless the request has a key of its own.
KEYS = {"openai": "authorization: Bearer app-key", "anthropic": "x-api-key: app-key", "gemini": "x-goog-api-key: app-key",
        "ollama": "authorization: Bearer app-key", "bedrock": "authorization: Bearer app-key"}  # fmt: skip


@dataclass(frozen=True)
class Request:
    place: str
    kind: str
    method: str
    target: str
    headers: tuple
    content: bytes
    port: int  # 0 data, 1 health, 2 admin


@dataclass
class Row:
    """What came of the requests of one place."""

    kinds: Counter = field(default_factory=Counter)
    statuses: Counter = field(default_factory=Counter)
    slowest: float = 0

    def add(self, kind, answer):
        self.kinds[kind] += 1
        self.statuses[answer.status if answer else "none"] += 1
        self.slowest = max(self.slowest, answer.seconds if answer else 0)


@dataclass
class Finding:
    check: str
    place: str
    words: str
    request: bytes
    times: int = 1


@dataclass
class Outcome:
    rows: dict = field(default_factory=dict)  # place -> Row
    findings: dict = field(default_factory=dict)  # what it has in common -> Finding
    told: list = field(default_factory=list)  # exchanges that answers named
    unanswered: int = 0
    before: object = None
    after: object = None
    seconds: float = 0

    def found(self, check, place, words, request=b""):
        same = (check, place, re.sub(r"[0-9A-Z]{26}|\d+", "…", words)[:100])
        known = self.findings.setdefault(same, Finding(check, place, words, request, 0))
        known.times += 1
        if len(request) < len(known.request):
            known.request, known.words = request, words

    def row(self, place):
        return self.rows.setdefault(place, Row())


class Campaign:
    def __init__(self, sidecar, generator, documents, jcmd):
        self.sidecar, self.generator, self.documents, self.jcmd = sidecar, generator, documents, jcmd
        self.outcome = Outcome()

    def run(self, seed, examples):
        """All requests twice: what the first round leaves in caches the second must not add to."""
        begun = time.monotonic()
        made, broken = self.made(seed, examples), list(raw.cases(seed, examples))
        for _ in range(2):
            self.outcome.before = self.outcome.after
            each(SENDERS, made, self.sender)
            each(WAITERS, broken, self.breaker)
            self.outcome.after = self.holding()
        self.accounts()
        self.outcome.seconds = time.monotonic() - begun
        return self.outcome

    def holding(self):
        health = f"http://127.0.0.1:{self.sidecar.ports[1]}"
        return leaks.measure(self.sidecar.process.pid, health, self.jcmd)

    def accounts(self):
        outcome = self.outcome
        for words in leaks.findings(outcome.before, outcome.after):
            outcome.found("leak", "", words)
        counted = outcome.after.exchanges
        lines = records.logged(Path(self.sidecar.log), counted)
        for words in records.findings(outcome.told, counted, lines, outcome.unanswered):
            outcome.found("record", "", words)
        if self.sidecar.process.poll() is not None:
            outcome.found("hang", "", f"the sidecar ended with status {self.sidecar.process.returncode}")

    def made(self, seed, examples):
        """From each document, at the same time."""
        with ThreadPoolExecutor(GENERATORS) as pool:
            documents = sorted(self.documents.glob("*.yaml"), key=lambda path: -path.stat().st_size)
            documents = [document for document in documents if document.name != "common.yaml"]
            said = list(pool.map(lambda document: self.generated(document, seed, examples), documents))
        return [request for requests in said for request in requests]

    def generated(self, document, seed, examples):
        program = Path(__file__).with_name("generate.py")
        command = [self.generator, "-B", program, document, str(seed), str(examples)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=GENERATE_SECONDS)
        if done.returncode:
            raise RuntimeError(f"{document.name} makes no requests:\n{done.stderr[-2000:]}")
        return [read(json.loads(line), document.name) for line in done.stdout.splitlines()]

    def sender(self, queue):
        clients = [Client(port) for port in self.sidecar.ports]
        for request in queue:
            answer = self.tried(request, lambda: clients[request.port].ask(request.method, request.content))
            if answer is not None:
                spoken = "" if request.port else checks.dialect(request.target, request.headers)
                self.judge(request, answer, spoken, request.headers)
            elif request.port == 0:
                self.outcome.unanswered += 1
        for client in clients:
            client.close()
        self.outcome.unanswered += clients[0].replaced

    def breaker(self, queue):
        for case in queue:
            answers = self.tried(case, lambda: self.broken(case)) or []
            self.outcome.unanswered += len(answers) < len(case.targets)
            for at, answer in enumerate(answers):
                self.judge(case, answer, checks.dialect(case.targets[at], ()), case.headers)
            if not answers:
                self.outcome.row(place(case)).add(kind(case), None)

    def broken(self, case):
        answers = []
        with Connection(self.sidecar.ports[0]) as connection:
            connection.send(case.content)
            if case.wants == raw.LEFT:
                return answers
            if case.finishes:
                connection.finish()
            try:
                for left in reversed(range(len(case.targets))):
                    answers.append(connection.answer(case.method, last=left == 0))
            except Torn:
                if case.wants == raw.ANSWERED:
                    raise
        return answers

    def tried(self, case, ask):
        try:
            return ask()
        except Hang as late:
            self.outcome.found("hang", place(case), str(late), case.content)
        except Torn as cut:
            self.outcome.found("torn", place(case), str(cut), case.content)
        except Unsound as strange:
            self.outcome.found("unsound", place(case), str(strange), case.content)
        return None

    def judge(self, case, answer, spoken, headers=()):
        self.outcome.row(place(case)).add(kind(case), answer)
        exchange = answer.header("x-outrigger-exchange")
        if spoken and exchange:
            self.outcome.told.append(exchange)
        for check, words in checks.findings(answer, spoken, headers, case.method):
            self.outcome.found(check, place(case), words, case.content)


def each(workers, cases, work):
    """Has the cases done by so many workers, each of which takes the next."""
    queue = SimpleQueue()
    for case in cases:
        queue.put(case)

    def taken():
        while True:
            try:
                yield queue.get_nowait()
            except Empty:
                return

    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(work, taken()) for _ in range(workers)]:
            done.result()


def place(case):
    return case.place if isinstance(case, Request) else f"broken: {case.name}"


def kind(case):
    return case.kind if isinstance(case, Request) else "broken"


def read(said, document):
    headers, body = [tuple(field) for field in said["headers"]], base64.b64decode(said["body"] or "")
    port = PORTS.get(document, 0)
    names = {name.lower() for name, _ in headers}
    key = KEYS[checks.dialect(said["target"], headers)]
    lines = [f"{said['method']} {said['target']} HTTP/1.1", "host: localhost", *(f"{name}: {value}" for name, value in headers)]
    if not port and key.partition(":")[0] not in names:
        lines.append(key)
    if (said["body"] is not None or said["method"] in ("POST", "PUT", "PATCH")) and "transfer-encoding" not in names:
        lines.append(f"content-length: {len(body)}")
    content = "\r\n".join([*lines, "", ""]).encode("latin-1", errors="replace") + body
    return Request(said["place"], said["kind"], said["method"], said["target"], tuple(headers), content, port)
