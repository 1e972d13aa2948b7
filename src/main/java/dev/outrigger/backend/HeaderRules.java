package dev.outrigger.backend;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which headers cross. The one place that decides what of a request's head may leave the process. */
public final class HeaderRules {
    /** An app whose SDK demands a key is given this one; it never leaves the pod. */
    public static final String DUMMY_KEY = "outrigger";

    /** Names the instance that sent a request, so that one which reaches itself is refused. */
    public static final String HOP = "x-outrigger-hop";

    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "proxy-connection");

    /** Ours to say, or the app's own trace, which is no third party's business. */
    private static final Set<String> NEVER_UPSTREAM =
            Set.of("host", "content-length", "accept-encoding", "traceparent", "tracestate", "baggage", "expect");

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie");

    private HeaderRules() {}

    /** The head of a request to upstream: the app's, less what must not leave, with the key that is to be used. */
    static void toUpstream(MultiMap app, MultiMap upstream, Optional<String> operatorKey, String instance) {
        for (Map.Entry<String, String> header : app) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (HOP_BY_HOP.contains(name) || NEVER_UPSTREAM.contains(name) || name.startsWith("x-outrigger-")) continue;
            if (CREDENTIALS.contains(name) && (operatorKey.isPresent() || isDummy(header.getValue()))) continue;
            upstream.add(header.getKey(), header.getValue());
        }
        operatorKey.ifPresent(key -> upstream.set("authorization", "Bearer " + key));
        upstream.set(HOP, instance);
    }

    private static boolean isDummy(String value) {
        return value.equals(DUMMY_KEY) || value.equals("Bearer " + DUMMY_KEY);
    }

    /** The head of an answer for the app: upstream's, less what belongs to the connection. */
    public static MultiMap toApp(MultiMap upstream) {
        MultiMap app = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : upstream) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name) && !name.equals("content-length") && !name.startsWith("x-outrigger-"))
                app.add(header.getKey(), header.getValue());
        }
        return app;
    }
}
