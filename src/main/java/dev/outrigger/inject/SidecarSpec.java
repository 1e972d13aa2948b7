package dev.outrigger.inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The sidecar as Kubernetes' API has it: containers and volumes. The admission policy and the kustomize component say
 * the same in their own languages, and a test compares the three.
 *
 * @param said the annotations that the pod has: what it names itself has to be there
 */
record SidecarSpec(Parameters parameters, Set<String> said) {
    /** Its container, and what keeps it from being injected twice. */
    static final String NAME = "outrigger";

    private static final String MODELS = "outrigger-models";
    private static final String GPU = "outrigger-gpu";
    private static final JsonMapper JSON = new JsonMapper();

    // The kubelet dials the pod's address: the health port, for the data port is on loopback. No CPU limit: it would
    // stall the event loops. The empty folder lies where the service account's token would be mounted.
    private static final String CONTAINER = """
            {
              "name": "outrigger",
              "args": ["run"],
              "workingDir": "/etc/outrigger",
              "restartPolicy": "Always",
              "terminationMessagePolicy": "FallbackToLogsOnError",
              "ports": [{"name": "outrigger", "containerPort": 7071}],
              "startupProbe": {
                "httpGet": {"path": "/health/started", "port": 7071}, "periodSeconds": 1, "failureThreshold": 120
              },
              "readinessProbe": {"httpGet": {"path": "/health/ready", "port": 7071}, "periodSeconds": 5},
              "volumeMounts": [
                {"name": "outrigger-tmp", "mountPath": "/tmp"},
                {"name": "outrigger-cache", "mountPath": "/var/cache/outrigger"},
                {"name": "outrigger-no-token", "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount", "readOnly": true},
                {"name": "outrigger-config", "mountPath": "/etc/outrigger", "readOnly": true},
                {"name": "outrigger-keys", "mountPath": "/run/secrets/outrigger", "readOnly": true}
              ]
            }
            """;

    private static final String COPY = """
            {
              "name": "outrigger-models",
              "command": ["cp", "-Rf", "/models/.", "/opt/outrigger/models"],
              "terminationMessagePolicy": "FallbackToLogsOnError",
              "resources": {"requests": {"cpu": "100m", "memory": "64Mi"}, "limits": {"memory": "256Mi"}},
              "volumeMounts": [
                {"name": "outrigger-no-token", "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount", "readOnly": true},
                {"name": "outrigger-models", "mountPath": "/opt/outrigger/models"}
              ]
            }
            """;

    private static final String SECURITY = """
            {
              "runAsNonRoot": true,
              "runAsUser": 10001,
              "runAsGroup": 10001,
              "readOnlyRootFilesystem": true,
              "allowPrivilegeEscalation": false,
              "capabilities": {"drop": ["ALL"]},
              "seccompProfile": {"type": "RuntimeDefault"}
            }
            """;

    private static final String TRACING = """
            [
              {"name": "POD_NAME", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
              {"name": "POD_NAMESPACE", "valueFrom": {"fieldRef": {"fieldPath": "metadata.namespace"}}},
              {"name": "NODE_NAME", "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}},
              {"name": "OTEL_RESOURCE_ATTRIBUTES", "value":
                "k8s.pod.name=$(POD_NAME),k8s.namespace.name=$(POD_NAMESPACE),k8s.node.name=$(NODE_NAME)"}
            ]
            """;

    private static final String VOLUMES = """
            [
              {"name": "outrigger-tmp", "emptyDir": {"sizeLimit": "256Mi"}},
              {"name": "outrigger-cache", "emptyDir": {"sizeLimit": "1Gi"}},
              {"name": "outrigger-no-token", "emptyDir": {"sizeLimit": "1Mi"}}
            ]
            """;

    /** The init containers it brings, in the order they start: before all others. */
    ArrayNode containers() {
        ArrayNode containers = JSON.createArrayNode();
        if (parameters.models() instanceof ModelSource.CopiedImage(String reference))
            containers.add(secured(COPY, reference));
        ObjectNode sidecar = secured(CONTAINER, parameters.image());
        parameters.otlpEndpoint().ifPresent(endpoint -> sidecar.set("env", tracing(endpoint)));
        sidecar.set("resources", resources());
        switch (parameters.models()) {
            case ModelSource.Bundled bundled -> {}
            case ModelSource.MountedImage image -> models(sidecar).put("subPath", "models");
            case ModelSource.CopiedImage copied -> models(sidecar);
            case ModelSource.Claim claim -> models(sidecar);
        }
        return containers.add(sidecar);
    }

    /** The volumes it brings. */
    ArrayNode volumes() {
        ArrayNode volumes = (ArrayNode) read(VOLUMES);
        volumes.addObject()
                .put("name", "outrigger-config")
                .putObject("configMap")
                .put("name", parameters.config())
                .put("optional", !said.contains(Annotations.CONFIG));
        volumes.addObject()
                .put("name", "outrigger-keys")
                .putObject("secret")
                .put("secretName", parameters.keys())
                .put("optional", !said.contains(Annotations.KEYS));
        switch (parameters.models()) {
            case ModelSource.Bundled bundled -> {}
            case ModelSource.MountedImage(String reference) ->
                volumes.addObject()
                        .put("name", MODELS)
                        .putObject("image")
                        .put("reference", reference)
                        .put("pullPolicy", parameters.pullPolicy());
            case ModelSource.CopiedImage copied ->
                volumes.addObject().put("name", MODELS).putObject("emptyDir").put("sizeLimit", "8Gi");
            case ModelSource.Claim(String name) ->
                volumes.addObject()
                        .put("name", MODELS)
                        .putObject("persistentVolumeClaim")
                        .put("claimName", name)
                        .put("readOnly", true);
        }
        return volumes;
    }

    /** The resource claims of the pod that it brings; seldom any. */
    ArrayNode resourceClaims() {
        ArrayNode claims = JSON.createArrayNode();
        if (parameters.gpu() instanceof GpuShare.Claim(String name))
            claims.addObject().put("name", GPU).put("resourceClaimName", name);
        return claims;
    }

    private static ObjectNode models(ObjectNode sidecar) {
        return sidecar.withArray("volumeMounts")
                .addObject()
                .put("name", MODELS)
                .put("mountPath", "/opt/outrigger/models")
                .put("readOnly", true);
    }

    private ObjectNode secured(String template, String image) {
        ObjectNode container = (ObjectNode) read(template);
        container.put("image", image).put("imagePullPolicy", parameters.pullPolicy());
        container.set("securityContext", read(SECURITY));
        return container;
    }

    private ObjectNode resources() {
        ObjectNode resources = JSON.createObjectNode();
        resources.putObject("requests").put("cpu", parameters.cpuRequest()).put("memory", parameters.memoryRequest());
        ObjectNode limits = resources.putObject("limits").put("memory", parameters.memoryLimit());
        switch (parameters.gpu()) {
            case GpuShare.None none -> {}
            case GpuShare.Claim claim ->
                resources.putArray("claims").addObject().put("name", GPU);
            case GpuShare.Resource(String name) -> limits.put(name, "1");
        }
        return resources;
    }

    private static ArrayNode tracing(String endpoint) {
        ArrayNode env = (ArrayNode) read(TRACING);
        env.addObject().put("name", "OTEL_EXPORTER_OTLP_ENDPOINT").put("value", endpoint);
        return env;
    }

    private static com.fasterxml.jackson.databind.JsonNode read(String template) {
        try {
            return JSON.readTree(template);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("a template is not JSON", fault);
        }
    }
}
