"""Runs the programs and gathers their results."""

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

from .catalog import LOCAL
from .setup import tool

SECONDS = 120
AT_ONCE = 2
# What would lead a client elsewhere than to the address it is given.
ELSEWHERE = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "GOOGLE_API_KEY",
             "ANTHROPIC_AUTH_TOKEN", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID")  # fmt: skip


def prove(clients, here, work, vendors, sidecar, spoken):
    """(client, backend) -> capability -> result, in the catalogue's order."""

    def one(client):
        backends = client.backends(spoken) if sidecar else [client.dialect]
        return client, backends, outcome(client, backends, here, work, vendors, sidecar)

    # The models of this process have the machine for themselves.
    local = [client for client in clients if client.proves is LOCAL]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(one, (client for client in clients if client not in local)))
    done += map(one, local)
    return {
        (client, backend): {name: said[backend, name] for name in client.proves}
        for client, backends, said in done
        for backend in backends
    }


def outcome(client, backends, here, work, vendors, sidecar):
    address = client.address if sidecar else client.direct
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    environment.update((name, value.format(sidecar or vendors)) for name, value in address.items())
    environment.update(
        PROOF_CLIENT=client.name,
        PROOF_DIALECT=client.dialect,
        PROOF_NAMING=client.naming,
        PROOF_KNOWN=json.dumps(client.known),
        PROOF_BACKENDS=",".join(backends),
        PROOF_VENDORS=vendors,
        PROOF_SCRIPT=str(work / "script.json"),
        PYTHONDONTWRITEBYTECODE="1",
        LITELLM_LOCAL_MODEL_COST_MAP="True",
        NO_PROXY="127.0.0.1,localhost",
        **({} if sidecar else {"PROOF_DIRECT": "yes"}),
    )
    log = work / f"{client.name}.log"
    ended = "did not run"
    with log.open("w") as errors:
        try:
            done = subprocess.run(
                command(client, here, work), stdout=subprocess.PIPE, stderr=errors, text=True, env=environment, timeout=SECONDS
            )
            said, ended = done.stdout, f"did not run: the program ended with status {done.returncode}, see {log.name}"
        except subprocess.TimeoutExpired as late:
            said = (late.stdout or b"").decode()
            ended = f"did not end within {SECONDS} s"
    results = {(backend, name): {"ok": False, "why": ended} for backend in backends for name in client.proves}
    if not client.embeds and "embeddings" in client.proves:
        results.update({(backend, "embeddings"): {"ok": None} for backend in backends})
    for line in said.splitlines():
        if line.startswith("{"):
            result = json.loads(line)
            results[result["backend"], result["capability"]] = result
    return results


def command(client, here, work):
    if client.setup in ("sdks", "frameworks"):
        return [work / client.setup / "bin" / "python", here / "py" / client.program]
    if client.setup == "node":
        return ["node", work / "node" / client.program]
    if client.setup == "java":
        folder = work / "java"
        path = os.pathsep.join([str(folder / "classes"), (folder / "classpath").read_text().strip()])
        return [tool("java"), "-cp", path, client.program.removesuffix(".java")]
    return [work / client.setup / client.program]
