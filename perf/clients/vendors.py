"""Scripted vendors: one server that speaks the dialects of six vendors, for the proof that their clients work.

It answers by what the last words of the user ask for (vendor/script.py), holds requests to what each vendor demands,
and counts calls and streams that were left early: GET /calls, GET /left.

What they refuse is a 400 in the vendor's words; a fault of their own says `scripted fault`.

usage: python3 vendors.py PORT        (0: a free port; the first line of standard output is the port)
"""

import json
import select
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from vendor import anthropic, bedrock, counts, embeddings, gemini, ollama, openai, responses
from vendor.script import Refusal, reply

DIALECTS = {d.PREFIX: d for d in (openai, responses, anthropic, gemini, ollama, bedrock)}
CONFIGURED, OWN = "vendor-key", "app-key"


class Tally:
    """What the clients' assertions ask about: calls by model, and endless streams by the tag in their prompt."""

    def __init__(self):
        self.lock, self.calls, self.endless = threading.Lock(), {}, {}

    def called(self, model):
        with self.lock:
            self.calls[model] = self.calls.get(model, 0) + 1

    def mark(self, tag, state):
        with self.lock:
            self.endless[tag] = state

    def left(self):
        with self.lock:
            gone = sorted(tag for tag, state in self.endless.items() if state == "left")
            return {"left": len(gone), "tags": gone, "all": dict(self.endless)}


TALLY = Tally()


class Vendor(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def do_GET(self):
        path = urlsplit(self.path).path
        if path == "/left":
            self.whole(200, TALLY.left())
        elif path == "/calls":
            self.whole(200, TALLY.calls)
        else:
            self.absent()

    def do_POST(self):
        dialect, path = self.owner()
        if dialect is None:
            self.absent()
            return
        content, self.begun = self.content(), False
        try:
            self.answer(dialect, path, content)
        except Refusal as refusal:
            self.whole(refusal.status, dialect.error(refusal), refusal.headers)
        except Exception as fault:
            if self.begun or isinstance(fault, ConnectionError):
                raise
            self.whole(500, dialect.error(Refusal(500, f"scripted fault: {fault!r}")))

    def answer(self, dialect, path, content):
        body = readable(lambda: json.loads(content))
        key = dialect.key(self.headers)
        if key not in (CONFIGURED, OWN):
            raise Refusal(401, "this key is not known here")
        told = readable(lambda: embeddings.answer(unquote(path), body) or counts.answer(path, body))
        if told:
            self.whole(200, told)
            return
        # A request that lacks what the vendor demands, or has it in another form, is refused as the vendor would.
        asked = readable(lambda: dialect.read(path, body, self.headers))
        asked.query = dict(parse_qsl(urlsplit(self.path).query))
        TALLY.called(asked.model)
        said = readable(lambda: reply(asked))
        if asked.stream:
            self.streamed(dialect, asked, said)
        else:
            self.whole(200, dialect.whole(asked, said))

    def absent(self):
        """Whatever else is asked for, in the words of whom it is asked."""
        self.content()
        path = urlsplit(self.path).path
        vendor = path.partition("/")[2].partition("/")[0]
        dialect = next((each for prefix, each in DIALECTS.items() if prefix.startswith(f"/{vendor}/")), openai)
        self.whole(404, dialect.error(Refusal(404, f"the scripted vendors have no {path}")))

    do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_HEAD = absent

    def send_error(self, status, message=None, explain=None):
        """Of what is no request to this server at all."""
        self.close_connection = True
        self.whole(status, openai.error(Refusal(status, f"scripted fault: {message}")), {"connection": "close"})

    def owner(self):
        path = urlsplit(self.path).path
        if path == embeddings.OPENAI:
            return openai, path
        for prefix, dialect in DIALECTS.items():
            if path.startswith(prefix):
                return dialect, path[len(prefix) :]
        return None, path

    def content(self):
        if "chunked" not in self.headers.get("transfer-encoding", ""):
            return self.rfile.read(int(self.headers.get("content-length", 0)))
        pieces = []
        while size := int(self.rfile.readline().split(b";")[0] or b"0", 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return b"".join(pieces)

    def whole(self, status, body, headers=None):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def streamed(self, dialect, asked, said):
        self.begun = True
        self.send_response(200)
        self.send_header("content-type", gemini.stream_type(asked) if dialect is gemini else dialect.STREAM_TYPE)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        tag = said.endless
        if tag:
            TALLY.mark(tag, "running")
        try:
            for frame in dialect.stream(asked, said):
                if tag:
                    self.look()
                    time.sleep(0.02)
                self.chunk(frame)
            self.wfile.write(b"0\r\n\r\n")
            if tag:
                TALLY.mark(tag, "stayed")
        except (ConnectionError, TimeoutError):
            self.close_connection = True
            if tag:
                TALLY.mark(tag, "left")

    def chunk(self, text):
        content = text if isinstance(text, bytes) else text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(content), content))
        self.wfile.flush()

    def look(self):
        """Raises when the client has closed: a write into a closed connection may succeed once."""
        readable, _, _ = select.select([self.connection], [], [], 0)
        if readable and not self.connection.recv(1, socket.MSG_PEEK):
            raise ConnectionResetError


def readable(reader):
    try:
        return reader()
    except (AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
        raise Refusal(400, f"this request cannot be read: {error!r}") from error


class Vendors(ThreadingHTTPServer):
    # Many streams begin at once: five connections that wait would be too few.
    request_queue_size = 128


def main():
    server = Vendors(("127.0.0.1", int(sys.argv[1])), Vendor)
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
