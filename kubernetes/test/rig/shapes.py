"""The shapes of pods in pods.json: what becomes of each, and what the stored pod has to be then."""

import copy
import json
import re
from pathlib import Path

from .claims import Refused, same, true

PODS = json.loads((Path(__file__).resolve().parent.parent / "pods.json").read_text(encoding="utf-8"))
NAMESPACES = {
    "enabled": {"outrigger.dev/injection": "enabled"},
    "restricted": {"outrigger.dev/injection": "enabled", "pod-security.kubernetes.io/enforce": "restricted"},
    "other": {},
}
TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount"
BARE = "http://127.0.0.1:7070"
VALUES = {
    "OPENAI_BASE_URL": BARE + "/v1",
    "ANTHROPIC_BASE_URL": BARE,
    "GOOGLE_GEMINI_BASE_URL": BARE,
    "OLLAMA_HOST": BARE,
    "OPENAI_API_KEY": "outrigger",
    "ANTHROPIC_API_KEY": "outrigger",
    "GEMINI_API_KEY": "outrigger",
}


def _large(name, about, containers, variables):
    """One whose variables are many; the policy's expressions have a budget."""
    env = [{"name": f"SETTING_OF_THE_APPLICATION_NUMBER_{one:04}", "value": "x"} for one in range(variables)]
    made = [{"name": f"c{one}", "image": "app:1", "env": env} for one in range(containers)]
    adds = {one["name"]: [*PODS[0]["adds"]["app"]] for one in made}
    return {"name": name, "about": about, "namespace": "enabled", "expect": "injected", "adds": adds,
            "pod": {"metadata": {}, "spec": {"containers": made}}}  # fmt: skip


SHAPES = [
    *PODS,
    _large("large", "one container with 3000 variables", 1, 3000),
    _large("many", "60 containers with 60 variables each", 60, 60),
]


def pod(shape):
    made = copy.deepcopy(shape["pod"])
    made.setdefault("metadata", {})["name"] = shape["name"]
    return {"apiVersion": "v1", "kind": "Pod", **made}


def create(cluster, shape):
    """The stored pod, or None and what was said."""
    try:
        made, warnings = cluster.create_pod(shape["namespace"], pod(shape))
    except Refused as refused:
        true(refused.status in (403, 422), str(refused))
        return None, refused.message
    stored, _ = cluster.ask("GET", f"/api/v1/namespaces/{shape['namespace']}/pods/{shape['name']}")
    same(plain(made), plain(stored), "what was answered and what is stored")
    return stored, " ".join(warnings)


def plain(stored):
    """What of a stored pod two runs must have in common."""
    text = re.sub(r"kube-api-access-[a-z0-9]{5}", "kube-api-access", json.dumps(stored, sort_keys=True))
    made = json.loads(text)
    for key in ("uid", "resourceVersion", "creationTimestamp", "managedFields", "generation"):
        made["metadata"].pop(key, None)
    made.pop("status", None)
    return made


def judge(shape, stored, said, before):
    """Fails unless this is what should have become of the shape, whose pod is `before` without injection."""
    if shape["expect"] == "refused":
        true(stored is None, "it was let in")
        true(re.search(shape["message"], said, re.DOTALL), f"refused with: {said}")
        return
    true(stored is not None, f"refused: {said}")
    true("warning" not in shape or re.search(shape["warning"], said), f"no such warning: {said}")
    if shape["expect"] == "untouched":
        same(plain(before), plain(stored), "it was changed")
        return
    _injected(shape, stored)
    same(_without_sidecar(plain(before)), _without_sidecar(_taken_back(shape, stored)), "the rest was changed")


def _injected(shape, stored):
    spec = stored["spec"]
    names = [one["name"] for one in spec["initContainers"]]
    copies = "copy:" in str(shape["pod"]["metadata"].get("annotations"))
    same(["outrigger-models", "outrigger"] if copies else ["outrigger"], names[: 2 if copies else 1], "who starts first")
    if copies:
        same("-Rf", spec["initContainers"][0]["command"][1], "it may be copied again when init containers run again")
    sidecar = spec["initContainers"][1 if copies else 0]
    same("Always", sidecar["restartPolicy"], "restartPolicy")
    for container in spec["initContainers"][: 2 if copies else 1]:
        _restricted(container)
    same(("/health/started", 7071), _asked(sidecar["startupProbe"]), "startup probe")
    same(("/health/ready", 7071), _asked(sidecar["readinessProbe"]), "readiness probe")
    same({"cpu": "100m", "memory": "512Mi"}, sidecar["resources"]["requests"], "requests")
    same({"memory": "1Gi"}, sidecar["resources"]["limits"], "limits")
    same("/etc/outrigger", sidecar["workingDir"], "where it looks for outrigger.yaml")
    volumes = {one["name"]: one for one in spec["volumes"]}
    same(shape.get("config", "outrigger"), volumes["outrigger-config"]["configMap"]["name"], "config")
    same(shape.get("keys", "outrigger"), volumes["outrigger-keys"]["secret"]["secretName"], "keys")
    same("config" not in shape, volumes["outrigger-config"]["configMap"]["optional"], "whether the ConfigMap may be missing")
    same("keys" not in shape, volumes["outrigger-keys"]["secret"]["optional"], "whether the Secret may be missing")
    same(shape.get("models"), volumes.get("outrigger-models"), "models")
    for one in sidecar["volumeMounts"]:
        true(one["name"] in volumes, f"no volume {one['name']}")


def _restricted(container):
    security = container["securityContext"]
    same((True, 10001, True, False), (security["runAsNonRoot"], security["runAsUser"],
         security["readOnlyRootFilesystem"], security["allowPrivilegeEscalation"]), "security")  # fmt: skip
    same({"drop": ["ALL"]}, security["capabilities"], "capabilities")
    same({"type": "RuntimeDefault"}, security["seccompProfile"], "seccomp")
    tokens = [one["name"] for one in container["volumeMounts"] if one["mountPath"] == TOKEN]
    same(["outrigger-no-token"], tokens, "what lies where the service account's token would be")
    true(not any("kube-api-access" in one["name"] for one in container["volumeMounts"]), "it has the token")


def _asked(probe):
    return probe["httpGet"]["path"], probe["httpGet"]["port"]


def _taken_back(shape, stored):
    """The stored pod without the variables that had to be added, each of which has to be there and last."""
    made = plain(stored)
    for container in _containers(made["spec"]):
        added = shape["adds"].get(container["name"], [])
        if not added:
            continue
        env = container["env"]
        same([{"name": name, "value": VALUES[name]} for name in added], env[len(env) - len(added) :], container["name"])
        container["env"] = env[: len(env) - len(added)]
        if not container["env"]:
            del container["env"]
    return made


def _containers(spec):
    return [c for c in [*spec.get("initContainers", []), *spec["containers"]] if not c["name"].startswith("outrigger")]


def _without_sidecar(made):
    spec = made["spec"]
    spec["volumes"] = [v for v in spec.get("volumes", []) if not v["name"].startswith("outrigger-")]
    spec["initContainers"] = [c for c in spec.get("initContainers", []) if not c["name"].startswith("outrigger")]
    return made
