"""The real webhook, `outrigger inject`, with what a pod of it would have mounted."""

import base64
import http.client
import ssl
import subprocess
from pathlib import Path

from .cluster import _free_ports, until

HOST = "outrigger-injection.outrigger-system.svc"


def certificate(folder, days=2):
    """The three files that kubernetes/README.md tells to make: authority, certificate, key."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        f"""set -e; cd {folder}
        openssl req -x509 -newkey rsa:2048 -nodes -days {days} -keyout ca.key -out ca.crt -subj /CN=outrigger-injection
        openssl req -newkey rsa:2048 -nodes -keyout tls.key -out tls.csr -subj /CN={HOST}
        printf 'subjectAltName=DNS:{HOST}' > names
        openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days {days} -extfile names -out tls.crt""",
        shell=True,
        check=True,
        capture_output=True,
    )
    return folder


class Webhook:
    """Runs while the block does, behind the service that the manifests make."""

    def __init__(self, cluster, launcher, folder, namespace="outrigger-system"):
        self.cluster, self.launcher, self.namespace = cluster, launcher, namespace
        self.folder = Path(folder)
        self.port = _free_ports(1)[0]

    def mount(self, secret, parameters):
        """Both as data: bytes by file name, and texts by parameter."""
        for name, data in (("certificate", secret), ("parameters", {k: v.encode() for k, v in parameters.items()})):
            place = self.folder / name
            place.mkdir(parents=True, exist_ok=True)
            for old in place.iterdir():
                if old.name not in data:
                    old.unlink()
            for key, value in data.items():
                (place / key).write_bytes(value)

    def __enter__(self):
        words = [self.launcher, "inject", "--no-build", "--port", self.port, "--certificate", self.folder / "certificate", "--parameters",
                 self.folder / "parameters"]  # fmt: skip
        self.log = open(self.folder / "log", "w", encoding="utf-8")
        self.process = subprocess.Popen([str(word) for word in words], stdout=self.log, stderr=subprocess.STDOUT)
        self.started, _ = until("the webhook answers", self._answers, 60)
        self._behind_service()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        self.log.close()

    def _answers(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the webhook ended; see {self.folder}/log")
        try:
            return self.get("/healthz") == "ok\n"
        except OSError:
            return False

    def get(self, path):
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, context=ssl._create_unverified_context(), timeout=5
        )
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    def lines(self):
        return (self.folder / "log").read_text(encoding="utf-8")

    def _behind_service(self):
        """As the endpoints controller would say it, were there a pod."""
        name = "outrigger-injection-test"
        self.cluster.kubectl("apply", "-f", "-", stdin=f"""
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: {name}
  namespace: {self.namespace}
  labels: {{ kubernetes.io/service-name: outrigger-injection }}
addressType: IPv4
endpoints: [{{ addresses: ["{self.cluster.address}"], conditions: {{ ready: true }} }}]
ports: [{{ name: https, port: {self.port}, protocol: TCP }}]
""")  # fmt: skip


def secret_of(folder):
    return {name: (Path(folder) / name).read_bytes() for name in ("tls.crt", "tls.key")}


def encoded(data):
    return base64.b64encode(data).decode()
