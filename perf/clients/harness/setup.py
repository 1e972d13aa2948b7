"""Sets up what the clients need, with the ordinary package clients; what is there already is kept."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from vendor import script

# How pip, npm, go and Maven are told to use no network.
OFFLINE = {"PIP_NO_INDEX": "1", "npm_config_offline": "true", "GOPROXY": "off", "MAVEN_ARGS": "-o"}
MINUTES = 10
NODE_NEEDED = 18
REQUIREMENTS = {"sdks": "requirements.txt", "frameworks": "requirements-frameworks.txt"}


class SetupError(Exception):
    """In words for who runs this."""


def workplace(home, name):
    """A folder for what is set up, kept where the models are."""
    cache = os.environ.get("OUTRIGGER_CACHE")
    work = Path(cache) / name if cache and Path(cache).is_dir() else home / "target" / name
    work.mkdir(parents=True, exist_ok=True)
    return work


def prepare(clients, here, work):
    """The clients that can run, and why each other cannot; only a tool that is no must may be missing."""
    absent, wanted = {}, dict.fromkeys(client.setup for client in clients)
    (work / "script.json").write_text(json.dumps(script.constants()))
    for setup in wanted:
        if setup in REQUIREMENTS:
            python(here / REQUIREMENTS[setup], work / setup)
        elif setup == "node":
            node(here, work / "node")
        else:
            missing = OPTIONAL[setup](here, work / setup)
            absent.update((client, missing) for client in clients if missing and client.setup == setup)
    return [client for client in clients if client not in absent], absent


def python(requirements, venv):
    def install():
        if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True).returncode:
            raise SetupError("Python's venv is needed: sudo apt-get install python3-venv")
        shutil.rmtree(venv, ignore_errors=True)
        call(sys.executable, "-m", "venv", venv)
        call(venv / "bin" / "pip", "install", "-q", "--disable-pip-version-check", "-r", requirements)

    once(venv, [requirements], install)


def node(here, folder):
    found = call("node", "--version").strip() if shutil.which("npm") and shutil.which("node") else "none"
    if found == "none" or int(found[1:].split(".")[0]) < NODE_NEEDED:
        raise SetupError(
            f"Node.js {NODE_NEEDED} or newer with npm is needed (there is {found}): "
            "sudo apt-get install nodejs npm, or brew install node"
        )
    sources = [here / "package.json", here / "package-lock.json"]

    def install():
        folder.mkdir(parents=True, exist_ok=True)
        for source in sources:
            shutil.copy(source, folder)
        call("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", at=folder)

    once(folder, sources, install)
    # Node looks for packages beside the program.
    for program in (here / "node").glob("*.js"):
        shutil.copy(program, folder)


def go(here, folder):
    """Why Go's programs cannot be built, where there is no Go: it is no must."""
    if not shutil.which("go"):
        return "there is no Go"
    folder.mkdir(parents=True, exist_ok=True)
    call("go", "build", "-o", folder / "openai_chat", ".", at=here / "go")
    return None


def java(here, folder):
    """Why Java's programs cannot run, where there is no Maven: it is no must."""
    if not shutil.which("mvn"):
        return "there is no Maven"
    folder.mkdir(parents=True, exist_ok=True)
    pom, out = here / "java" / "pom.xml", folder / "classpath"
    once(folder, [pom], lambda: call("mvn", "-B", "-q", "-f", pom, "dependency:build-classpath", f"-Dmdep.outputFile={out}"))
    classes = folder / "classes"
    shutil.rmtree(classes, ignore_errors=True)
    call(tool("javac"), "-nowarn", "-d", classes, "-cp", out.read_text().strip(), *sorted((here / "java").glob("*.java")))
    return None


def tool(name):
    """Of the JDK that the sidecar is built with."""
    return str(Path(os.environ["JAVA_HOME"]) / "bin" / name) if "JAVA_HOME" in os.environ else name


OPTIONAL = {"go": go, "java": java}


def once(folder, sources, install):
    """Installs unless the folder was made from the same files."""
    state = hashlib.sha256(b"".join(source.read_bytes() for source in sources) + sys.version.encode()).hexdigest()
    stamp = folder / "made-from"
    if stamp.is_file() and stamp.read_text() == state:
        return
    print(f"setting up {folder.name}", file=sys.stderr, flush=True)
    install()
    stamp.write_text(state)


def call(*command, at=None):
    command = [str(word) for word in command]
    try:
        done = subprocess.run(command, cwd=at, capture_output=True, text=True, timeout=MINUTES * 60)
    except subprocess.TimeoutExpired as error:
        raise SetupError(f"`{' '.join(command)}` took longer than {MINUTES} minutes") from error
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()[-12:]
        raise SetupError(f"`{' '.join(command)}` failed; is the network there?\n  " + "\n  ".join(said))
    return done.stdout
