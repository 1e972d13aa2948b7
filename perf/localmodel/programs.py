"""Runs what the model wrote against a test, in a child that can neither read nor write nor call anything: bounded time and memory, a few
imports that compute, no names that reach outside. A program that asks for more has failed."""

import ast
import re
import resource
import subprocess
import sys
import tempfile
import uuid

IMPORTS = frozenset("math cmath re collections itertools functools typing heapq string operator bisect datetime copy statistics".split())
NAMES = frozenset("open exec eval compile input breakpoint globals locals vars getattr setattr delattr memoryview help".split())
SECONDS = 4
# Of the clock on the wall, which a busy machine makes longer; the verdict must not hang on that.
WALL_SECONDS = 60
MEMORY = 512 << 20


def code(answer):
    """The first fenced block, closed or cut off, or else the whole answer."""
    block = re.search(r"```[a-zA-Z]*\n(.*?)(?:```|$)", answer, re.DOTALL)
    return block[1] if block else answer


def is_harmless(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(name.name.split(".")[0] not in IMPORTS for name in node.names):
            return False
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] not in IMPORTS:
            return False
        if isinstance(node, ast.Name) and (node.id in NAMES or node.id.startswith("__")):
            return False
        if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            return False
    return True


def _limit():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def passes(answer, expected):
    """The program passes every test.

    expected: what the answer may complete ("" for a whole program), the name it has to define ("" for any), and the tests.
    """
    given, name, tests = expected
    program = code(answer)
    if given and not re.search(rf"def {re.escape(name)}\b", program):
        program = given + program
    try:
        if not is_harmless(ast.parse(program)):
            return False
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    # Drawn here, so that no program can say it passed without having been run to its end.
    passed = uuid.uuid4().hex
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-S", "-"],
                input=f"{program}\n{tests}\nprint('{passed}')\n",
                capture_output=True,
                text=True,
                timeout=WALL_SECONDS,
                cwd=folder,
                env={},
                preexec_fn=_limit,
            )
        except (subprocess.TimeoutExpired, UnicodeError):
            return False
    return done.returncode == 0 and done.stdout.rstrip().endswith(passed)
