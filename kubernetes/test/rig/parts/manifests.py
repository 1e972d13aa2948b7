"""Every manifest, as the API server would take it: dry runs on the server, of what kustomize builds and Helm prints."""

import json
import re
from pathlib import Path

from ..claims import Refused, same

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
    claims.hold("helm lint", lambda: cluster.helm("lint", "--strict", CHART) and None)
    for values in RELEASES:
        claims.hold(f"the server takes all that Helm prints with {', '.join(values)}", _release, cluster, values)
    for value in WRONG:
        claims.hold(f"values.schema.json refuses {value}", _refused, cluster, value)
    claims.hold("Helm prints what kustomize builds, in another namespace", _same, cluster)
    for namespace in ("outrigger-system", "nvidia-device-plugin", "built"):
        cluster.kubectl("delete", "namespace", namespace, "--wait=true", "--timeout=60s")


def _dry(cluster, *what):
    # A namespace that is part of it is there already.
    said = cluster.kubectl("apply", "--server-side", "--dry-run=server", "--force-conflicts", *what)
    return f"{said.count('serverside-applied')} objects"


def _release(cluster, values):
    words = [word for value in values for word in ("--set", value)]
    printed = cluster.helm("template", "outrigger", CHART, "--namespace", "released", *words)
    said = cluster.kubectl("apply", "--server-side", "--dry-run=server", "-f", "-", stdin=printed)
    return f"{said.count('serverside-applied')} objects"


def _refused(cluster, value):
    try:
        cluster.helm("template", "outrigger", CHART, "--set", value)
    except Refused as refused:
        if "schema" in str(refused):
            return
        raise
    raise AssertionError("Helm takes it")


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
