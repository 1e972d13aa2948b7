package dev.outrigger.backend;

import dev.outrigger.chat.Header;
import dev.outrigger.chat.KeyOwner;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which headers cross. The one place that decides what of a request's head may leave the process. */
public final class HeaderRules {
    /** An app whose SDK demands a key is given this one; it never leaves the pod. */
    public static final String DUMMY_KEY = "outrigger";

    /** Names the instances that a request has come through, so that one which it reaches again refuses it. */
    public static final String HOP = "x-outrigger-hop";

    /** Instances that a request may have come through. */
    public static final int MAX_HOPS = 8;

    /** Of one connection alone. Source: RFC 9110, section 7.6.1; RFC 7540, section 3.2.1. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-authentication-info",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "proxy-connection");

    /**
     * Ours to say; or the app's own trace and network, which are no third party's business; or a browser's. A browser
     * keeps one jar of cookies for all ports of a machine: those it sends here are most likely somebody else's.
     */
    private static final Set<String> NEVER_UPSTREAM = Set.of(
            "host",
            "content-length",
            "accept-encoding",
            "expect",
            "traceparent",
            "tracestate",
            "baggage",
            "b3",
            "uber-trace-id",
            "x-amzn-trace-id",
            "x-cloud-trace-context",
            "cookie",
            "cookie2",
            "origin",
            "referer",
            "forwarded",
            "via",
            "x-real-ip",
            "x-client-ip",
            "true-client-ip",
            "cf-connecting-ip");

    private static final List<String> NEVER_UPSTREAM_PREFIXES = List.of(
            "x-outrigger-",
            "x-b3-",
            "x-datadog-",
            "uberctx-",
            "x-forwarded-",
            "x-envoy-",
            "sec-fetch-",
            "access-control-");

    /**
     * Said of upstream's own host, or for its browsers: wrong of this one. A cookie set here would go to whatever else
     * listens on this machine.
     */
    private static final Set<String> NEVER_TO_APP = Set.of(
            "content-length",
            "alt-svc",
            "strict-transport-security",
            "set-cookie",
            "set-cookie2",
            "clear-site-data",
            "nel",
            "report-to",
            "reporting-endpoints",
            "expect-ct");

    private static final Set<String> ABOUT_REFUSALS =
            Set.of("content-type", "retry-after", "retry-after-ms", "x-should-retry");

    private static final List<String> NEVER_TO_APP_PREFIXES = List.of("x-outrigger-", "access-control-");

    /** Keys, and whose they are: an operator's key with an app's organisation is refused by upstream. */
    private static final Set<String> CREDENTIALS = Set.of(
            "authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "x-goog-user-project",
            "openai-organization",
            "openai-project");

    private static final Set<String> KEYS = Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key");

    private static final String BEARER = "bearer ";

    /**
     * What AWS's SDKs sign a request with: good for this host alone, and worth nothing at another. Source: AWS, "Signature
     * Version 4" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv4.html).
     */
    private static final String SIGNATURE = "AWS4-";

    private static final Set<String> OF_SIGNATURES =
            Set.of("x-amz-date", "x-amz-security-token", "x-amz-content-sha256", "x-amz-region-set");

    /** What never goes upstream by its whole name, looked for at once. */
    private static final Set<String> STAYS = union(HOP_BY_HOP, NEVER_UPSTREAM, OF_SIGNATURES);

    private HeaderRules() {}

    /** The head of a request to upstream: the app's, less what must not leave, and less its keys where another is used. */
    static void toUpstream(MultiMap app, MultiMap upstream, KeyOwner owner, KeyHeader expected) {
        Set<String> connection = namedByConnection(app);
        String given = app.get(expected.header());
        boolean isGiven = given != null && !isDummy(given);
        for (Map.Entry<String, String> header : app) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (STAYS.contains(name) || connection.contains(name)) continue;
            if (startsWithAny(name, NEVER_UPSTREAM_PREFIXES)
                    || header.getValue().startsWith(SIGNATURE)) continue;
            // Azure's name of it: a key that was meant for there, and no other upstream looks for.
            if (name.equals(KeyHeader.API_KEY.header()) && expected != KeyHeader.API_KEY) continue;
            // Beside the one that upstream looks for, the app's others are for others.
            if (isGiven && KEYS.contains(name) && !name.equals(expected.header())) continue;
            if (CREDENTIALS.contains(name) && (owner == KeyOwner.OPERATOR || isDummy(header.getValue()))) continue;
            upstream.add(header.getKey(), header.getValue());
        }
    }

    /** Of an app's head what may leave, each name with its value, but for keys: whatever else an app writes there is told. */
    public static List<String> told(MultiMap app) {
        List<String> told = new ArrayList<>();
        for (Map.Entry<String, String> header : app) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            boolean stays = HOP_BY_HOP.contains(name)
                    || NEVER_UPSTREAM.contains(name)
                    || startsWithAny(name, NEVER_UPSTREAM_PREFIXES);
            boolean isKey = KEYS.contains(name) || OF_SIGNATURES.contains(name);
            if (!stays && !isKey) told.add(name + ": " + header.getValue());
        }
        return told;
    }

    /**
     * The head of a request that was said in another dialect's words. What the app wrote for its own vendor, keys and all,
     * is no business of another.
     */
    static void toAnother(MultiMap upstream, Map<String, String> needed) {
        upstream.set("content-type", "application/json");
        upstream.set("accept", "*/*");
        needed.forEach(upstream::set);
    }

    /** What every request of ours says of itself. */
    static void ours(MultiMap app, MultiMap upstream, String instance) {
        // A compressed answer would only cost time: it is read here before it goes on.
        upstream.set("accept-encoding", "identity");
        List<String> before = hops(app);
        upstream.set(HOP, before.isEmpty() ? instance : String.join(", ", before) + ", " + instance);
    }

    /** The instances that a request has come through, first to last; never more than {@link #MAX_HOPS}. */
    public static List<String> hops(MultiMap app) {
        if (!app.contains(HOP)) return List.of();
        List<String> values = app.getAll(HOP);
        String[] ids = String.join(",", values).split(",", MAX_HOPS + 1);
        return Stream.of(ids).limit(MAX_HOPS).map(String::strip).toList();
    }

    private static boolean isDummy(String value) {
        String said = value.strip();
        return said.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? isDummyKey(said.substring(BEARER.length()).strip())
                : isDummyKey(said);
    }

    private static boolean isDummyKey(String key) {
        return key.equalsIgnoreCase(DUMMY_KEY);
    }

    /** The head of an answer for the app: upstream's, less what belongs to the connection or to upstream's host. */
    public static MultiMap toApp(MultiMap upstream) {
        MultiMap app = MultiMap.caseInsensitiveMultiMap();
        Set<String> connection = namedByConnection(upstream);
        for (Map.Entry<String, String> header : upstream) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (HOP_BY_HOP.contains(name) || connection.contains(name)) continue;
            if (NEVER_TO_APP.contains(name) || startsWithAny(name, NEVER_TO_APP_PREFIXES)) continue;
            app.add(header.getKey(), header.getValue());
        }
        return app;
    }

    /** The same of an error answer, less what is for this process to say: whether and when to ask again. */
    static List<Header> ofRefusal(MultiMap upstream) {
        List<Header> app = new ArrayList<>();
        for (Map.Entry<String, String> header : toApp(upstream))
            if (!ABOUT_REFUSALS.contains(header.getKey().toLowerCase(Locale.ROOT)))
                app.add(new Header(header.getKey(), header.getValue()));
        return app;
    }

    /** Source: RFC 9110, section 7.6.1. */
    private static Set<String> namedByConnection(MultiMap headers) {
        if (!headers.contains("connection")) return Set.of();
        List<String> values = headers.getAll("connection");
        Set<String> names = new HashSet<>();
        for (String value : values)
            for (String name : value.split(",", -1)) names.add(name.strip().toLowerCase(Locale.ROOT));
        return names;
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        for (String prefix : prefixes) if (name.startsWith(prefix)) return true;
        return false;
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        Set<String> all = new HashSet<>();
        for (Set<String> set : sets) all.addAll(set);
        return Set.copyOf(all);
    }
}
