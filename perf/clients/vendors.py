"""Scripted vendors: one server that speaks the dialects of six vendors, for the proof that their clients work.

It answers by what the last words of the user ask for (vendor/script.py), holds requests to what each vendor demands,
and counts calls and streams that were left early: GET /calls, GET /left.

usage: python3 vendors.py PORT        (0: a free port; the first line of standard output is the port)
"""

import json
import select
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from vendor import anthropic, bedrock, embeddings, gemini, ollama, openai, responses
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
            self.whole(404, {"error": {"message": f"the scripted vendors have no {path}"}})

    def do_POST(self):
        dialect, path = self.owner()
        content = self.rfile.read(int(self.headers.get("content-length", 0)))
        if dialect is None:
            self.whole(404, {"error": {"message": f"the scripted vendors have no {path}"}})
            return
        try:
            body = json.loads(content)
            key = dialect.key(self.headers)
            if key not in (CONFIGURED, OWN):
                raise Refusal(401, "this key is not known here")
            vectors = embedded(path, body)
            if vectors is not None:
                self.whole(200, vectors)
                return
            asked = understood(dialect, path, body, self.headers)
            TALLY.called(asked.model)
            said = reply(asked)
        except Refusal as refusal:
            self.whole(refusal.status, dialect.error(refusal), refusal.headers)
            return
        if asked.stream:
            self.streamed(dialect, asked, said)
        else:
            self.whole(200, dialect.whole(asked, said))

    def owner(self):
        path = urlsplit(self.path).path
        if path == embeddings.OPENAI:
            return openai, path
        for prefix, dialect in DIALECTS.items():
            if path.startswith(prefix):
                return dialect, path[len(prefix) :]
        return None, path

    def whole(self, status, body, headers=None):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def streamed(self, dialect, asked, said):
        self.send_response(200)
        self.send_header("content-type", dialect.STREAM_TYPE)
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


def understood(dialect, path, body, headers):
    """A request that lacks what the vendor demands, or has it in another form, is refused as the vendor would."""
    return readable(lambda: dialect.read(path, body, headers))


def embedded(path, body):
    return readable(lambda: embeddings.answer(unquote(path), body))


def readable(reader):
    try:
        return reader()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
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
