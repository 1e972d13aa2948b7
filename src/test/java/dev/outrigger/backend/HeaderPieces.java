package dev.outrigger.backend;

import dev.outrigger.chat.KeyOwner;
import dev.outrigger.support.Piece;
import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;

/** What becomes of the heads of a request and of its answer. */
public final class HeaderPieces {
    private static final String INSTANCE = "3f9a61c2";

    private HeaderPieces() {}

    /** Each of them. */
    public static List<Piece> all() {
        MultiMap app = app();
        MultiMap answer = answer();
        return List.of(
                new Piece("head for upstream, the app's key", () -> upstream(app, KeyOwner.APP)),
                new Piece("head for upstream, the operator's key", () -> upstream(app, KeyOwner.OPERATOR)),
                new Piece("head for the app", () -> HeaderRules.toApp(answer)));
    }

    private static MultiMap upstream(MultiMap app, KeyOwner owner) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        HeaderRules.toUpstream(app, headers, owner, KeyHeader.BEARER);
        HeaderRules.ours(app, headers, INSTANCE);
        return headers;
    }

    /** As OpenAI's SDK for Python writes it. */
    private static MultiMap app() {
        return read().add("Host", "localhost:7070")
                .add("Accept-Encoding", "gzip, deflate")
                .add("Connection", "keep-alive")
                .add("Accept", "application/json")
                .add("Content-Type", "application/json")
                .add("User-Agent", "OpenAI/Python 2.8.1")
                .add("X-Stainless-Lang", "python")
                .add("X-Stainless-Package-Version", "2.8.1")
                .add("X-Stainless-OS", "Linux")
                .add("X-Stainless-Arch", "x64")
                .add("X-Stainless-Runtime", "CPython")
                .add("X-Stainless-Runtime-Version", "3.13.1")
                .add("Authorization", "Bearer sk-app")
                .add("X-Stainless-Async", "false")
                .add("x-stainless-retry-count", "0")
                .add("x-stainless-read-timeout", "600")
                .add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .add("Content-Length", "512");
    }

    private static MultiMap answer() {
        MultiMap headers = read();
        headers.add("Date", "Tue, 01 Dec 2026 01:00:00 GMT")
                .add("Content-Type", "text/event-stream; charset=utf-8")
                .add("Transfer-Encoding", "chunked")
                .add("Connection", "keep-alive")
                .add("x-request-id", "req_0af7651916cd43dd8448eb211c80319c")
                .add("openai-organization", "org")
                .add("openai-processing-ms", "412")
                .add("openai-version", "2020-10-01")
                .add("strict-transport-security", "max-age=31536000; includeSubDomains; preload")
                .add("Set-Cookie", "__cf_bm=0; path=/; HttpOnly; Secure; SameSite=None")
                .add("alt-svc", "h3=\":443\"; ma=86400");
        for (String of : List.of("limit-requests", "limit-tokens", "remaining-requests", "remaining-tokens"))
            headers.add("x-ratelimit-" + of, "10000");
        return headers;
    }

    /** As Vert.x reads them from a connection. */
    private static MultiMap read() {
        return HeadersMultiMap.httpHeaders();
    }
}
