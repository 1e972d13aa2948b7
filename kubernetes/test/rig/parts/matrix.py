"""All shapes of pods, created once each."""

import time

from ..claims import Refused, same
from ..cluster import until
from ..shapes import NAMESPACES, SHAPES, create, judge, plain, pod

PACE = 40


def namespaces(cluster):
    """Makes those that shapes name, with their service accounts."""
    for name, labels in NAMESPACES.items():
        cluster.ask("POST", "/api/v1/namespaces", {"kind": "Namespace", "apiVersion": "v1",
                    "metadata": {"name": name, "labels": labels}})  # fmt: skip
    for name in [*NAMESPACES, "kube-system"]:
        until(f"service account of {name}", lambda name=name: _account(cluster, name))


def without(claims, cluster):
    """The stored pods by the shape's name, while nothing injects."""
    namespaces(cluster)
    stored = {}
    for shape in SHAPES:
        stored[shape["name"]], said = create(cluster, shape)
        if stored[shape["name"]] is None:
            raise SystemExit(f"{shape['name']} is no good pod by itself: {said}")
    clear(cluster)
    claims.hold("pods of all shapes are stored as they are, without injection", lambda: f"{len(stored)} shapes")
    claims.hold("without injection: how long a pod takes", pace, cluster)
    return stored


def with_injection(claims, cluster, before, way):
    """Judges the pod of every shape; the stored ones by the shape's name."""
    stored = {}

    def one(shape):
        stored[shape["name"]], said = create(cluster, shape)
        judge(shape, stored[shape["name"]], said, before[shape["name"]])

    for shape in SHAPES:
        claims.hold(f"{way}: {shape['name']} is {shape['expect']}: {shape['about']}", one, shape)
    clear(cluster)
    return stored


def compare(claims, by_policy, by_webhook):
    def equal():
        same(sorted(by_policy), sorted(by_webhook), "shapes")
        for name, pod in by_policy.items():
            other = by_webhook[name]
            same(pod and plain(pod), other and plain(other), name)
        return f"{len(by_policy)} shapes"

    claims.hold("policy and webhook store the same", equal)


def pace(cluster):
    """Of dry runs, one after the other."""
    took = []
    for _ in range(PACE):
        start = time.monotonic()
        cluster.create_pod("enabled", pod(SHAPES[0]), dry=True)
        took.append((time.monotonic() - start) * 1000)
    took.sort()
    return f"p50 {took[PACE // 2]:.1f} ms, p90 {took[PACE * 9 // 10]:.1f} ms"


def clear(cluster):
    for name in [*NAMESPACES, "kube-system"]:
        cluster.delete_pods(name)


def _account(cluster, namespace):
    try:
        cluster.ask("GET", f"/api/v1/namespaces/{namespace}/serviceaccounts/default")
        return True
    except Refused:
        return False
