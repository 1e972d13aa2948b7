"""A server that commits faults, and what a connection to it says."""

import json
import socket
import threading

from fuzzing import wire
from fuzzing.wire import Connection

ID = "01M8K98QD4YDJCH1KQF0AX988V"


def http(status, body, exchange=ID, kind="application/json", more=""):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = f"x-outrigger-exchange: {exchange}\r\n" if exchange else ""
    head = f"HTTP/1.1 {status} Said\r\ncontent-type: {kind}\r\n{named}{more}content-length: {len(content)}\r\n\r\n"
    return head.encode() + content


class Faulty:
    """A server that answers every request of a connection with the next of these bytes, and then closes it."""

    def __init__(self, *answers, stays=False):
        self.answers, self.stays, self.asked = answers, stays, 0
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port, self.held = self.listening.getsockname()[1], []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            self.held.append(connection)
            for answer in self.answers:
                if not connection.recv(65536):
                    break
                self.asked += 1
                connection.sendall(answer)
            if not self.stays:
                connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listening.close()
        for connection in self.held:
            connection.close()


def asked(*answers, stays=False, method="GET", seconds=0.2):
    """What a connection says of a server that answers so."""
    before, wire.WHOLE_SECONDS = wire.WHOLE_SECONDS, seconds
    try:
        with Faulty(*answers, stays=stays) as server, Connection(server.port) as connection:
            connection.send(b"GET / HTTP/1.1\r\n\r\n")
            return connection.answer(method)
    finally:
        wire.WHOLE_SECONDS = before
