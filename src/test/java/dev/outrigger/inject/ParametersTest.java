package dev.outrigger.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    private static final Path SHIPPED = Path.of("kubernetes/chart/webhook/parameters.yaml");
    private static final Path POLICY = Path.of("kubernetes/chart/policy/policy.yaml");
    private static final Pattern VARIABLE =
            Pattern.compile("(?m)^    - \\{ name: (\\w+), expression: '\"([^\"]*)\"' }$");
    private static final Pattern ENTRY = Pattern.compile("(?m)^  (\\w+): \"?([^\"\\n]*)\"?$");

    @Test
    void defaultsAreWhatIsShipped() throws IOException {
        assertEquals(Parameters.of(shipped()), Parameters.of(Map.of()));
    }

    @Test
    void thePolicySaysTheSame() throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        VARIABLE.matcher(Files.readString(POLICY))
                .results()
                .forEach(variable -> said.put(variable.group(1), variable.group(2)));

        assertEquals(shipped(), said);
    }

    @Test
    void keysAreItsComponents() throws IOException {
        assertEquals(
                new TreeSet<>(Arrays.stream(Parameters.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toList()),
                new TreeSet<>(shipped().keySet()));
    }

    @ParameterizedTest
    @CsvSource({
        "image,a b",
        "pullPolicy,Sometimes",
        "config,Upper",
        "keys,a_b",
        "models,floppy:a",
        "models,image:",
        "models,image",
        "cpuRequest,much",
        "memoryRequest,1 Gi",
        "memoryLimit,-1",
        "gpu,all",
        "gpu,dra:",
        "gpu,dra:My_Claim",
        "gpu,share:gpu",
        "gpu,share:memory",
        "gpu,share:kubernetes.io/gpu",
        "gpu,share:requests.a/b",
        "config,a..b",
        "models,claim:My_Claim",
        "otlpEndpoint,collector",
        "dummyKeys,maybe"
    })
    void refusesWhatAValueMayNotBe(String key, String value) {
        var wrong = assertThrows(IllegalArgumentException.class, () -> Parameters.of(Map.of(key, value)));

        String message = String.valueOf(wrong.getMessage());
        assertTrue(message.startsWith(key + " must be ") && message.endsWith(", was " + value), message);
    }

    @Test
    void tellsEveryMistakeAndUnknownKey() {
        var wrong = assertThrows(
                IllegalArgumentException.class, () -> Parameters.of(Map.of("imge", "a", "gpu", "all", "keys", "ok")));

        assertEquals(
                "imge is not a parameter\ngpu must be none, dra:CLAIM or share:DOMAIN/RESOURCE, was all",
                wrong.getMessage());
    }

    @Test
    void aNameIsNotLongerThanKubernetesTakes() {
        assertEquals(
                "k".repeat(253), Parameters.of(Map.of("keys", "k".repeat(253))).keys());
        assertThrows(IllegalArgumentException.class, () -> Parameters.of(Map.of("keys", "k".repeat(254))));
        assertThrows(IllegalArgumentException.class, () -> Parameters.of(Map.of("image", "outrigger:1\n")));
    }

    @ParameterizedTest
    @CsvSource({"2Gi,1Gi", "512Mi,1", "1.5G,1400M", "1025,1Ki", "1k,999000m"})
    void aRequestIsNotMoreThanTheLimit(String request, String limit) {
        var wrong = assertThrows(
                IllegalArgumentException.class,
                () -> Parameters.of(Map.of("memoryRequest", request, "memoryLimit", limit)));

        assertEquals(
                "memoryRequest must not be more than memoryLimit, was " + request + " and " + limit,
                wrong.getMessage());
        assertEquals(
                limit,
                Parameters.of(Map.of("memoryRequest", limit, "memoryLimit", request))
                        .memoryRequest());
    }

    @Test
    void anEmptyEndpointIsNone() {
        assertEquals(Optional.empty(), Parameters.of(Map.of("otlpEndpoint", "")).otlpEndpoint());
        assertEquals(
                Optional.of("http://otel:4318"),
                Parameters.of(Map.of("otlpEndpoint", "http://otel:4318")).otlpEndpoint());
    }

    private static Map<String, String> shipped() throws IOException {
        Map<String, String> data = new LinkedHashMap<>();
        String yaml = Files.readString(SHIPPED);
        ENTRY.matcher(yaml.substring(yaml.indexOf("\ndata:")))
                .results()
                .forEach(entry -> data.put(entry.group(1), entry.group(2)));
        return data;
    }
}
