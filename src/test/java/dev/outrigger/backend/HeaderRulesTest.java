package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.KeyOwner;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeaderRulesTest {
    private static final Optional<String> NO_KEY = Optional.empty();

    private static MultiMap headers(String... pairs) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < pairs.length; i += 2) headers.add(pairs[i], pairs[i + 1]);
        return headers;
    }

    private static MultiMap upstream(Optional<String> key, String... pairs) {
        MultiMap upstream = MultiMap.caseInsensitiveMultiMap();
        HeaderRules.toUpstream(
                headers(pairs), upstream, key.isPresent() ? KeyOwner.OPERATOR : KeyOwner.APP, KeyHeader.API_KEY);
        key.ifPresent(text -> upstream.set("authorization", "Bearer " + text));
        HeaderRules.ours(headers(pairs), upstream, "me");
        return upstream;
    }

    @Test
    void sendsTheAppsOwnKeyWhenTheOperatorHasNone() {
        assertEquals(
                "Bearer app", upstream(NO_KEY, "Authorization", "Bearer app").get("authorization"));
    }

    @Test
    void sendsTheOperatorsKeyAloneWhenThereIsOne() {
        MultiMap sent = upstream(
                Optional.of("operator"),
                "Authorization",
                "Bearer app",
                "x-api-key",
                "app",
                "api-key",
                "app",
                "X-Goog-Api-Key",
                "app",
                "Cookie",
                "app",
                "OpenAI-Organization",
                "app",
                "OpenAI-Project",
                "app");
        assertEquals(List.of("Bearer operator"), sent.getAll("authorization"));
        assertFalse(sent.entries().stream().anyMatch(header -> header.getValue().contains("app")), sent.toString());
    }

    @Test
    void neverSendsTheDummyKey() {
        for (String dummy : List.of("Bearer outrigger", "bearer outrigger", "Bearer  OUTRIGGER ", "outrigger"))
            for (String name : List.of("authorization", "x-api-key", "api-key"))
                assertFalse(upstream(NO_KEY, name, dummy).contains(name), name + ": " + dummy);
    }

    @Test
    void neverSendsASignatureThatIsOverAnotherHost() {
        MultiMap sent = upstream(
                NO_KEY,
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKID/20261129/us-east-1/bedrock/aws4_request, Signature=00",
                "X-Amz-Date",
                "20261129T050000Z",
                "X-Amz-Security-Token",
                "session",
                "X-Amz-Content-SHA256",
                "00",
                "x-amzn-bedrock-trace",
                "ENABLED");
        assertFalse(sent.contains("authorization"));
        assertFalse(sent.entries().stream().anyMatch(header -> header.getKey().startsWith("X-Amz-")));
        assertEquals("ENABLED", sent.get("x-amzn-bedrock-trace"));
    }

    @Test
    void sendsAKeyThatOnlyResemblesTheDummy() {
        assertTrue(upstream(NO_KEY, "authorization", "Bearer outrigger-7").contains("authorization"));
    }

    @Test
    void keepsHintsAndTraceContextFromThirdParties() {
        MultiMap sent = upstream(
                NO_KEY,
                "X-Outrigger-Policy",
                "thrift",
                "x-outrigger-session",
                "s",
                "Traceparent",
                "t",
                "tracestate",
                "t",
                "baggage",
                "user=me",
                "b3",
                "t",
                "X-B3-TraceId",
                "t",
                "uber-trace-id",
                "t",
                "x-datadog-parent-id",
                "t");
        assertEquals(
                List.of("accept-encoding", "x-outrigger-hop"),
                sent.names().stream().sorted().toList());
    }

    @Test
    void namesItselfSoThatALoopIsSeen() {
        assertEquals(List.of("me"), upstream(NO_KEY).getAll(HeaderRules.HOP));
    }

    @Test
    void keepsWhoItCameThrough() {
        MultiMap sent = upstream(NO_KEY, "x-outrigger-hop", "first,second", "X-Outrigger-Hop", "third");
        assertEquals(List.of("first, second, third, me"), sent.getAll(HeaderRules.HOP));
        assertEquals(List.of("first", "second", "third", "me"), HeaderRules.hops(sent));
    }

    @Test
    void countsNoMoreHopsThanItsBound() {
        assertEquals(List.of(), HeaderRules.hops(headers()));
        assertEquals(
                HeaderRules.MAX_HOPS,
                HeaderRules.hops(headers("x-outrigger-hop", "a,".repeat(10_000)))
                        .size());
    }

    @Test
    void keepsTheAppsNetworkAndItsBrowserToItself() {
        MultiMap sent = upstream(
                NO_KEY,
                "Cookie",
                "session=other-app",
                "Origin",
                "http://localhost:3000",
                "Referer",
                "http://localhost:3000/secret",
                "Sec-Fetch-Site",
                "same-site",
                "Forwarded",
                "for=10.0.0.7",
                "X-Forwarded-For",
                "10.0.0.7",
                "X-Forwarded-Host",
                "intranet",
                "X-Real-IP",
                "10.0.0.7",
                "Via",
                "1.1 intranet",
                "X-Envoy-Peer-Metadata",
                "pod",
                "Access-Control-Request-Method",
                "POST");
        assertEquals(
                List.of("accept-encoding", "x-outrigger-hop"),
                sent.names().stream().sorted().toList());
    }

    @Test
    void sendsNothingThatTheAppsConnectionNamesInAnyOfItsHeaders() {
        MultiMap sent = upstream(
                Optional.of("operator"),
                "connection",
                "close, x-one",
                "Connection",
                " X-Two ,authorization",
                "x-one",
                "1",
                "X-TWO",
                "2",
                "HTTP2-Settings",
                "AAMA",
                "x-three",
                "3");
        assertEquals(
                List.of("accept-encoding", "authorization", "x-outrigger-hop", "x-three"),
                sent.names().stream().sorted().toList());
        assertEquals("Bearer operator", sent.get("authorization"));
    }

    @Test
    void setsNoCookiesAndCleansNoBrowser() {
        MultiMap told = HeaderRules.toApp(headers(
                "Set-Cookie",
                "a=1",
                "set-cookie",
                "b=2",
                "Set-Cookie2",
                "c",
                "Clear-Site-Data",
                "*",
                "NEL",
                "{}",
                "Report-To",
                "{}",
                "Reporting-Endpoints",
                "x",
                "Expect-CT",
                "x"));
        assertTrue(told.isEmpty(), told.toString());
    }

    @Test
    void keepsWhatBelongsToTheAppsConnection() {
        MultiMap sent = upstream(
                NO_KEY,
                "Connection",
                "keep-alive, X-Private",
                "X-Private",
                "1",
                "Keep-Alive",
                "timeout=5",
                "TE",
                "trailers",
                "Transfer-Encoding",
                "chunked",
                "Content-Length",
                "7",
                "Host",
                "localhost",
                "Expect",
                "100-continue",
                "Proxy-Authorization",
                "Basic x");
        assertEquals(
                List.of("accept-encoding", "x-outrigger-hop"),
                sent.names().stream().sorted().toList());
    }

    @Test
    void passesVendorHeadersAsTheyCame() {
        MultiMap sent =
                upstream(NO_KEY, "OpenAI-Beta", "x=1", "X-Custom", "a", "X-Custom", "b", "Accept", "text/plain");
        assertEquals("x=1", sent.get("openai-beta"));
        assertEquals(List.of("a", "b"), sent.getAll("x-custom"));
        assertEquals("text/plain", sent.get("accept"));
    }

    @Test
    void asksForNoCompression() {
        assertEquals("identity", upstream(NO_KEY, "Accept-Encoding", "gzip, br").get("accept-encoding"));
    }

    @Test
    void tellsTheAppWhatUpstreamSaysOfItsAnswer() {
        MultiMap told = HeaderRules.toApp(headers(
                "x-request-id",
                "r",
                "openai-processing-ms",
                "12",
                "x-ratelimit-remaining-tokens",
                "5",
                "retry-after",
                "2"));
        assertEquals(4, told.size());
    }

    @Test
    void keepsFromTheAppWhatUpstreamSaysOfItsConnectionItsHostOrOfUs() {
        MultiMap told = HeaderRules.toApp(headers(
                "Transfer-Encoding",
                "chunked",
                "Connection",
                "close, x-hop",
                "x-hop",
                "1",
                "Content-Length",
                "9",
                "Alt-Svc",
                "h3=\":443\"",
                "Strict-Transport-Security",
                "max-age=1",
                "Access-Control-Allow-Origin",
                "*",
                "X-Outrigger-Model",
                "forged"));
        assertTrue(told.isEmpty(), told.toString());
    }
}
