"""The scripted vendors and the sidecar, as processes of this one."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from .catalog import LOCAL

# How the operator configures a backend of each dialect; {} stands for the vendors' address.
BACKENDS = {
    "openai": 'kind: openai, url: "{}/openai/v1"',
    "responses": 'kind: openai, url: "{}/openai/v1", responses: true',
    "anthropic": 'kind: anthropic, url: "{}/anthropic/v1"',
    "gemini": 'kind: gemini, url: "{}/gemini/v1beta"',
    "ollama": 'kind: ollama, url: "{}/ollama/api"',
    "bedrock": 'kind: bedrock, url: "{}/bedrock"',
}
STATUSES = (400, 401, 429, 500)
START_SECONDS = 60


def dialects(home):
    """Those that this build's configuration knows."""
    schema = (home / "src" / "main" / "resources" / "outrigger.schema.json").read_text()
    return [name for name in BACKENDS if re.search(rf'"const"\s*:\s*"{name}"|"{name}"\s*:\s*{{', schema)]


class Process:
    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Vendors(Process):
    def __init__(self, here, work):
        self.process = subprocess.Popen(
            [sys.executable, "-B", here / "vendors.py", "0"],
            stdout=subprocess.PIPE,
            stderr=(work / "vendors.log").open("w"),
            text=True,
        )
        self.url = f"http://127.0.0.1:{self.process.stdout.readline().strip()}"


class Sidecar(Process):
    """Started with what `configured` makes of its three ports: data, health, admin."""

    def __init__(self, java, work, configured):
        if not java:
            sys.exit("say how the sidecar is started after --; ./outrigger does")
        self.ports = free_ports(3)
        settings = work / "outrigger.yaml"
        settings.write_text(configured(self.ports))
        self.log = work / "sidecar.log"
        self.url, health, _ = (f"http://127.0.0.1:{port}" for port in self.ports)
        keys = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "OUTRIGGER_CONFIG")
        environment = {name: value for name, value in os.environ.items() if name not in keys}
        self.process = subprocess.Popen(
            [*java, "run", "--config", settings],
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
            env={**environment, "SCRIPTED_VENDORS_KEY": "vendor-key"},
        )
        self.await_ready(health + "/health/ready")

    def await_ready(self, url):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.stop()
        sys.exit(f"the sidecar did not start; its log is {self.log}\n{self.log.read_text()[-2000:]}")


# The models of this process, one answer at a time, and who answers `auto`.
LOCAL_BACKEND = "  engine: { kind: engine, slots: 1 }"
LOCAL_MODEL = "  engine-local: { backend: engine, model: smollm2-135m-instruct, window: 1024, quality: 0.35, latency: 2.5 }"
POLICIES = """policies:
  default:
    stages:
      - rule: { when: "true", only: [engine-local, openai-scripted] }
      # What the model was measured to know is not asked for here.
      - local: { quality: 0 }
      - score: {}
# A busy machine is slow to read; what is late would be decided without.
analyzer: { budget: 5s }
"""


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def configuration(ports, vendors, clients, spoken, limits="attempts: 1"):
    """A backend with the operator's key and one that is sent the app's for each dialect; an own model for each error."""
    lines = [
        f"listen: {{ data: {ports[0]}, health: {ports[1]}, admin: {ports[2]} }}",
        # What a client tries again is counted; what the sidecar would, has tests of its own.
        f"limits: {{ {limits} }}",
        "backends:",
    ]
    for kind in spoken:
        address = BACKENDS[kind].format(vendors)
        lines.append(f"  {kind}: {{ {address}, key: {{ env: SCRIPTED_VENDORS_KEY }} }}")
        lines.append(f"  {kind}-keyless: {{ {address} }}")
    local = any(client.proves is LOCAL for client in clients)
    lines += [LOCAL_BACKEND] if local else []
    lines.append("models:")
    lines += [LOCAL_MODEL] if local else []
    namings = {"{}": None} | {client.naming: None for client in clients}
    for kind in spoken:
        for naming in namings:
            for ending, name in ((kind, f"{kind}-scripted"), (f"{kind}-keyless", f"{kind}-keyless")):
                lines.append(f'  "{naming.format(name)}": {{ backend: {ending}, model: scripted }}')
        known = {client.known[kind] for client in clients if kind in client.known}
        lines += [f'  "{name}": {{ backend: {kind}, model: scripted }}' for name in known]
        for client in clients:
            for name in (client.naming.format(f"{client.name}.{kind}.{status}") for status in STATUSES):
                lines.append(f'  "{name}": {{ backend: {kind}, model: "{name}" }}')
    return "\n".join(lines) + "\n" + (POLICIES if local else "")
