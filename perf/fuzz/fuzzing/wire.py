"""One connection to a server, byte by byte: an HTTP client that forgives nothing."""

import re
import socket
import time
from dataclasses import dataclass

WHOLE_SECONDS = 5
HEAD_BYTES = 64 * 1024
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?: [^\r\n]*)?")
FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n]*)")


class Hang(Exception):
    """The answer was not whole in time."""


class Torn(Exception):
    """The connection was closed before the answer was whole."""


class Unsound(Exception):
    """What came is no HTTP answer, or more than one."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: tuple  # (lower-case name, value)
    body: bytes
    seconds: float = 0
    interim: int = 0  # answers of 1xx before it

    def header(self, name):
        return next((value for field, value in self.headers if field == name), None)

    @property
    def closes(self):
        return "close" in (self.header("connection") or "").lower()


class Connection:
    """To one port of this machine. Not thread-safe."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=WHOLE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest, self.uses, self.end = b"", 0, 0.0

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def send(self, content):
        """Whoever refuses a request may stop reading it: what it answers then counts."""
        self.end = time.monotonic() + WHOLE_SECONDS
        self.socket.settimeout(WHOLE_SECONDS)
        try:
            self.socket.sendall(content)
        except ConnectionError:
            pass
        except TimeoutError as late:
            raise Hang(f"the request was not taken within {WHOLE_SECONDS} s") from late

    def finish(self):
        """Nothing more is sent."""
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def answer(self, method="GET", last=True):
        """The next answer, whole; raises Hang, Torn or Unsound. Nothing may come after the last."""
        begun, interim = time.monotonic(), 0
        self.uses += 1
        while True:
            status, headers = self.head()
            if status >= 200 or status == 101:
                break
            interim += 1
        body = b"" if method == "HEAD" or status in (101, 204, 304) else self.body(dict(headers))
        if last and self.rest and status != 101:
            raise Unsound(f"{len(self.rest)} bytes after the answer: {self.rest[:40]!r}")
        return Answer(status, headers, body, time.monotonic() - begun, interim)

    def head(self):
        while b"\r\n\r\n" not in self.rest:
            if len(self.rest) > HEAD_BYTES:
                raise Unsound("a head without end")
            self.more("an answer")
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        first, *lines = head.split(b"\r\n")
        status = STATUS.fullmatch(first)
        fields = [FIELD.fullmatch(line) for line in lines]
        if not status or None in fields:
            raise Unsound(f"no HTTP head: {head[:80]!r}")
        return int(status[1]), tuple((f[1].decode().lower(), f[2].strip().decode("latin-1")) for f in fields)

    def body(self, headers):
        if "chunked" in headers.get("transfer-encoding", ""):
            if "content-length" in headers:
                raise Unsound("both content-length and transfer-encoding")
            return self.chunks()
        if "content-length" in headers:
            return self.take(int(headers["content-length"]))
        return self.until_closed()

    def chunks(self):
        pieces = []
        while True:
            size = self.line()
            if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
                raise Unsound(f"no size of a chunk: {size[:20]!r}")
            if int(size, 16) == 0:
                break
            pieces.append(self.take(int(size, 16)))
            if self.take(2) != b"\r\n":
                raise Unsound("a chunk is longer than it said")
        while self.line():
            pass
        return b"".join(pieces)

    def until_closed(self):
        try:
            while True:
                self.more("the end")
        except Torn:
            whole, self.rest = self.rest, b""
            return whole

    def line(self):
        while b"\r\n" not in self.rest:
            self.more("a line")
        line, _, self.rest = self.rest.partition(b"\r\n")
        return line

    def take(self, size):
        while len(self.rest) < size:
            self.more(f"{size} bytes of the body")
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken

    def more(self, what):
        left = self.end - time.monotonic()
        if left <= 0:
            raise Hang(f"no more of {what} after {len(self.rest)} bytes within {WHOLE_SECONDS} s")
        self.socket.settimeout(left)
        try:
            piece = self.socket.recv(65536)
        except TimeoutError as late:
            raise Hang(f"no more of {what} after {len(self.rest)} bytes within {WHOLE_SECONDS} s") from late
        except ConnectionError as gone:
            raise Torn(f"reset in {what} after {len(self.rest)} bytes") from gone
        if not piece:
            raise Torn(f"closed in {what} after {len(self.rest)} bytes")
        self.rest += piece


class Client:
    """Asks again and again over one connection, as an app does. Not thread-safe."""

    def __init__(self, port):
        self.port, self.connection, self.replaced = port, None, 0

    def ask(self, method, content):
        """The answer to a whole request. A kept connection that was closed meanwhile is replaced, once."""
        kept = self.connection
        if kept is not None:
            try:
                return self.over(kept, method, content)
            except Torn:
                if kept.rest:
                    raise
                self.replaced += 1
        return self.over(Connection(self.port), method, content)

    def over(self, connection, method, content):
        self.connection = None
        try:
            connection.send(content)
            answer = connection.answer(method)
        except BaseException:
            connection.close()
            raise
        if answer.closes or answer.status == 101:
            connection.close()
        else:
            self.connection = connection
        return answer

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None
