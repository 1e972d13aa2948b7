"""The webhook: the real `outrigger inject`, asked by the real API server by way of the service of the manifests."""

import json

from ..claims import Refused, same, true
from ..cluster import until
from ..shapes import pod
from ..webhook import Webhook, certificate, encoded, secret_of
from . import matrix
from .matrix import pace
from .manifests import KUBERNETES
from .policy import DEFAULTS, PLAIN, checked, dry, effect, parameters, sidecar, untouched


def try_all(claims, cluster, before, launcher, work):
    place = certificate(work / "certificate")
    cluster.kubectl("apply", "-k", KUBERNETES / "chart" / "webhook")
    cluster.kubectl("-n", "outrigger-system", "create", "secret", "tls", "outrigger-injection-tls",
                    f"--cert={place}/tls.crt", f"--key={place}/tls.key")  # fmt: skip
    trust(cluster, (place / "ca.crt").read_bytes())
    claims.hold("webhook: while it does not run, pods are let in with a warning", _down, cluster)
    webhook = Webhook(cluster, launcher, work / "webhook")
    webhook.mount(secret_of(place), DEFAULTS)
    with webhook:
        claims.hold("webhook: it takes effect", _effect, cluster, webhook)
        claims.hold("webhook: so do the checks", checked, cluster)
        stored = matrix.with_injection(claims, cluster, before, "webhook")
        parameters(claims, cluster, "webhook", lambda data: webhook.mount(secret_of(place), data))
        claims.hold("webhook: how long a pod takes", pace, cluster)
        claims.hold("webhook: wrong parameters are refused where they are written", _refused, cluster)
        claims.hold("webhook: wrong parameters change nothing", _wrong, cluster, webhook, place)
        claims.hold("webhook: a new certificate serves without a restart", _renew, cluster, webhook, work)
        claims.hold("webhook: a line an admission, and counts", _told, webhook)
    return stored


def remove(cluster):
    cluster.kubectl("delete", "-k", KUBERNETES / "chart" / "webhook", "--wait=true", "--timeout=60s")
    until("nothing injects", lambda: untouched(cluster))


def trust(cluster, authority):
    """As kubernetes/README.md tells: the webhook's authority for the API server."""
    name = "mutatingwebhookconfiguration/outrigger-injection"
    patch = [
        {"op": "add", "path": f"/webhooks/{place}/clientConfig/caBundle", "value": encoded(authority)} for place in (0, 1)
    ]
    cluster.kubectl("patch", name, "--type=json", "-p", json.dumps(patch))


def _effect(cluster, webhook):
    return f"{effect(cluster)}; its process answered after {webhook.started:.1f} s"


def _down(cluster):
    def warned():
        _, warnings = cluster.create_pod("enabled", pod(PLAIN), dry=True)
        return "has no outrigger sidecar" in " ".join(warnings)

    until("a warning", warned)


def _refused(cluster):
    for data, words in (({"imge": "x"}, "no such parameter: imge"), ({"gpu": "all"}, "gpu must be"),
                        ({"models": "floppy:a"}, "models must be"), ({"memoryLimit": "much"}, "quantities"),
                        ({"memoryRequest": "2Gi"}, "not be more than"), ({"memoryLimit": "1"}, "not be more than"),
                        ({"image": "outrigger:1\n"}, "image must be"), ({"gpu": "dra:My_Claim"}, "gpu must be"),
                        ({"gpu": "share:gpu"}, "gpu must be"), ({"gpu": "share:requests.a/b"}, "gpu must be"),
                        ({"otlpEndpoint": "collector"}, "otlpEndpoint must be"), ({"config": "a..b"}, "config must be"),
                        ({"models": "claim:My_Claim"}, "models must be"), ({"keys": "k" * 254}, "longer")):  # fmt: skip
        try:
            cluster.kubectl("-n", "outrigger-system", "patch", "configmap", "outrigger-injection", "--type=merge", "-p",
                            json.dumps({"data": data}))  # fmt: skip
        except Refused as refused:
            true(words in str(refused), str(refused))
            continue
        raise AssertionError(f"{data} was taken")


def _wrong(cluster, webhook, place):
    webhook.mount(secret_of(place), {**DEFAULTS, "gpu": "all of them", "image": "other:1"})
    until("it says so", lambda: "gpu must be none, dra:CLAIM or share:DOMAIN/RESOURCE" in webhook.lines())
    same(DEFAULTS["image"], sidecar(dry(cluster))["image"])
    webhook.mount(secret_of(place), DEFAULTS)


def _renew(cluster, webhook, work):
    other = certificate(work / "renewed")
    webhook.mount(secret_of(other), DEFAULTS)
    trust(cluster, (other / "ca.crt").read_bytes())
    seconds, _ = until("the API server trusts and the webhook shows the new one",
                       lambda: "new certificate" in webhook.lines() and sidecar(dry(cluster)))  # fmt: skip
    same(None, webhook.process.poll(), "the process")
    return f"after {seconds:.1f} s"


def _told(webhook):
    lines = webhook.lines()
    true('{"admission":"injected","namespace":"enabled","pod":"plain"}' in lines, lines[-500:])
    true('"pod":"host-network","why":"hostNetwork' in lines, lines[-500:])
    true("app:1" not in lines, "it tells of more than names")
    counts = webhook.get("/metrics")
    true('outrigger_injection_pods_total{outcome="injected"} ' in counts, counts)
    return counts.split("outcome=")[1].splitlines()[0]
