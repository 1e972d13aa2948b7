"""The admission policy."""

import json

from ..claims import Refused, same, true
from ..cluster import until
from ..shapes import SHAPES, pod
from . import matrix
from .manifests import KUBERNETES

POLICY = "mutatingadmissionpolicies/outrigger-injection"
PLAIN = next(shape for shape in SHAPES if shape["name"] == "plain")


def try_all(claims, cluster, before):
    cluster.kubectl("apply", "-k", KUBERNETES / "chart" / "policy")
    claims.hold("the policy takes effect", effect, cluster)
    claims.hold("so do the checks", checked, cluster)
    stored = matrix.with_injection(claims, cluster, before, "policy")
    claims.hold("policy: how long a pod takes", matrix.pace, cluster)
    parameters(claims, cluster, "policy", lambda data: set_parameters(cluster, data))
    claims.hold("Deployment, StatefulSet and Job make injected pods", _controllers, cluster)
    claims.hold("pods that the injector does not see are let in as they are, with a warning", _unbound, cluster)
    cluster.kubectl("apply", "-k", KUBERNETES / "test" / "strict")
    claims.hold("strict: a pod that goes without is refused", _strict, cluster)
    remove(cluster)
    cluster.kubectl("apply", "-k", KUBERNETES / "test" / "gpu-mps")
    claims.hold("taken away and applied again, with an overlay, it injects", _again, cluster)
    return stored


def remove(cluster):
    cluster.kubectl("delete", "-k", KUBERNETES / "chart" / "policy", "--wait=true", "--ignore-not-found")
    until("nothing injects or refuses", lambda: untouched(cluster))


def one_pod(cluster, image):
    """A pod of the app that pod/claims.py brings, stored with a sidecar of this image."""
    matrix.namespaces(cluster)
    cluster.kubectl("apply", "-k", KUBERNETES / "chart" / "policy")
    set_parameters(cluster, {"image": image, "pullPolicy": "Never"})
    until("a pod is injected", lambda: (sidecar(dry(cluster)) or {}).get("image") == image)
    app = {"name": "app", "image": "localhost/outrigger-pod-app:1", "imagePullPolicy": "Never"}
    made = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "pod"}, "spec": {"containers": [app]}}
    return cluster.create_pod("enabled", made)[0]


def untouched(cluster):
    try:
        return "initContainers" not in dry(cluster)["spec"]
    except Refused:  # the strict check may outlive the injector by a moment
        return False


def dry(cluster, shape=PLAIN):
    """The pod of a shape as it would be stored."""
    return cluster.create_pod(shape["namespace"], pod(shape), dry=True)[0]


def sidecar(found):
    return next((c for c in found["spec"].get("initContainers", []) if c["name"] == "outrigger"), None)


def effect(cluster):
    def injected():
        try:
            return sidecar(dry(cluster))
        except Refused:  # the strict check may know of its binding before the injector does
            return None

    seconds, _ = until("a pod is injected", injected)
    return f"after {seconds:.1f} s"


def checked(cluster):
    """Waits for the checks: they may take effect after the injector."""
    wrong = {shape["name"]: shape for shape in SHAPES}

    def refused(name):
        try:
            dry(cluster, wrong[name])
            return False
        except Refused:
            return True

    until("the checks refuse", lambda: all(refused(name) for name in ("models-wrong", "host-network-injected-elsewhere")))


def set_parameters(cluster, data):
    """In the policy's own variables, as kubernetes/README.md tells."""
    policy, _ = cluster.ask("GET", f"/apis/admissionregistration.k8s.io/v1/{POLICY}")
    patch = [
        {"op": "replace", "path": f"/spec/variables/{place}/expression", "value": json.dumps(data[variable["name"]])}
        for place, variable in enumerate(policy["spec"]["variables"])
        if variable["name"] in data
    ]
    same(len(data), len(patch), "parameters that the policy knows")
    cluster.ask("PATCH", f"/apis/admissionregistration.k8s.io/v1/{POLICY}", patch, kind="application/json-patch+json")


def parameters(claims, cluster, way, put):
    """What each parameter does, by whichever way: `put` sets some of them."""
    for name, (data, check) in CASES.items():
        claims.hold(f"{way}: parameter {name}", _parameter, cluster, put, data, check)
    put(DEFAULTS)
    until("parameters as they were", lambda: sidecar(dry(cluster))["image"] == DEFAULTS["image"])


def _parameter(cluster, put, data, check):
    put({**DEFAULTS, **data})

    def holds():
        try:
            check(dry(cluster))
            return True
        except (AssertionError, KeyError, TypeError, IndexError, StopIteration):
            return False

    try:
        until("the parameter takes effect", holds, 20)
    except AssertionError:
        check(dry(cluster))


def _volume(found, name):
    return next(one for one in found["spec"]["volumes"] if one["name"] == name)


def _resources(found):
    return sidecar(found)["resources"]


def _tracing(found):
    env = {one["name"]: one.get("value", one.get("valueFrom")) for one in sidecar(found)["env"]}
    same("http://otel:4318", env["OTEL_EXPORTER_OTLP_ENDPOINT"])
    same("k8s.pod.name=$(POD_NAME),k8s.namespace.name=$(POD_NAMESPACE),k8s.node.name=$(NODE_NAME)",
         env["OTEL_RESOURCE_ATTRIBUTES"])  # fmt: skip
    same("metadata.name", env["POD_NAME"]["fieldRef"]["fieldPath"])


DEFAULTS = {
    "image": "outrigger:latest", "pullPolicy": "IfNotPresent", "config": "outrigger", "keys": "outrigger",
    "models": "bundled", "cpuRequest": "100m", "memoryRequest": "512Mi", "memoryLimit": "1Gi", "gpu": "none",
    "otlpEndpoint": "", "dummyKeys": "add",
}  # fmt: skip
CASES = {
    "image, pullPolicy": ({"image": "r/o:2", "pullPolicy": "Always"},
        lambda p: same(("r/o:2", "Always"), (sidecar(p)["image"], sidecar(p)["imagePullPolicy"]))),
    "config, keys": ({"config": "c", "keys": "k"},
        lambda p: same(("c", "k"), (_volume(p, "outrigger-config")["configMap"]["name"],
                                    _volume(p, "outrigger-keys")["secret"]["secretName"]))),
    "models of an image": ({"models": "image:m:1"},
        lambda p: same("m:1", _volume(p, "outrigger-models")["image"]["reference"])),
    "models of a claim": ({"models": "claim:all"},
        lambda p: same("all", _volume(p, "outrigger-models")["persistentVolumeClaim"]["claimName"])),
    "models that are copied": ({"models": "copy:m:1"},
        lambda p: same(["outrigger-models", "outrigger"], [c["name"] for c in p["spec"]["initContainers"]])),
    "requests and limit": ({"cpuRequest": "1", "memoryRequest": "1Gi", "memoryLimit": "2Gi"},
        lambda p: same({"requests": {"cpu": "1", "memory": "1Gi"}, "limits": {"memory": "2Gi"}}, _resources(p))),
    "gpu by a shared claim": ({"gpu": "dra:shared"},
        lambda p: same(([{"name": "outrigger-gpu", "resourceClaimName": "shared"}], [{"name": "outrigger-gpu"}]),
                       (p["spec"]["resourceClaims"], _resources(p)["claims"]))),
    "gpu by a shared resource": ({"gpu": "share:nvidia.com/gpu.shared"},
        lambda p: same({"memory": "1Gi", "nvidia.com/gpu.shared": "1"}, _resources(p)["limits"])),
    "otlpEndpoint": ({"otlpEndpoint": "http://otel:4318"}, _tracing),
    "dummyKeys": ({"dummyKeys": "none"},
        lambda p: same(["OPENAI_BASE_URL", "ANTHROPIC_BASE_URL", "GOOGLE_GEMINI_BASE_URL", "OLLAMA_HOST"],
                       [one["name"] for one in p["spec"]["containers"][0]["env"]])),
}  # fmt: skip


def _controllers(cluster):
    template = {
        "metadata": {"labels": {"app": "web"}},
        "spec": {"containers": [{"name": "app", "image": "app:1"}]},
    }
    once = {"spec": {**template["spec"], "restartPolicy": "Never"}}
    selector = {"matchLabels": {"app": "web"}}
    made = (
        ("apps/v1", "deployments", "Deployment", {"selector": selector, "template": template}),
        ("apps/v1", "statefulsets", "StatefulSet", {"selector": selector, "template": template, "serviceName": "s"}),
        ("batch/v1", "jobs", "Job", {"template": once}),
    )
    for version, plural, kind, spec in made:
        cluster.ask("POST", f"/apis/{version}/namespaces/enabled/{plural}", {"apiVersion": version, "kind": kind,
                    "metadata": {"name": f"of-{plural}"}, "spec": spec})  # fmt: skip
    seconds = 0.0
    for _, plural, _, _ in made:
        took, found = until(f"pods of {plural}", lambda plural=plural: owned(cluster, "enabled", f"of-{plural}"))
        seconds = max(seconds, took)
        true(sidecar(found[0]), f"the pod of {plural} has no sidecar")
    for version, plural, _, _ in made:
        cluster.ask("DELETE", f"/apis/{version}/namespaces/enabled/{plural}/of-{plural}?propagationPolicy=Background")
    return f"after {seconds:.1f} s"


def owned(cluster, namespace, start):
    pods, _ = cluster.ask("GET", f"/api/v1/namespaces/{namespace}/pods")
    return [one for one in pods["items"] if one["metadata"]["name"].startswith(start)]


def _unbind(cluster):
    cluster.kubectl("delete", "mutatingadmissionpolicybinding", "outrigger-injection-namespace", "outrigger-injection-pod")


def _unbound(cluster):
    _unbind(cluster)
    until("nothing injects", lambda: not sidecar(dry(cluster)))
    _, warnings = cluster.create_pod("enabled", pod(PLAIN), dry=True)
    true("has no outrigger sidecar" in " ".join(warnings), f"warnings: {warnings}")


def _again(cluster):
    effect(cluster)
    until("it has the overlay's share",
          lambda: _resources(dry(cluster))["limits"].get("nvidia.com/gpu.shared") == "1")  # fmt: skip


def _strict(cluster):
    """As above, and what cannot be injected."""
    effect(cluster)
    asking = next(shape for shape in SHAPES if shape["name"] == "host-network")

    def refused():
        try:
            dry(cluster, asking)
            return False
        except Refused as no:
            true("has no outrigger sidecar" in no.message, no.message)
            return True

    until("it is refused", refused)
    _unbind(cluster)

    def plain_refused():
        try:
            dry(cluster)
            return False
        except Refused as no:
            return "has no outrigger sidecar" in no.message

    until("a pod that the injector did not see is refused", plain_refused)
