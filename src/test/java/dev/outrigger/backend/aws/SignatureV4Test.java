package dev.outrigger.backend.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Splice;
import dev.outrigger.support.SignatureCheck;
import dev.outrigger.support.SignatureCheck.Claim;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class SignatureV4Test {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String HOST = "bedrock-runtime.eu-west-1.amazonaws.com";
    private static final Instant NOW = Instant.parse("2026-11-29T05:00:00Z");

    private static Map<String, String> signed(String path, Splice body) {
        RequestOptions head = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(true)
                .setHost(HOST)
                .setPort(443)
                .setURI(path)
                .setHeaders(MultiMap.caseInsensitiveMultiMap()
                        .add("Content-Type", "application/json")
                        .add("x-outrigger-hop", "me"));
        Map<String, String> all = new HashMap<>(Map.of("host", HOST, "content-type", "application/json"));
        new SignatureV4("eu-west-1", () -> NOW)
                .headers(AwsSessionCredentials.create("AKIDEXAMPLE", SECRET, "session"), head, body)
                .forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value));
        return all;
    }

    /** Source: AWS Signature Version 4 test suite, "get-vanilla". */
    @Test
    void theCheckAgreesWithAwsOwnVector() {
        Claim claim = Claim.of("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date,"
                + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");

        String computed = SignatureCheck.signature(
                claim,
                SECRET,
                "GET",
                "/",
                Map.of("host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z"),
                "");

        assertEquals(claim.signature(), computed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/model/anthropic.claude-sonnet-4-20250514-v1%3A0/converse",
                "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ainference-profile%2Feu.x/converse-stream",
                "/model/plain/converse"
            })
    void signsThePathEncodedTwice(String path) {
        Map<String, String> headers = signed(path, Splice.of(Bytes.of("{\"messages\":[]}")));

        Claim claim = Claim.of(headers.getOrDefault("authorization", ""));
        assertEquals("20261129/eu-west-1/bedrock/aws4_request", claim.scope());
        assertEquals(
                SignatureCheck.signature(claim, SECRET, "POST", path, headers, "{\"messages\":[]}"), claim.signature());
    }

    @Test
    void signsABodyInPiecesAsOne() {
        Splice pieces = new Splice(List.of(Bytes.of("{\"a\":"), Bytes.of("1}")));

        assertEquals(
                signed("/model/x/converse", Splice.of(Bytes.of("{\"a\":1}"))), signed("/model/x/converse", pieces));
    }

    @Test
    void signsTheSessionAndNothingThatChangesOnTheWay() {
        Map<String, String> headers = signed("/model/x/converse", Splice.of(Bytes.of("{}")));

        assertEquals("session", headers.get("x-amz-security-token"));
        assertEquals("20261129T050000Z", headers.get("x-amz-date"));
        String names = Claim.of(headers.getOrDefault("authorization", "")).signedHeaders();
        assertTrue(names.contains("host") && names.contains("x-amz-security-token"), names);
        assertTrue(!names.contains("hop") && !names.contains("content-length"), names);
    }
}
