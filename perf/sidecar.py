"""A sidecar that a measurement in Python starts, asks and ends."""

import http.client
import pathlib
import signal
import socket
import subprocess
import tempfile
import time

READY_SECONDS = 120


class Sidecar:
    """One that runs while the block does. Whoever derives from it says in greet() how it is asked the first time."""

    def __init__(self, java, settings):
        """settings: the configuration but for its ports."""
        self.ports = _free_ports(3)
        self.folder = tempfile.TemporaryDirectory()
        config = pathlib.Path(self.folder.name) / "outrigger.yaml"
        listen = "listen: {{ data: {}, health: {}, admin: {} }}\n".format(*self.ports)
        config.write_text(listen + settings, encoding="utf-8")
        self.log = open(pathlib.Path(self.folder.name) / "log", "w+", encoding="utf-8")
        self.command = [*java, "run", "--config", str(config)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=subprocess.STDOUT)
        end = time.monotonic() + READY_SECONDS
        while True:
            try:
                self.greet()
                return self
            except (OSError, http.client.HTTPException, ValueError):
                if time.monotonic() > end or self.process.poll() is not None:
                    self.__exit__()
                    raise SystemExit("the sidecar did not become ready") from None
                time.sleep(0.5)

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.folder.cleanup()


def _free_ports(count):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports
