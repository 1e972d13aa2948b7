"""A real API server with its store, on free ports, and what is asked of it."""

import http.client
import json
import os
import secrets
import socket
import ssl
import subprocess
import time
from pathlib import Path

from .claims import Refused

READY_SECONDS = 90


class Cluster:
    """Runs while the block does. Clients that ask no server can be run without it."""

    def __init__(self, tools, folder):
        self.tools, self.folder = tools, Path(folder)
        self.running = []
        self.kubeconfig = self.folder / "kubeconfig"
        self.token = secrets.token_hex(16)
        self.address = _own_address()

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self.running):
            process.terminate()
        for process in reversed(self.running):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        keys = self.folder / "pki"
        keys.mkdir(exist_ok=True)
        _openssl("genrsa", "-out", keys / "accounts.key", "2048")
        names = "subjectAltName=IP:127.0.0.1,DNS:localhost"
        _openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", keys / "tls.key", "-out",
                 keys / "tls.crt", "-subj", "/CN=kube-apiserver", "-addext", names)  # fmt: skip
        (keys / "tokens.csv").write_text(f"{self.token},admin,1,system:masters\n", encoding="utf-8")
        store, peers, self.port, manager = _free_ports(4)
        at = f"http://127.0.0.1:{store}"
        peer = f"http://127.0.0.1:{peers}"
        self._run("etcd", self.tools.etcd, "--data-dir", self.folder / "etcd", "--listen-client-urls", at,
                  "--advertise-client-urls", at, "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
                  "--initial-cluster", f"default={peer}", "--unsafe-no-fsync")  # fmt: skip
        self._run("apiserver", self.tools.apiserver, f"--etcd-servers={at}", "--bind-address=127.0.0.1",
                  "--advertise-address=127.0.0.1", f"--secure-port={self.port}", f"--tls-cert-file={keys / 'tls.crt'}",
                  f"--tls-private-key-file={keys / 'tls.key'}", f"--token-auth-file={keys / 'tokens.csv'}",
                  "--authorization-mode=RBAC", f"--service-account-key-file={keys / 'accounts.key'}",
                  f"--service-account-signing-key-file={keys / 'accounts.key'}",
                  "--service-account-issuer=https://127.0.0.1", "--service-cluster-ip-range=10.0.0.0/24",
                  "--endpoint-reconciler-type=none",
                  # There is no kube-proxy: webhooks are reached by the addresses behind their service.
                  "--enable-aggregator-routing=true")  # fmt: skip
        self.kubeconfig.write_text(json.dumps(self._config(keys)), encoding="utf-8")
        self.tls = ssl.create_default_context(cafile=keys / "tls.crt")
        self._until_ready()
        self._run("manager", self.tools.manager, f"--kubeconfig={self.kubeconfig}", f"--secure-port={manager}",
                  f"--authentication-kubeconfig={self.kubeconfig}", f"--authorization-kubeconfig={self.kubeconfig}",
                  "--bind-address=127.0.0.1", "--leader-elect=false", f"--cert-dir={keys}",
                  f"--service-account-private-key-file={keys / 'accounts.key'}", f"--root-ca-file={keys / 'tls.crt'}",
                  "--controllers=deployment,replicaset,statefulset,job,serviceaccount-controller,namespace-controller,"
                  "root-ca-certificate-publisher-controller,garbage-collector-controller")  # fmt: skip

    def _config(self, keys):
        server = {"server": f"https://127.0.0.1:{self.port}", "certificate-authority": str(keys / "tls.crt")}
        return {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "c", "cluster": server}],
            "users": [{"name": "u", "user": {"token": self.token}}],
            "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}],
            "current-context": "c",
        }

    def _run(self, name, *command):
        with open(self.folder / f"{name}.log", "w", encoding="utf-8") as log:
            words = [str(word) for word in command]
            self.running.append(subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT))

    def _until_ready(self):
        end = time.monotonic() + READY_SECONDS
        while True:
            try:
                self.ask("GET", "/readyz", parse=False)
                return
            except (OSError, Refused, http.client.HTTPException):
                if time.monotonic() > end or self.running[-1].poll() is not None:
                    raise SystemExit(f"the API server did not become ready; see {self.folder}/apiserver.log") from None
                time.sleep(0.2)

    def ask(self, method, path, body=None, parse=True, kind="application/json"):
        """The answer's object, and the warnings that came with it."""
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.tls, timeout=30)
        try:
            headers = {"authorization": f"Bearer {self.token}", "content-type": kind}
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            if answer.status >= 300:
                raise Refused(answer.status, json.loads(text).get("message", "") if text[:1] == "{" else text)
            return (json.loads(text) if parse else text), answer.headers.get_all("Warning") or []
        finally:
            connection.close()

    def create_pod(self, namespace, pod, dry=False):
        """The pod as it is stored (or would be), and the warnings."""
        return self.ask("POST", f"/api/v1/namespaces/{namespace}/pods{'?dryRun=All' if dry else ''}", pod)

    def delete_pods(self, namespace):
        self.ask("DELETE", f"/api/v1/namespaces/{namespace}/pods?gracePeriodSeconds=0")

    def kubectl(self, *words, stdin=None):
        """Its output; fails with what it says."""
        return self._client(self.tools.kubectl, words, stdin)

    def helm(self, *words):
        return self._client(self.tools.helm, words, None)

    def _client(self, program, words, stdin):
        env = {**os.environ, "KUBECONFIG": str(self.kubeconfig), "HELM_CACHE_HOME": str(self.folder / "helm")}
        command = [program, *map(str, words)]
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, env=env, check=False)
        if done.returncode != 0:
            raise Refused(done.returncode, f"{' '.join(command[1:])}: {done.stderr.strip()[-2000:]}")
        return done.stdout + done.stderr


def until(what, check, seconds=30):
    """Asks until the answer is true; the seconds that took, and the answer."""
    start = time.monotonic()
    while True:
        found = check()
        if found:
            return time.monotonic() - start, found
        if time.monotonic() - start > seconds:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.1)


def _openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def _own_address():
    """One that is not loopback's: the API server refuses that behind a service. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        return probe.getsockname()[0]


def _free_ports(count):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports
