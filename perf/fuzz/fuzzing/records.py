"""Whether each request has exactly one record: in the metrics, and in the log."""

import json
import time
from collections import Counter

FLUSH_SECONDS = 5


def logged(log, wanted):
    """How often each exchange is in the log; waits a moment for lines that are still being written."""
    end = time.monotonic() + FLUSH_SECONDS
    while True:
        ids = Counter(exchange(line) for line in log.read_text(errors="replace").splitlines() if '"exchange":"' in line)
        if sum(ids.values()) >= wanted or time.monotonic() > end:
            return ids
        time.sleep(0.1)


def exchange(line):
    return json.loads(line[line.index("{") :])["exchange"]


def findings(told, counted, lines, unanswered):
    """Each request without its one record, in words.

    told: the exchanges that answers named, in order of arrival
    counted: by the metrics
    lines: exchange -> lines of the log
    unanswered: requests, or what was none, that got no answer; each may have a record, none has two
    """
    found = []
    twice = [each for each, times in Counter(told).items() if times > 1]
    if twice:
        found.append(f"{len(twice)} exchanges answered more than one request: {twice[:3]}")
    missing = [each for each in set(told) if each not in lines]
    if missing:
        found.append(f"{len(missing)} answered requests are not in the log: {missing[:3]}")
    again = [each for each, times in lines.items() if times > 1]
    if again:
        found.append(f"{len(again)} exchanges are in the log more than once: {again[:3]}")
    if counted != sum(lines.values()):
        found.append(f"{counted} exchanges are counted and {sum(lines.values())} logged")
    if not len(told) <= counted <= len(told) + unanswered:
        found.append(f"{counted} exchanges are counted of {len(told)} answered requests and {unanswered} unanswered")
    return found
