"""The chart, installed by the real Helm: the policy, then an upgrade to the webhook with a certificate of its own."""

import base64

from ..claims import Refused, same, true
from ..cluster import until
from ..webhook import Webhook
from .manifests import CHART
from .policy import DEFAULTS, PLAIN, dry, effect, sidecar

IN = ("--namespace", "released")


def try_all(claims, cluster, before, launcher, work):
    claims.hold("helm install: the policy injects, by the chart's parameters", _install, cluster)
    claims.hold("helm install: pods of the release's own namespace are left alone", _own, cluster)
    claims.hold("helm upgrade to the webhook: it injects with the chart's certificate", _upgrade, cluster, launcher, work)
    claims.hold("helm uninstall leaves nothing behind", _uninstall, cluster)
    claims.hold("helm install: a certificate whose authority is not known is refused", _foreign, cluster)


def _install(cluster):
    cluster.helm("install", "outrigger", CHART, *IN, "--set", "parameters.image=helm:1", "--set", "strict=true")
    effect(cluster)
    same("helm:1", sidecar(dry(cluster))["image"])


def _own(cluster):
    made = {**PLAIN, "namespace": "released", "pod": {"metadata": {"labels": {"outrigger.dev/inject": "true"}},
            "spec": PLAIN["pod"]["spec"]}}  # fmt: skip
    true(not sidecar(dry(cluster, made)), "it was injected")


def _upgrade(cluster, launcher, work):
    cluster.helm("upgrade", "outrigger", CHART, *IN, "--set", "way=webhook", "--set", "parameters.image=helm:2")
    secret, _ = cluster.ask("GET", "/api/v1/namespaces/released/secrets/outrigger-injection-tls")
    webhook = Webhook(cluster, launcher, work / "helm-webhook", "released")
    data = {key: base64.b64decode(value) for key, value in secret["data"].items()}
    webhook.mount({key: data[key] for key in ("tls.crt", "tls.key")}, {**DEFAULTS, "image": "helm:2"})
    with webhook:
        until("it injects", lambda: (sidecar(dry(cluster)) or {}).get("image") == "helm:2")
        cluster.helm("upgrade", "outrigger", CHART, *IN, "--set", "way=webhook", "--set", "parameters.image=helm:2")
        again, _ = cluster.ask("GET", "/api/v1/namespaces/released/secrets/outrigger-injection-tls")
        same(secret["data"], again["data"], "an upgrade keeps the certificate")


def _uninstall(cluster):
    cluster.helm("uninstall", "outrigger", *IN, "--wait")
    for kind in ("mutatingadmissionpolicies", "mutatingadmissionpolicybindings", "validatingadmissionpolicies",
                 "validatingadmissionpolicybindings", "mutatingwebhookconfigurations"):  # fmt: skip
        found, _ = cluster.ask("GET", f"/apis/admissionregistration.k8s.io/v1/{kind}")
        same([], [one["metadata"]["name"] for one in found["items"] if "outrigger" in one["metadata"]["name"]], kind)
    try:
        cluster.ask("GET", "/api/v1/namespaces/released/configmaps/outrigger-injection")
    except Refused as gone:
        same(404, gone.status)


def _foreign(cluster):
    cluster.kubectl("-n", "released", "create", "secret", "generic", "outrigger-injection-tls", "--from-literal=tls.crt=x")
    try:
        cluster.helm("install", "outrigger", CHART, *IN, "--set", "way=webhook")
    except Refused as refused:
        true("no ca.crt" in str(refused), str(refused))
        return
    raise AssertionError("it was installed")
