"""The kustomize component, which needs nothing in the cluster."""

from ..claims import same, true
from ..cluster import until
from ..shapes import VALUES
from .manifests import KUBERNETES
from .policy import owned, sidecar

ADDRESSES = ("OPENAI_BASE_URL", "ANTHROPIC_BASE_URL", "GOOGLE_GEMINI_BASE_URL")


def try_all(claims, cluster, by_policy):
    cluster.kubectl("create", "namespace", "built")
    cluster.kubectl("apply", "-k", KUBERNETES / "test" / "built")
    claims.hold("component: pods of a Deployment have the policy's sidecar", _deployment, cluster, by_policy)
    claims.hold("component: so have those of a StatefulSet", _first, cluster, "store", by_policy)
    claims.hold("component: and those that a CronJob will make", _cron, cluster)
    claims.hold("component: a workload that opts out stays as it is", _out, cluster)
    claims.hold("component: opting out in the template alone does not count", _half_out, cluster)
    claims.hold("component: on the node's network it is refused, and taken ports are", _checked, cluster)
    claims.hold("component: dummy keys are added on their own", _keys, cluster)


def _first(cluster, name, by_policy):
    _, pods = until(f"pods of {name}", lambda: owned(cluster, "built", name))
    same(_comparable(sidecar(by_policy["plain"])), _comparable(sidecar(pods[0])), "the sidecar")
    volumes = {v["name"]: v for v in pods[0]["spec"]["volumes"]}
    for volume in by_policy["plain"]["spec"]["volumes"]:
        if volume["name"].startswith("outrigger-"):
            same(volume, volumes[volume["name"]], volume["name"])
    return pods[0]


def _comparable(container):
    return {**container, "volumeMounts": sorted(container["volumeMounts"], key=lambda one: one["mountPath"])}


def _deployment(cluster, by_policy):
    spec = _first(cluster, "web", by_policy)["spec"]
    same(["outrigger", "migrate"], [c["name"] for c in spec["initContainers"]], "who starts first")
    same(["X", *ADDRESSES], [one["name"] for one in spec["containers"][0]["env"]])
    same([{"name": name, "value": VALUES[name]} for name in ADDRESSES], spec["containers"][1]["env"])


def _cron(cluster):
    found, _ = cluster.ask("GET", "/apis/batch/v1/namespaces/built/cronjobs/nightly")
    spec = found["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    same("outrigger", spec["initContainers"][0]["name"])
    same(list(ADDRESSES), [one["name"] for one in spec["containers"][0]["env"]])


def _out(cluster):
    _, pods = until("pods of out", lambda: owned(cluster, "built", "out"))
    true(not sidecar(pods[0]) and "env" not in pods[0]["spec"]["containers"][0], "it was changed")


def _half_out(cluster):
    _, pods = until("pods of half-out", lambda: owned(cluster, "built", "half-out"))
    true(sidecar(pods[0]), "README tells of both places")
    same("true", pods[0]["metadata"]["labels"]["outrigger.dev/inject"])


def _checked(cluster):
    """The namespace is not enabled: the label that the component sets brings the checks."""
    for name, words in (("on-the-node", "hostNetwork"), ("in-the-way", "7070, 7071 and 7072")):

        def said(name=name, words=words):
            path = f"/apis/apps/v1/namespaces/built/replicasets?labelSelector=app%3D{name}"
            found, _ = cluster.ask("GET", path)
            return any(words in one["message"] for s in found["items"] for one in s["status"].get("conditions", []))

        until(f"pods of {name} are refused", said)


def _keys(cluster):
    cluster.kubectl("apply", "-k", KUBERNETES / "test" / "built-keys")
    found, _ = cluster.ask("GET", "/apis/apps/v1/namespaces/built/deployments/web")
    spec = found["spec"]["template"]["spec"]
    env = {one["name"]: one["value"] for one in spec["containers"][1]["env"]}
    same({name: value for name, value in VALUES.items() if name != "OLLAMA_HOST"}, env)
    true("env" not in spec["initContainers"][0], "the sidecar was given keys")
