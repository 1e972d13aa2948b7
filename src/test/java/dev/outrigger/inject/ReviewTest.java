package dev.outrigger.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewTest {
    private static final String POD = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u1","operation":"CREATE",
             "namespace":"demo","resource":{"group":"","version":"v1","resource":"pods"},
             "object":{"metadata":{"generateName":"web-"},"spec":{"containers":[]}}}}""";

    @Test
    void answersTheQuestionThatWasAskedAndLetsThePodIn() throws IOException {
        var patch = JsonNodeFactory.instance.arrayNode().add("x");

        var answer = new ObjectMapper().readTree(read(POD).answer(new Verdict.Injected(patch)));

        assertEquals("admission.k8s.io/v1", answer.path("apiVersion").asText());
        assertEquals("u1", answer.path("response").path("uid").asText());
        assertEquals(true, answer.path("response").path("allowed").asBoolean());
        assertEquals("JSONPatch", answer.path("response").path("patchType").asText());
        assertEquals(
                "[\"x\"]",
                new String(
                        Base64.getDecoder()
                                .decode(answer.path("response").path("patch").asText()),
                        StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNotInjectedIsLetInWithAWarning() {
        assertEquals(
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":{\"uid\":\"u1\",\"allowed\":true,"
                        + "\"warnings\":[\"outrigger was not injected: because\"]}}",
                new String(read(POD).answer(new Verdict.NotInjected("because")), StandardCharsets.UTF_8));
        assertEquals(
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":{\"uid\":\"u1\",\"allowed\":true}}",
                new String(read(POD).answer(new Verdict.Untouched("opted out")), StandardCharsets.UTF_8));
    }

    @Test
    void aLineSaysWhatBecameOfWhichPod() {
        assertEquals(
                "{\"admission\":\"untouched\",\"namespace\":\"demo\",\"pod\":\"web-\",\"why\":\"opted out\"}",
                read(POD).line(new Verdict.Untouched("opted out")));
    }

    @Test
    void onlyNewPodsAreLookedAt() {
        assertEquals(Optional.empty(), read(POD.replace("CREATE", "UPDATE")).pod());
        assertEquals(Optional.empty(), read(POD.replace("\"pods\"", "\"jobs\"")).pod());
        assertEquals(true, read(POD).pod().isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"apiVersion\":\"admission.k8s.io/v1beta1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"1\"}}",
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\"}",
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":\"secret\"}"
            })
    void whatIsNoQuestionIsRefusedWithoutQuotingIt(String body) {
        var wrong = assertThrows(IllegalArgumentException.class, () -> read(body));

        assertEquals(
                true,
                String.valueOf(wrong.getMessage()).startsWith("the ")
                        && !String.valueOf(wrong.getMessage()).contains("secret"));
    }

    private static Review read(String body) {
        return Review.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
