"""Requests that no generator from a schema makes: broken bodies, lies about their length, heads that are none."""

import gzip
import json
import random
from dataclasses import dataclass

HELLO = [{"role": "user", "content": "Hello"}]
PARTS = [{"role": "user", "parts": [{"text": "Hello"}]}]
# A request that each dialect understands.
CHATS = {
    "/v1/chat/completions": {"model": "openai-scripted", "messages": HELLO},
    "/v1/responses": {"model": "responses-scripted", "input": "Hello"},
    "/v1/messages": {"model": "anthropic-scripted", "max_tokens": 9, "messages": HELLO},
    "/v1beta/models/gemini-scripted:generateContent": {"contents": PARTS},
    "/api/chat": {"model": "ollama-scripted", "messages": HELLO, "stream": False},
    "/model/bedrock-scripted/converse": {"messages": [{"role": "user", "content": [{"text": "Hello"}]}]},
}
OTHERS = {
    "/v1/embeddings": {"model": "openai-scripted", "input": "Hello"},
    "/v1/messages/count_tokens": {"model": "anthropic-scripted", "messages": HELLO},
    "/v1beta/models/gemini-scripted:embedContent": {"content": {"parts": [{"text": "Hello"}]}},
    "/api/embed": {"model": "ollama-scripted", "input": "Hello"},
    "/v1/files": {"passed": "through"},
}
HOST = b"host: localhost\r\n"
VERSION = b"anthropic-version: 2023-06-01\r\n"
CHAT = "/v1/chat/completions"
# What is answered may also be cut off, where it is no HTTP.
ANSWERED, ENDED, LEFT = "answered", "ended", "left"


@dataclass(frozen=True)
class Raw:
    name: str
    target: str
    content: bytes
    method: str = "POST"
    wants: str = ANSWERED
    after: tuple = ()  # targets of what comes after it, each of which is answered too
    finishes: bool = False  # the app's side is closed after it
    headers: tuple = ()  # those that excuse an answer

    @property
    def targets(self):
        return (self.target, *self.after)


def cases(seed, examples):
    chance = random.Random(seed)
    for target, body in {**CHATS, **OTHERS}.items():
        valid = json.dumps(body).encode()
        for name, broken in bodies(body, valid, chance, examples):
            yield Raw(name, target, posted(target, broken))
        yield from lengths(target, valid)
        yield Raw("left in the body", target, posted(target, valid)[:-5], wants=LEFT)
        yield Raw("left after the request", target, posted(target, valid), wants=LEFT)
    yield from heads()
    yield from targets()


def posted(target, body, more=b"content-type: application/json\r\n", length=None):
    said = b"content-length: %d\r\n" % (len(body) if length is None else length)
    said += VERSION if target.startswith("/v1/messages") else b""
    return b"POST " + target.encode() + b" HTTP/1.1\r\n" + HOST + more + said + b"\r\n" + body


def bodies(body, valid, chance, examples):
    """(what it is, the bytes) of what is no such request, or hardly one."""
    for _ in range(examples):
        yield "truncated", valid[: chance.randrange(len(valid))]
        at = chance.randrange(len(valid))
        yield "one byte changed", valid[:at] + bytes([chance.randrange(256)]) + valid[at + 1 :]
        yield "one byte more", valid[:at] + bytes([chance.randrange(256)]) + valid[at:]
        yield "random bytes", chance.randbytes(chance.randrange(1, 200))
    yield "empty", b""
    for root in (b"null", b"true", b"0", b'""', b"[]", b"[{}]", b"{}", b" \r\n\t ", b"{", b"}", b'{"a"', b"\x00"):
        yield "another root", root
    yield "bad UTF-8", valid.replace(b"Hello", b"\xff\xfe\xc0\x80")
    yield "bad UTF-8", valid[:-1] + b', "\xed\xa0\x80": 1}'
    yield "a lone surrogate", valid.replace(b"Hello", rb"\ud800 \udc00")
    yield "a NUL", valid.replace(b"Hello", rb"\u0000")
    yield "a raw control character", valid.replace(b"Hello", b"\x01\n\x7f")
    yield "a byte order mark", b"\xef\xbb\xbf" + valid
    yield "UTF-16", json.dumps(body).encode("utf-16")
    yield "text after it", valid + b" x"
    yield "twice", valid + valid
    yield "a comment", b"/* */" + valid
    for name, value in body.items():
        again = json.dumps(name).encode() + b": "
        yield "a duplicate key", valid[:-1] + b", " + again + json.dumps(value).encode() + b"}"
        yield "a duplicate key", b"{" + again + b"null, " + valid[1:]
        for number in (b"1e999", b"-1e-999", b"9" * 400, b"0." + b"1" * 5000, b"NaN", b"-Infinity", b"-0", b"01", b"1e400"):
            yield "a huge number", valid[:-1] + b", " + again + number + b"}"
    for field in ("temperature", "max_tokens", "generationConfig", "inferenceConfig", "options", "top_p", "seed", "n"):
        for number in (b"1e308", b"-1", b"18446744073709551616", b"1e999", b'{"maxTokens": 1e30, "topK": 1e30, "seed": 1e30}'):
            yield "a huge number", valid[:-1] + b', "' + field.encode() + b'": ' + number + b"}"
    for depth in (64, 65, 1000, 100_000):
        for opening, closing in ((b"[", b"]"), (b'{"a":', b"}")):
            yield "deep", opening * depth + b"1" + closing * depth
            yield "deep", opening * depth
            yield "deep", valid[:-1] + b', "metadata": ' + opening * depth + b"1" + closing * depth + b"}"
            yield "deep", valid[:-1] + b', "tools": [' + opening * depth + b"1" + closing * depth + b"]}"
    yield "many keys", b"{" + b",".join(b'"k%d": %d' % (n, n) for n in range(50_000)) + b", " + valid[1:]
    yield "a long key", b'{"' + b"k" * 500_000 + b'": 1, ' + valid[1:]
    yield "a long text", valid.replace(b"Hello", b"a\\n" * 300_000)
    yield "many messages", valid.replace(b"[{", b"[" + b"{}, " * 20_000 + b"{", 1)


def lengths(target, valid):
    """Lies about how long the body is, and whose length is said otherwise."""
    chunked = b"content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    line = b"POST " + target.encode() + b" HTTP/1.1\r\n" + HOST
    whole = b"%x\r\n%s\r\n" % (len(valid), valid)
    yield Raw("shorter than said", target, posted(target, valid, length=len(valid) + 9))
    yield Raw("shorter than said", target, posted(target, valid, length=len(valid) + 9), wants=ENDED, finishes=True)
    yield Raw("longer than said", target, posted(target, valid + b"\r\n\r\nx y z\r\n\r\n", length=len(valid)), after=("",))
    yield Raw("over the limit", target, posted(target, valid, length=30 * 1024 * 1024))
    for length in (b"-1", b"+5", b"0x10", b"5, 5", b"5,6", b"", b"1e3", b"99999999999999999999", b" 5 5", b"\xd9\xa1"):
        yield Raw("no length", target, line + b"content-length: " + length + b"\r\n\r\n" + valid, wants=ENDED)
    two = b"content-length: %d\r\ncontent-length: %d\r\n\r\n" % (len(valid), len(valid) - 1)
    yield Raw("two lengths", target, line + two + valid, wants=ENDED)
    yield Raw("chunked", target, line + chunked + whole + b"0\r\n\r\n")
    yield Raw("chunked, with a trailer", target, line + chunked + whole + b"0\r\nx-a: b\r\n\r\n")
    yield Raw("chunked and a length", target, line + b"content-length: 3\r\n" + chunked + whole + b"0\r\n\r\n", wants=ENDED)
    yield Raw("a chunk without end", target, line + chunked + whole)
    for size in (b"zz", b"-1", b"fffffffffffffffff", b"0x5", b"5;" + b"a" * 9000, b"", b"7fffffff"):
        yield Raw("no size of a chunk", target, line + chunked + size + b"\r\n" + valid, wants=ENDED)
    for coding in (b"xchunked", b"chunked, gzip", b"identity", b"gzip", b"chunked\r\ntransfer-encoding: chunked"):
        yield Raw("another coding", target, line + b"transfer-encoding: " + coding + b"\r\n\r\n" + valid, wants=ENDED)
    for kind in (b"text/plain", b"application/xml", b"multipart/form-data", b"application/json; charset=utf-16", b"", b"\x80\xff",
                 b"application/x-www-form-urlencoded"):  # fmt: skip
        yield Raw("another content type", target, posted(target, valid, b"content-type: " + kind + b"\r\n"))
    for coding, body in ((b"gzip", valid), (b"gzip", gzip.compress(valid, mtime=0)), (b"br", valid), (b"x", valid)):
        yield Raw("encoded", target, posted(target, body, b"content-encoding: " + coding + b"\r\n"))
    yield Raw("two in one", target, posted(target, valid) * 2, after=(target,))
    yield Raw("no body", target, line + b"\r\n")
    yield Raw("expects to go on", target, posted(target, valid, b"expect: 100-continue\r\n"))
    yield Raw("expects the unknown", target, posted(target, valid, b"expect: the-unknown\r\n"), wants=ENDED)


def heads():
    """Heads that are none, and what is no HTTP at all."""
    body = json.dumps(CHATS[CHAT]).encode()
    length = b"content-length: %d\r\n" % len(body)
    start = b"POST " + CHAT.encode() + b" HTTP/1.1\r\n"
    for name, fields in (
        ("no host", b""),
        ("two hosts", HOST * 2),
        ("another host", b"host: evil.example\r\n"),
        ("no name", HOST + b": x\r\n"),
        ("a space before the colon", HOST + b"x-a : b\r\n"),
        ("folded", HOST + b"x-a: b\r\n  c\r\n"),
        ("a NUL", HOST + b"x-a: \x00\r\n"),
        ("bytes beyond ASCII", HOST + b"x-\xff: \xff\xfe\r\n"),
        ("no colon", HOST + b"x-a\r\n"),
        ("a lone CR", HOST + b"x-a: b\rc: d\r\n"),
        ("a long head", HOST + b"x-a: " + b"b" * 200_000 + b"\r\n"),
        ("many fields", HOST + b"".join(b"x-%d: y\r\n" % n for n in range(300))),
        ("another page", HOST + b"origin: https://evil.example\r\n"),
        ("another page", HOST + b"sec-fetch-site: cross-site\r\n"),
        ("hop by hop", HOST + b"connection: authorization, content-length, host\r\n"),
        ("a deadline that is none", HOST + b"x-outrigger-deadline-ms: 99999999999999999999\r\n"),
        ("a trace that is none", HOST + b"traceparent: 00-xyz\r\n"),
        ("many hops", HOST + b"x-outrigger-hop: a, b, c, d, e, f, g, h, i, j\r\n"),
        ("an upgrade", HOST + b"connection: upgrade\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n"),
        ("a WebSocket without a key", HOST + b"connection: upgrade\r\nupgrade: websocket\r\n"),
    ):
        hops = (("x-outrigger-hop", ""),) if name == "many hops" else ()
        yield Raw(f"head: {name}", CHAT, start + fields + length + b"\r\n" + body, wants=ENDED, headers=hops)
    yield Raw("head: bare line feeds", CHAT, start.replace(b"\r", b"") + b"host: localhost\n" + length + b"\r\n" + body, wants=ENDED)
    yield Raw("head: not ended", CHAT, start + HOST, wants=ENDED)
    yield Raw("head: left", CHAT, start + HOST, wants=LEFT)
    yield Raw("head: half-closed", CHAT, start + HOST, wants=ENDED, finishes=True)
    for version in (b"HTTP/1.0", b"HTTP/0.9", b"HTTP/2.0", b"HTTP/9.9", b"HTTP/1.1.1", b"ICY/1.0", b""):
        yield Raw("another version", CHAT, start.replace(b"HTTP/1.1", version) + HOST + length + b"\r\n" + body, wants=ENDED)
    for method in ("TRACE", "CONNECT", "OPTIONS", "PROPFIND", "post", "G@T", "HEAD", "DELETE", "X" * 5000):
        content = method.encode() + start[4:] + HOST + b"content-length: 0\r\n\r\n"
        yield Raw("another method", CHAT, content, method=method, wants=ENDED)
    for nothing in (b"", b"\r\n\r\n\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 300, b"\x00" * 999,
                    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET\r\n\r\n", b"a" * 99_999, b"\xff" * 99):  # fmt: skip
        yield Raw("no HTTP", "", nothing, method="GET", wants=ENDED)


def targets():
    for target in ("/", "//", "/..", "/v1/../v1/models", "/v1//models", "/v1/models/", "/v1/models/%", "/v1/models/%00", "/%ff",
                   "/v1/models/%zz", "/v1/models/a%2fb", "/v1/models/%0d%0ax:y", "/v1beta/models/:generateContent", "*", "?", "#",
                   "/v1beta/models/%:generateContent", "/v1beta/models/a:b:c", "/model//converse", "/model/%/converse", "/api/",
                   "/openai/deployments//chat/completions", "/openai/deployments/%zz/chat/completions", "/gemini/", "/openai/v1",
                   "/anthropic/v1/", "/ollama/api", "http://localhost/v1/models", "http://evil.example/v1/models", "localhost:80",
                   "/v1/models?key=a&key=b&%=%", "/v1beta/models?key=%00", "/v1beta/models?key=%0d%0a", "/v1/responses/%", "http://",
                   "/v1/models/" + "a" * 3000, "/" + "a" * 90_000, "/v1/models/a b", "/v1/models/\x7f", "/v1/realtime"):  # fmt: skip
        for method in ("GET", "POST"):
            head = f"{method} {target} HTTP/1.1\r\n".encode() + HOST + b"content-type: application/json\r\n"
            yield Raw("another target", target, head + b"content-length: 2\r\n\r\n{}", method=method, wants=ENDED)
