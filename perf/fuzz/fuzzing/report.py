"""What is said of the outcome: to look at, and to keep."""

from collections import Counter
from datetime import datetime, timezone

from harness.report import machine

from .leaks import GROWTH, MOST, amount

KINDS = ("bounds", "fitting", "unfitting", "broken")
TOOLS = ("node", "go")


def plain(outcome):
    lines = []
    for finding in outcome.findings.values():
        lines.append(f"{finding.check}: {finding.place}, {finding.times} times: {finding.words}")
        if finding.request:
            lines.append(f"    for example {shown(finding.request)}")
    for name in (*GROWTH, *MOST):
        before, after = (amount(name, getattr(held, name)) for held in (outcome.before, outcome.after))
        lines.append(f"{name}: {before}, then {after}")
    sent = sum(sum(row.kinds.values()) for row in outcome.rows.values())
    slowest = max(row.slowest for row in outcome.rows.values())
    lines.append(f"{sent} requests in {outcome.seconds:.0f} s, the slowest {slowest:.2f} s, {outcome.after.exchanges} records")
    lines.append(f"{len(outcome.findings)} findings")
    return "\n".join(lines)


def shown(request):
    return repr(request[:400])[1:] + (f" … ({len(request)} bytes)" if len(request) > 400 else "")


def markdown(outcome, command, home):
    lines = [
        "# The inbound API, fuzzed",
        "",
        "Requests are made from OpenAPI documents of the paths (`perf/fuzz/api`) with schemathesis, at the bounds of their schemas,",
        "fitting and unfitting, and broken ones byte by byte (`perf/fuzz/fuzzing/raw.py`). All are sent twice to the sidecar, behind",
        "which scripted vendors answer as strictly as the real ones.",
        "",
        f"- command: `{command}`",
        f"- date: `{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%SZ}`",
        *(f"- {name}: `{value}`" for name, value in machine(home).items() if name not in TOOLS),
        f"- requests: `{sum(sum(row.kinds.values()) for row in outcome.rows.values())}` in `{outcome.seconds:.0f} s`",
        "",
        f"| path | {' | '.join(KINDS)} | statuses | slowest, ms |",
        f"|---|{'---|' * len(KINDS)}---|---|",
    ]
    for place, row in sorted(outcome.rows.items()):
        counts = " | ".join(str(row.kinds[kind] or "–") for kind in KINDS)
        lines.append(f"| `{place}` | {counts} | {statuses(row.statuses)} | {row.slowest * 1000:.0f} |")
    lines += ["", "| held, at rest and after a collection | after the first round | after the second |", "|---|---|---|"]
    for name in (*GROWTH, *MOST):
        before, after = (amount(name, getattr(held, name)) for held in (outcome.before, outcome.after))
        lines.append(f"| {name.replace('_', ' ')} | {before} | {after} |")
    lines += ["", records(outcome), "", MEANING, "", "## Findings", ""]
    lines += [f"- {each.check}: `{each.place}`, {each.times} times: {each.words}" for each in outcome.findings.values()]
    return "\n".join(lines if outcome.findings else [*lines, "None."]) + "\n"


def records(outcome):
    counted = outcome.after.exchanges
    return f"{len(outcome.told)} answers of the data port name as many exchanges; {counted} are counted, and each is one line of the log."


def statuses(counter: Counter):
    return ", ".join(f"{status}: {times}" for status, times in sorted(counter.items(), key=lambda each: str(each[0])))


MEANING = """A finding is: a 5xx that is no fault of a vendor's own; an answer that is not whole within 5 s, is cut or is no
HTTP; an error that is not JSON in the words of its path's vendor with a message; a request without exactly one record; more memory,
threads or files held after the second round than after the first, or anything in flight at rest. `none` is no answer: the app had left,
or what it sent was no HTTP and the connection was closed."""
