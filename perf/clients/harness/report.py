"""What is said of the results: a table to look at, a page to keep, a status."""

import json
import os
import platform
import re
import subprocess
from datetime import datetime, timezone

from .catalog import ASYNC, DIALECTS, LOCAL
from .setup import SetupError, call, tool


def word(result):
    return {True: "ok", False: "fail", None: "–"}[result["ok"]]


def failures(results):
    for (client, backend), row in results.items():
        for capability, result in row.items():
            if result["ok"] is False:
                yield client, backend, capability, result


def verdict(results):
    return 1 if not results or any(failures(results)) else 0


def parts(results):
    """The results by what is proven, so that each part is a table."""
    for columns in (DIALECTS, ASYNC, LOCAL):
        part = {key: row for key, row in results.items() if key[0].proves is columns}
        if part:
            yield columns, part


def plain(results, absent):
    lines = []
    for columns, part in parts(results):
        rows = [["client", "app → backend", *columns]]
        for (client, backend), row in part.items():
            rows.append([client.name, f"{client.dialect} → {backend}", *map(word, row.values())])
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines += ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
    for client, backend, capability, result in failures(results):
        lines.append(f"fail: {client.name}, {client.dialect} → {backend}, {capability}: {result['why']} ({result.get('where', '')})")
    lines += [f"not run: {client.name}: {why}" for client, why in absent.items()]
    failed = sum(1 for _ in failures(results))
    proven = sum(1 for row in results.values() for result in row.values() if result["ok"])
    lines.append(f"{proven} ok, {failed} failed")
    return "\n".join(lines)


def markdown(results, absent, command, home, work):
    lines = [
        "# The vendors' clients, unmodified",
        "",
        "Each program uses a client as its documentation says; only its base URL is set, by the environment variable that the",
        "client itself reads. The sidecar and the scripted vendors behind it (`perf/clients/vendors.py`) run on the same machine.",
        "",
        f"- command: `{command}`",
        f"- date: `{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%SZ}`",
        *(f"- {name}: `{value}`" for name, value in machine(home).items()),
        "",
        "| client | version | base URL |",
        "|---|---|---|",
    ]
    clients = list(dict.fromkeys(client for client, _ in results))
    for client in clients:
        shown = ", ".join(f"`{name}={value.format('http://localhost:7070')}`" for name, value in address(client).items())
        lines.append(f"| {client.title} | {versions(client, home, work)} | {shown} |")
    for columns, part in parts(results):
        lines += ["", f"| client | app → backend | {' | '.join(columns.values())} |", "|---|---|" + "---|" * len(columns)]
        for (client, backend), row in part.items():
            lines.append(f"| {client.title} | {client.dialect} → {backend} | {' | '.join(map(cell, row.values()))} |")
    lines += ["", "–: the client has it not. " + MEANING, ""]
    lines += [f"Not run: {client.title}: {why}" for client, why in absent.items()]
    return "\n".join(lines).rstrip() + "\n"


MEANING = """Tools: a call, its result, the answer to that. Parallel tools: two calls streamed, in pieces and in turns
where the vendor does so, and both results. Error mapping: 400, 429 (with `retry-after`), 500 (asked once: the client was told not to
retry), 401 of the operator's key (502) and, in one dialect, of the app's own. Broken stream: an error event after some text reaches
the app as its client's error. Cancellation: the vendor sees within a second that the app left. 20 streams at once: on one event loop,
each answer checked against its own question. Before `engine` a real small model answers in this process: stop text and token limit
are told as finish reasons, tools that it has not are a 400 of the client's own class, cancellation frees its slot within a second, and
`auto` has the capital of France answered there and a proof at a remote model. Embeddings: of one text and of several,
of a wished length, to the last bit of each float32; Anthropic and Bedrock have none."""


def cell(result):
    why = result.get("why", "").replace("|", "\\|").replace("\n", " ")[:300]
    return word(result) + (f": {why}" if why else "")


def address(client):
    return {name: value for name, value in client.address.items() if not name.endswith("_KEY")}


def versions(client, home, work):
    folder, shown = work / client.setup, []
    for package in client.packages:
        try:
            if client.setup == "node":
                version = json.loads((folder / "node_modules" / package / "package.json").read_text())["version"]
            elif client.setup in ("sdks", "frameworks"):
                program = f"from importlib.metadata import version; print(version({package!r}))"
                version = call(folder / "bin" / "python", "-c", program).strip()
            else:
                folder = home / "perf" / "clients" / client.setup
                listed = (folder / {"go": "go.mod", "java": "pom.xml"}[client.setup]).read_text()
                version = re.search(rf"{re.escape(package)}(?: v|</artifactId><version>)([^\s<]+)", listed)[1]
        except (OSError, SetupError, TypeError):
            version = "unknown"
        shown.append(f"{package} {version}")
    return ", ".join(shown)


def machine(home):
    def said(*words):
        try:
            return subprocess.run(words, capture_output=True, text=True, cwd=home).stdout.strip().splitlines()[0]
        except (OSError, IndexError):
            return "none"

    cpu = "unknown"
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as lines:
            cpu = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), cpu)
    return {
        "commit": said("git", "describe", "--always", "--dirty"),
        "cores": os.cpu_count(),
        "cpu": cpu,
        "kernel": platform.release(),
        "python": platform.python_version(),
        "node": said("node", "--version"),
        "go": said("go", "version"),
        "java": said(tool("java"), "--version"),
    }
