"""What a process holds, and whether it is more than before."""

import os
import re
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024
SETTLE_SECONDS = 15
# What may be held after: by how much more than before, or at most.
GROWTH = {"resident": 48 * MIB, "heap": 6 * MIB, "threads": 3, "files": 64}
MOST = {"in_flight": 0, "connections": 0, "buffered": 0}
GAUGES = {
    "in_flight": "outrigger_in_flight",
    "connections": "outrigger_connections",
    "buffered": "outrigger_buffered_bytes",
}


@dataclass(frozen=True)
class Holding:
    resident: int  # bytes, as the kernel counts them
    heap: int  # bytes, after a collection
    threads: int
    files: int
    in_flight: int
    connections: int
    buffered: int  # bytes
    exchanges: int  # records made so far


def measure(pid, health, jcmd):
    """What the sidecar holds when it has come to rest, or after a while if it does not."""
    end = time.monotonic() + SETTLE_SECONDS
    while any(gauge(scrape(health), GAUGES[name]) > most for name, most in MOST.items()):
        if time.monotonic() > end:
            break
        time.sleep(0.2)
    # What the first frees is found to be free by the second.
    for _ in range(2):
        subprocess.run([jcmd, str(pid), "GC.run"], check=True, capture_output=True, timeout=60)
    scraped = scrape(health)
    process = Path("/proc") / str(pid)
    return Holding(
        resident=int(re.search(r"VmRSS:\s+(\d+) kB", (process / "status").read_text())[1]) * 1024,
        heap=gauge(scraped, r"jvm_memory_used_bytes\{area=\"heap\"[^}]*\}"),
        threads=len(os.listdir(process / "task")),
        files=len(os.listdir(process / "fd")),
        exchanges=gauge(scraped, r"outrigger_exchanges_total\{[^}]*\}"),
        **{name: gauge(scraped, metric) for name, metric in GAUGES.items()},
    )


def scrape(health):
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(health + "/metrics", timeout=10) as answer:
        return answer.read().decode()


def gauge(scraped, pattern):
    """The sum over all labels; a metric that is not there yet has counted nothing."""
    return int(sum(map(float, re.findall(rf"(?m)^{pattern} (\S+)$", scraped))))


def findings(before, after):
    """Each leak in words."""
    found = []
    for name, more in GROWTH.items():
        was, now = getattr(before, name), getattr(after, name)
        if now > was + more:
            found.append(f"{name} grew from {amount(name, was)} to {amount(name, now)}, more than {amount(name, more)}")
    for name, most in MOST.items():
        if getattr(after, name) > most:
            found.append(f"{name} is {amount(name, getattr(after, name))} when nothing is asked any more")
    return found


def amount(name, number):
    return f"{number / MIB:.1f} MiB" if name in ("resident", "heap", "buffered") else str(number)
