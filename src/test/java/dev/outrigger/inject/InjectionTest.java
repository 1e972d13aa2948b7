package dev.outrigger.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InjectionTest {
    private final Map<String, String> parameters = new HashMap<>();

    static List<Shape> asked() throws IOException {
        return Shape.all().stream()
                .filter(shape -> !shape.webhook().equals("never asked"))
                .toList();
    }

    static List<Shape> injected() throws IOException {
        return Shape.all().stream()
                .filter(shape -> shape.webhook().equals("injected"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("asked")
    void doesWithEachShapeWhatIsExpected(Shape shape) {
        assertEquals(
                shape.webhook(),
                switch (verdict(shape.pod())) {
                    case Verdict.Injected injected -> "injected";
                    case Verdict.Untouched untouched -> "untouched";
                    case Verdict.NotInjected not -> "not-injected";
                });
    }

    @ParameterizedTest
    @MethodSource("injected")
    void addsExactlyTheVariablesThatAreMissing(Shape shape) {
        Patched after = patched(shape.pod());

        assertTrue(!shape.adds().isEmpty(), "what is added is not said");
        shape.adds().forEach((name, added) -> {
            List<String> before =
                    Patched.texts(new Patched(shape.pod()).container(name).path("env"), "name");
            List<String> expected = new ArrayList<>(before);
            expected.addAll(added);
            assertEquals(expected, Patched.texts(after.container(name).path("env"), "name"), name);
        });
    }

    @ParameterizedTest
    @MethodSource("injected")
    void startsBeforeEverythingAndLeavesTheRestAsItWas(Shape shape) {
        Patched after = patched(shape.pod());
        Patched before = new Patched(shape.pod());

        List<String> inits = after.names("initContainers");
        int own = inits.indexOf("outrigger") + 1;
        assertEquals(before.names("initContainers"), inits.subList(own, inits.size()));
        assertEquals(before.names("containers"), after.names("containers"));
        assertEquals(
                before.names("volumes"),
                after.names("volumes").subList(0, before.names("volumes").size()));
    }

    @ParameterizedTest
    @MethodSource("injected")
    void isNotDoneTwice(Shape shape) {
        assertInstanceOf(Verdict.Untouched.class, verdict(patched(shape.pod()).pod()));
    }

    @Test
    void isRestrictedAndHasNoToken() throws IOException {
        JsonNode sidecar = patched(Shape.named("plain").pod()).sidecar();

        JsonNode security = sidecar.path("securityContext");
        assertTrue(security.path("runAsNonRoot").asBoolean());
        assertTrue(security.path("readOnlyRootFilesystem").asBoolean());
        assertEquals("ALL", security.path("capabilities").path("drop").path(0).asText());
        assertEquals(
                "RuntimeDefault", security.path("seccompProfile").path("type").asText());
        assertTrue(Patched.texts(sidecar.path("volumeMounts"), "mountPath")
                .contains("/var/run/secrets/kubernetes.io/serviceaccount"));
        assertTrue(sidecar.path("resources").path("limits").path("cpu").isMissingNode());
        assertEquals(
                "/health/started",
                sidecar.path("startupProbe").path("httpGet").path("path").asText());
    }

    @Test
    void modelsComeFromWhereAPodSaysElseFromWhereTheOperatorSays() throws IOException {
        parameters.put("models", "copy:registry.example/all:1");

        assertEquals(
                List.of("outrigger-models", "outrigger"),
                patched(Shape.named("plain").pod()).names("initContainers"));
        for (String name : List.of("settings", "models-image", "models-copy")) {
            Shape shape = Shape.named(name);
            assertEquals(shape.json().path("models"), patched(shape.pod()).volume("outrigger-models"), name);
        }
        assertEquals(
                "cp -Rf /models/. /opt/outrigger/models",
                patched(Shape.named("models-copy").pod())
                        .container("outrigger-models")
                        .path("command")
                        .valueStream()
                        .map(JsonNode::asText)
                        .collect(java.util.stream.Collectors.joining(" ")));
        assertEquals(
                "models",
                patched(Shape.named("models-image").pod())
                        .sidecar()
                        .path("volumeMounts")
                        .findPath("subPath")
                        .asText());
    }

    @Test
    void configurationAndKeysMayBeMissingUnlessThePodNamesThem() throws IOException {
        Patched plain = patched(Shape.named("plain").pod());
        Patched own = patched(Shape.named("settings").pod());

        assertEquals(
                "{\"name\":\"outrigger\",\"optional\":true}",
                plain.volume("outrigger-config").path("configMap").toString());
        assertEquals(
                "{\"secretName\":\"my-keys\",\"optional\":false}",
                own.volume("outrigger-keys").path("secret").toString());
    }

    @Test
    void tracesSayWhichPodTheyAreFrom() throws IOException {
        parameters.put("otlpEndpoint", "http://otel:4318");

        JsonNode env = patched(Shape.named("plain").pod()).sidecar().path("env");

        assertEquals(
                List.of(
                        "POD_NAME",
                        "POD_NAMESPACE",
                        "NODE_NAME",
                        "OTEL_RESOURCE_ATTRIBUTES",
                        "OTEL_EXPORTER_OTLP_ENDPOINT"),
                Patched.texts(env, "name"));
        parameters.clear();
        assertTrue(patched(Shape.named("plain").pod()).sidecar().path("env").isMissingNode());
    }

    @Test
    void aGpuIsSharedByClaimOrByResource() throws IOException {
        parameters.put("gpu", "dra:shared");
        Patched claimed = patched(Shape.named("plain").pod());
        parameters.put("gpu", "share:nvidia.com/gpu.shared");
        Patched shared = patched(Shape.named("plain").pod());

        assertEquals(
                "[{\"name\":\"outrigger-gpu\",\"resourceClaimName\":\"shared\"}]",
                claimed.spec().path("resourceClaims").toString());
        assertEquals(
                "[{\"name\":\"outrigger-gpu\"}]",
                claimed.sidecar().path("resources").path("claims").toString());
        assertEquals(
                "{\"memory\":\"1Gi\",\"nvidia.com/gpu.shared\":\"1\"}",
                shared.sidecar().path("resources").path("limits").toString());
        assertTrue(shared.spec().path("resourceClaims").isMissingNode());
    }

    @Test
    void noDummyKeyWhereTheOperatorWantsNone() throws IOException {
        parameters.put("dummyKeys", "none");

        assertEquals(
                List.of("OPENAI_BASE_URL", "ANTHROPIC_BASE_URL", "GOOGLE_GEMINI_BASE_URL", "OLLAMA_HOST"),
                Patched.texts(
                        patched(Shape.named("plain").pod()).container("app").path("env"), "name"));
    }

    private Verdict verdict(JsonNode pod) {
        return new Injection(Parameters.of(parameters)).of(pod);
    }

    private Patched patched(JsonNode pod) {
        return Patched.of(
                pod, assertInstanceOf(Verdict.Injected.class, verdict(pod)).patch());
    }
}
