#!/usr/bin/env python3
"""A real pod of two containers: the sidecar's real image, and an app that uses OpenAI's own SDK and knows nothing of it.

  claims.py --stored POD.json --work FOLDER [--image NAME]

POD.json is the Pod as an API server stored it after admission; see ../run, which makes one. Needs root, podman, crun, iproute2, curl, npm and node.
"""
import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

from kubelet import Failed, Place, Pod

APP_IMAGE, FOLDER = "localhost/outrigger-pod-app:1", pathlib.Path(__file__).resolve().parent
DATA, HEALTH, ADMIN = 7070, 7071, 7072
TOKENS = "/var/run/secrets/kubernetes.io/serviceaccount"


def app_image(place, work):
    """The app's: node, what it links to, and the vendor's SDK."""
    root = work / "app-image"
    shutil.rmtree(root, ignore_errors=True)
    (root / "files/app").mkdir(parents=True)
    for name in ("app.mjs", "package.json"):
        shutil.copy(FOLDER / name, root / "files/app")
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=root / "files/app", check=True)
    node = os.path.realpath(shutil.which("node"))
    linked = subprocess.run(["ldd", node], capture_output=True, text=True, check=True).stdout
    for path in [node, *(word for line in linked.splitlines() for word in line.split() if word.startswith("/"))]:
        target = root / "files" / ("usr/bin/node" if path == node else path[1:])
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    (root / "Dockerfile").write_text('FROM scratch\nCOPY files/ /\nUSER 1000\nWORKDIR /app\nENTRYPOINT ["/usr/bin/node", "app.mjs"]\n')
    place.podman("build", "--isolation", "chroot", "-q", "-t", APP_IMAGE, str(root))


class Claims:
    def __init__(self, pod, image):
        self.pod, self.image, self.failed = pod, image, 0

    def that(self, holds, claim, found=""):
        print(f"{'ok  ' if holds else 'FAIL'} {claim}{f' ({found})' if found != '' else ''}", flush=True)
        self.failed += not holds

    def heard(self, when, count=1, seconds=40):
        """What the app printed of its request, once it has."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            lines = [json.loads(line) for line in self.pod.log("app").splitlines() if line.startswith("{")]
            found = [line for line in lines if line["when"] == when]
            if len(found) >= count:
                return found[count - 1]
            time.sleep(0.1)
        raise Failed(f"the app said nothing of its {when} request; it said: {self.pod.log('app')}")

    def answered(self, told, claim):
        self.that(told.get("model") == "smollm2-135m-instruct" and bool(told.get("text")), claim, f"{told['millis']} ms, {told.get('failure') or told['text'][:40]!r}")

    # ---- one claim each -------------------------------------------------------------------------------------------

    def start(self):
        begun, up = self.pod.started["outrigger"], self.pod.started["outrigger listens"]
        self.that(begun < up < self.pod.started["app"], "the sidecar listens before the app starts", f"{up - begun:.2f} s after its own start")
        self.that(self.pod.inspect("outrigger")["ImageName"].endswith(self.image.rpartition("/")[2]), "its image is the real one", self.image)
        maps = pathlib.Path(f"/proc/{self.pod.pid('outrigger')}/maps").read_text()
        self.that("/opt/outrigger/classes.aot" in maps, "it starts from its cache of classes")
        self.answered(self.heard("first"), "the app's very first request is answered by the local model")

    def confinement(self):
        pid = self.pod.pid("outrigger")
        status = dict(line.split(":\t", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines() if ":\t" in line)
        self.that(status["Uid"].split()[0] == "10001", "it runs as nobody of the node's", f"uid {status['Uid'].split()[0]}")
        self.that({int(status[of], 16) for of in ("CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb")} == {0}, "it has no capabilities, and can get none")
        self.that(status["NoNewPrivs"].strip() == "1", "it cannot become more")
        self.that(status["Seccomp"].strip() == "2", "its system calls are filtered")
        mounts = [line.split() for line in pathlib.Path(f"/proc/{pid}/mountinfo").read_text().splitlines()]
        root = next(one for one in mounts if one[4] == "/")
        self.that("ro" in root[5].split(","), "its root file system is read-only")
        stored = next(one for one in self.pod.spec["initContainers"] if one["name"] == "outrigger")
        asked = stored["resources"]["limits"]["memory"]
        limit = self.pod.inspect("outrigger")["HostConfig"]["Memory"]
        self.that(limit == int(asked.removesuffix("Mi")) << 20 if asked.endswith("Mi") else limit == int(asked.removesuffix("Gi")) << 30, "its memory is limited as told", asked)
        resident = int(status["VmRSS"].split()[0]) >> 10
        self.that(resident << 20 < limit, "it needs less", f"{resident} MiB resident with both models")
        self.that("cpu" not in stored["resources"].get("limits", {}), "its CPU is not limited")
        tokens = [sorted(one.name for one in pathlib.Path(f"/proc/{of}/root{TOKENS}").iterdir()) for of in (self.pod.pid("app"), pid)]
        self.that(tokens == [["token"], []], "the app has its service account's token, the sidecar has none", tokens)

    def reach(self):
        inside = self.pod.reach(DATA, "/v1/models", "127.0.0.1", inside=True)
        self.that(inside == 200, "the data port answers inside the pod", inside)
        for port, name in ((DATA, "data"), (ADMIN, "admin")):
            self.that(self.pod.reach(port) is None, f"the {name} port is not to be reached from outside")
        self.that(self.pod.reach(HEALTH, "/health/ready") == 200, "the health port is, as the kubelet has to")

    def crash(self):
        before, began = self.pod.pid("outrigger"), time.monotonic()
        os.kill(before, signal.SIGKILL)
        limit = time.monotonic() + 30
        while self.pod.pid("outrigger") in (0, before) or self.pod.reach(DATA, "/v1/models", "127.0.0.1", inside=True) != 200:
            if time.monotonic() > limit:
                raise Failed(f"it did not come back: {self.pod.log('outrigger')}")
            time.sleep(0.1)
        self.that(time.monotonic() - began < 30, "killed, it is there again", f"{time.monotonic() - began:.1f} s")
        self.pod.place.podman("kill", "--signal", "USR1", self.pod.id("app"))
        self.answered(self.heard("told"), "and the same app is answered again")

    def end(self):
        ended = self.pod.end()
        self.answered(self.heard("last"), "the app's request on SIGTERM is answered")
        code, seconds = ended["outrigger"]
        self.that(code in (0, 143), "the sidecar ends well after the app", f"exit status {code}")
        self.that(seconds < 5, "and at once, as nobody is left", f"{seconds:.1f} s")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--stored", type=pathlib.Path, required=True)
    options.add_argument("--work", type=pathlib.Path, required=True)
    options.add_argument("--image", default="localhost/outrigger:1")
    options.add_argument("--archive", type=pathlib.Path, help="the image as docker-archive or oci-archive, when this place does not have it yet")
    chosen = options.parse_args()
    # So that what was started is stopped, whoever ends this.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    place = Place(chosen.work / "place")
    place.start()
    try:
        if chosen.archive:
            place.podman("load", "-i", str(chosen.archive))
        app_image(place, chosen.work)
        pod = Pod(place, json.loads(chosen.stored.read_text()))
        pod.clear()
        shutil.rmtree(pod.volumes, ignore_errors=True)
        claims = Claims(pod, chosen.image)
        try:
            pod.begin()
            for claim in (claims.start, claims.confinement, claims.reach, claims.crash, claims.end):
                claim()
        finally:
            pod.clear()
    finally:
        place.stop()
    print(f"{claims.failed} claims failed" if claims.failed else "all claims hold")
    return 1 if claims.failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(f"FAIL {failure}")
