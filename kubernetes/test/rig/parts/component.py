"""The kustomize component, which needs nothing in the cluster."""

from ..claims import same, true
from ..cluster import until
from ..shapes import VALUES
from .manifests import KUBERNETES
from .policy import owned, sidecar

ADDRESSES = ("OPENAI_BASE_URL", "ANTHROPIC_BASE_URL", "GOOGLE_GEMINI_BASE_URL", "OLLAMA_HOST")


def try_all(claims, cluster, by_policy):
    cluster.kubectl("create", "namespace", "built")
    cluster.kubectl("apply", "-k", KUBERNETES / "test" / "built")
    claims.hold("component: pods of a Deployment have the policy's sidecar", _deployment, cluster, by_policy)
    claims.hold("component: so have those of a StatefulSet", _first, cluster, "store", by_policy)
    claims.hold("component: and those that a CronJob will make", _cron, cluster)
    claims.hold("component: a workload that opts out stays as it is", _out, cluster)
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


def _keys(cluster):
    cluster.kubectl("apply", "-k", KUBERNETES / "test" / "built-keys")
    found, _ = cluster.ask("GET", "/apis/apps/v1/namespaces/built/deployments/web")
    spec = found["spec"]["template"]["spec"]
    env = {one["name"]: one["value"] for one in spec["containers"][1]["env"]}
    same(VALUES, env)
    true("env" not in spec["initContainers"][0], "the sidecar was given keys")
