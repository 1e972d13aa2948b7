"""Every manifest, as the API server would take it: dry runs on the server, of what kustomize builds and Helm prints."""

import json
import re
from pathlib import Path

from ..claims import Refused, same, true

KUBERNETES = Path(__file__).resolve().parents[3]
CHART = KUBERNETES / "chart"
BUILT = ("chart/policy", "chart/webhook", "chart/monitoring", "overlays/cert-manager", "test/strict", "test/gpu-dra",
         "test/gpu-time-slicing", "test/gpu-mps", "test/gpu-dra-webhook", "test/built", "test/built-keys")  # fmt: skip
PLAIN = (
    "overlays/gpu-dra/claim.yaml",
    "overlays/gpu-time-slicing/device-plugin.yaml",
    "overlays/gpu-mps/device-plugin.yaml",
)
RELEASES = (
    ("way=policy", "monitoring=true"),
    ("way=policy", "strict=true"),
    ("way=webhook", "monitoring=true"),
    ("way=webhook", "webhook.certificate.from=cert-manager"),
    ("way=webhook", "webhook.certificate.from=secret", "webhook.certificate.caBundle=AAAA"),
)
WRONG = ("way=magic", "parameters.imge=x", "parameters.gpu=all", "parameters.models=floppy:a", "webhook.replicas=0",
         "parameters.gpu=dra:My_Claim", "parameters.gpu=share:gpu", "parameters.gpu=share:kubernetes.io/gpu",
         "parameters.otlpEndpoint=collector", "parameters.models=claim:My_Claim", "parameters.image=outrigger:1\n",
         "webhook.certificate.from=secret")  # fmt: skip


def try_all(claims, cluster, tools):
    for file in tools.custom_resources():
        cluster.kubectl("apply", "--server-side", "-f", file)
    cluster.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s")
    for namespace in ("outrigger-system", "nvidia-device-plugin", "built", "released"):
        cluster.kubectl("create", "namespace", namespace)
    for folder in BUILT:
        claims.hold(f"the server takes all that kustomize builds of {folder}", _dry, cluster, "-k", KUBERNETES / folder)
    for file in PLAIN:
        claims.hold(f"the server takes {file}", _dry, cluster, "-f", KUBERNETES / file)
    for values in RELEASES:
        claims.hold(f"the server takes all that Helm prints with {', '.join(values)}", _release, cluster, values)
    chart(claims, cluster)
    claims.hold("Helm prints what kustomize builds, in another namespace", _same, cluster)
    for namespace in ("outrigger-system", "nvidia-device-plugin", "built"):
        cluster.kubectl("delete", "namespace", namespace, "--wait=true", "--timeout=60s")


def offline(claims, cluster):
    """What the clients alone say."""
    for folder in BUILT:
        claims.hold(f"kustomize builds {folder}", lambda at: cluster.kubectl("kustomize", at) and None, KUBERNETES / folder)
    for values in RELEASES:
        claims.hold(f"Helm prints with {', '.join(values)}", lambda them: _printed(cluster, them) and None, values)
    chart(claims, cluster)


def chart(claims, cluster):
    """What the chart refuses, and takes."""
    claims.hold("helm lint", lambda: cluster.helm("lint", "--strict", CHART) and None)
    for value in WRONG:
        claims.hold(f"values.schema.json refuses {value!r}", _refused, cluster, value)
    claims.hold("the chart refuses a request above the limit, and a cluster that knows no such policy", _judged, cluster)
    claims.hold("the chart takes numbers as quantities", _numbers, cluster)


def _dry(cluster, *what):
    # A namespace that is part of it is there already.
    said = cluster.kubectl("apply", "--server-side", "--dry-run=server", "--force-conflicts", *what)
    return f"{said.count('serverside-applied')} objects"


def _release(cluster, values):
    said = cluster.kubectl("apply", "--server-side", "--dry-run=server", "-f", "-", stdin=_printed(cluster, values))
    return f"{said.count('serverside-applied')} objects"


def _printed(cluster, values):
    words = [word for value in values for word in ("--set", value)]
    return cluster.helm("template", "outrigger", CHART, "--namespace", "released", *words)


def _refused(cluster, value):
    try:
        cluster.helm("template", "outrigger", CHART, "--set", value)
    except Refused as refused:
        if "schema" in str(refused):
            return
        raise
    raise AssertionError("Helm takes it")


def _judged(cluster):
    for words, said in (
        (("--set", "parameters.memoryRequest=2Gi"), "must not be more than"),
        (("--set", "parameters.memoryLimit=1"), "must not be more than"),
        (("--api-versions", "apiregistration.k8s.io/v1"), "take way=webhook"),
    ):
        try:
            cluster.helm("template", "outrigger", CHART, *words)
        except Refused as refused:
            true(said in str(refused), str(refused))
            continue
        raise AssertionError(f"Helm takes {words}")


def _numbers(cluster):
    for way, printed in (("policy", """expression: '"1"'"""), ("webhook", 'cpuRequest: "1"')):
        found = cluster.helm("template", "outrigger", CHART, "--set", f"way={way}", "--set", "parameters.cpuRequest=1")
        true(printed in found, found)


def _same(cluster):
    """Object for object, as JSON of a dry run on the client."""
    found = {}
    for way in ("policy", "webhook"):
        built = cluster.kubectl("kustomize", CHART / way).replace("outrigger-system", "released")
        printed = cluster.helm("template", "outrigger", CHART, "--namespace", "released", "--set", f"way={way}",
                               "--set", "webhook.certificate.from=secret", "--set",
                               "webhook.certificate.caBundle=AAAA")  # fmt: skip
        sides = []
        for text in (built, printed):
            listed = cluster.kubectl("create", "--dry-run=client", "-o", "json", "-f", "-", stdin=text)
            sides.append({(one["kind"], one["metadata"]["name"]): one for one in _objects(listed)})
        sides[0].pop(("Namespace", "released"), None)
        for webhook in sides[1].get(("MutatingWebhookConfiguration", "outrigger-injection"), {}).get("webhooks", []):
            same("AAAA", webhook["clientConfig"].pop("caBundle"), "caBundle")
        same(sorted(sides[0]), sorted(sides[1]), way)
        for key, one in sides[0].items():
            # kustomize wraps long texts anew, which CEL does not mind.
            same(_unwrapped(one), _unwrapped(sides[1][key]), f"{way} {key}")
        found[way] = len(sides[0])
    return f"{found['policy']} and {found['webhook']} objects"


def _unwrapped(one):
    return json.loads(re.sub(r"(\\n|\s)+", " ", json.dumps(one)))


def _objects(text):
    """One JSON after the other."""
    found, decoder = [], json.JSONDecoder()
    text = text.strip()
    while text:
        one, end = decoder.raw_decode(text)
        found += one["items"] if one["kind"] == "List" else [one]
        text = text[end:].strip()
    return found
