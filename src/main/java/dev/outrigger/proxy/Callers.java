package dev.outrigger.proxy;

import dev.outrigger.chat.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may speak to a port on loopback. It has no authentication, and a browser on the same machine reaches it for any page
 * that asks: by a name that resolves to loopback (DNS rebinding: the {@code Host} tells), or by sending without reading
 * (a page may POST anywhere: {@code Origin} and {@code Sec-Fetch-Site} tell, which no page can forge). Source: Fetch
 * Metadata Request Headers (https://www.w3.org/TR/fetch-metadata/), Fetch (https://fetch.spec.whatwg.org/#origin-header).
 */
public final class Callers {
    /** With something behind it, which would be a host. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:(?!//$)");

    /** Names under which a machine reaches itself. */
    public static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private Callers() {}

    /**
     * Why this one is refused, if it is.
     *
     * @param hosts the names by which the port may be called
     */
    public static Optional<Failure> refusal(HttpServerRequest request, Set<String> hosts) {
        if (request.headers().getAll("host").size() > 1)
            return Optional.of(new Failure.Rejected(400, "there must be one host header", Optional.empty()));
        HostAndPort authority = request.authority();
        if (authority == null || !hosts.contains(authority.host().toLowerCase(Locale.ROOT)))
            return forbidden("this port answers to localhost alone");
        if (isAbsolute(request.uri()) && !hosts.contains(host(request.uri())))
            return forbidden("this port answers to localhost alone, and is nobody's proxy");
        MultiMap headers = request.headers();
        if (headers.contains("sec-fetch-site"))
            for (String site : headers.getAll("sec-fetch-site"))
                if (site.strip().equalsIgnoreCase("cross-site"))
                    return forbidden("web pages of other sites are refused");
        if (headers.contains("origin"))
            for (String origin : headers.getAll("origin"))
                if (!isLoopback(origin)) return forbidden("web pages of other origins are refused");
        return Optional.empty();
    }

    /** A proxy would be asked so, and others take what it says for the host. Source: RFC 9112, section 3.2.2. */
    private static boolean isAbsolute(String target) {
        return !target.startsWith("/") && SCHEME.matcher(target).lookingAt();
    }

    /** Nothing that anybody is called where it cannot be read. */
    private static String host(String target) {
        try {
            String host = new URI(target).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException none) {
            return "";
        }
    }

    private static Optional<Failure> forbidden(String why) {
        return Optional.of(new Failure.Rejected(403, why, Optional.empty()));
    }

    /** {@code null}, the origin of sandboxed pages and of files, is nobody's. */
    private static boolean isLoopback(String origin) {
        try {
            URI uri = new URI(origin.strip());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web
                    && uri.getHost() != null
                    && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
        } catch (URISyntaxException none) {
            return false;
        }
    }
}
