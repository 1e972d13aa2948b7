"""What the answer to any request has to be."""

import json
import re

# Vendors say so of faults of their own (perf/clients/vendors.py).
VENDORS_FAULT = b"scripted fault"
# A hint that asks for less time than the vendors may need.
SHORT_MILLIS = 3000
ANTHROPIC = ("anthropic-version", "x-api-key")
SHARED = ("models", "files", "organizations")
OPENAIS = ("chat", "completions", "embeddings", "responses", "realtime")
OWN = (
    (r"/anthropic/v1/", "anthropic"),
    (r"/gemini/|/v1(beta|alpha)/|/v1/models/[^/]+(:|%3[aA])(generateContent|streamGenerateContent)$", "gemini"),
    (r"(/ollama)?/api/.", "ollama"),
    (r"/bedrock/|/(model|guardrail|guardrail-checks|async-invoke|foundation-models)(/|$)", "bedrock"),
    (r"/openai/(v1|deployments)/.", "openai"),
    (r"/v1/messages(/|$)", "anthropic"),
)


def dialect(target, headers):
    """In whose words an error of this request has to be; what is nobody's is told in OpenAI's."""
    path = re.sub(r"^https?://[^/]*", "", target).split("?")[0].split("#")[0]
    for pattern, name in OWN:
        if re.match(pattern, path):
            return name
    below = re.match(r"/v1/([^/]*)", path)
    names = {name.lower() for name, _ in headers}
    if below and below[1] in SHARED and names & set(ANTHROPIC):
        return "anthropic"
    if below and below[1] not in OPENAIS and "anthropic-version" in names:
        return "anthropic"
    return "gemini" if below and "x-goog-api-key" in names else "openai"


def findings(answer, spoken, headers=(), method="GET"):
    """Each fault of a whole answer as (check, in words); `spoken` is the dialect, "" where the port speaks none."""
    found = []
    vendors = VENDORS_FAULT in answer.body
    if answer.status >= 500 and not (vendors or hurried(answer, headers) or looped(answer, headers)):
        found.append(("5xx", f"{answer.status}: {shown(answer.body)}"))
    if not spoken:
        return found
    if answer.header("x-outrigger-exchange") is None:
        found.append(("record", f"{answer.status} without x-outrigger-exchange"))
    if method == "HEAD" or vendors:
        return found
    why = wrong_error(answer, spoken) if answer.status >= 400 else wrong_answer(answer, spoken)
    if why:
        found.append(("form", f"{answer.status}, {spoken}: {why}: {shown(answer.body)}"))
    return found


# What Ollama's apps look for at the root.
RUNS = b"Ollama is running"


def hurried(answer, headers):
    hint = dict((name.lower(), value) for name, value in headers).get("x-outrigger-deadline-ms", "")
    return answer.status == 504 and bool(re.fullmatch(r"\d{1,9}", hint)) and int(hint) < SHORT_MILLIS


def looped(answer, headers):
    """It says itself that it has come through other sidecars."""
    return answer.status == 508 and "x-outrigger-hop" in (name.lower() for name, _ in headers)


def shown(body):
    return body[:300].decode(errors="replace")


def wrong_error(answer, spoken):
    """Why it is no error of this dialect; empty when it is one."""
    if not (answer.header("content-type") or "").startswith("application/json"):
        return f"the content type is {answer.header('content-type')}"
    try:
        said = json.loads(answer.body)
    except ValueError:
        return "no JSON"
    return "" if is_error(said, spoken) else "no error of this dialect with a message"


def is_error(said, spoken):
    if not isinstance(said, dict):
        return False
    error = said.get("error")
    if spoken == "ollama":
        return is_text(error)
    if spoken == "bedrock":
        return is_text(said.get("message"))
    if not isinstance(error, dict) or not is_text(error.get("message")):
        return False
    if spoken == "anthropic":
        return said.get("type") == "error" and is_text(error.get("type"))
    if spoken == "gemini":
        return isinstance(error.get("code"), int) and is_text(error.get("status"))
    return is_text(error.get("type")) and "param" in error


def is_text(value):
    return isinstance(value, str) and bool(value.strip())


def wrong_answer(answer, spoken):
    """Why it is no answer that an app could read; empty when it is one."""
    kind = (answer.header("content-type") or "").split(";")[0]
    try:
        if kind == "text/event-stream":
            return events(answer.body, spoken)
        if kind == "application/x-ndjson":
            return each(answer.body.decode().splitlines(), spoken)
        if kind == "application/json":
            json.loads(answer.body)
            return ""
    except ValueError as wrong:
        return f"{kind} with {wrong}"
    if kind == "text/plain" and answer.body == RUNS:
        return ""
    if kind == "application/vnd.amazon.eventstream":
        return "" if answer.body else "an empty stream"
    return f"the content type is {kind or 'not said'}"


def events(body, spoken):
    lines = [line[5:].strip() for line in body.decode().splitlines() if line.startswith("data:")]
    return each([line for line in lines if line != "[DONE]"], spoken)


def each(lines, spoken):
    """Each event is JSON, and an error that ends the stream is one of the dialect."""
    said = [json.loads(line) for line in lines if line.strip()]
    if not said:
        return "an empty stream"
    last = said[-1]
    if isinstance(last, dict) and last.get("error") and last.get("type") != "error" and not is_error(last, spoken):
        return "a stream that ends in no error of this dialect"
    return ""
