package dev.outrigger.backend;

import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The way out to remote backends: through a proxy or directly, and whose certificates count. What the configuration does
 * not say, the environment does, in the spellings that curl and most SDKs read.
 */
public final class Egress {
    /** Straight, with Java's own trust. */
    public static final Egress DIRECT = new Egress(EgressSettings.DEFAULT, Map.of());

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final int PROXY_PORT = 3128;

    private final EgressSettings settings;
    private final Map<String, String> environment;

    /** @param environment of this process */
    public Egress(EgressSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** Sets up a client of what is at this URL. */
    void apply(URI url, ClientOptionsBase options) {
        proxy(url).map(Egress::options).ifPresent(options::setProxyOptions);
        settings.ca().map(Authorities::read).map(Authorities::with).ifPresent(options::setTrustOptions);
    }

    /** The proxy on the way to this URL, if there is one. */
    public Optional<URI> proxy(URI url) {
        if (isDirect(url.getHost())) return Optional.empty();
        return settings.proxy().or(() -> variable(url.getScheme() + "_proxy").map(Egress::address));
    }

    /** The same for Java's own clients. */
    public Proxy proxyTo(String scheme, String host) {
        return proxy(URI.create(scheme + "://" + host))
                .map(Egress::options)
                .map(said -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(said.getHost(), said.getPort())))
                .orElse(Proxy.NO_PROXY);
    }

    /** Whose certificates count, if not those that Java trusts alone. */
    public Optional<TrustManager[]> trust() {
        return settings.ca().map(Authorities::read).map(Authorities::managers);
    }

    /** The same for Java's own clients. */
    public Optional<SSLContext> tls() {
        return trust().map(managers -> {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, managers, null);
                return context;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("Java has no TLS", impossible);
            }
        });
    }

    private boolean isDirect(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (LOOPBACK.contains(name)) return true;
        List<String> direct = new ArrayList<>(settings.noProxy());
        if (direct.isEmpty())
            variable("no_proxy").ifPresent(list -> direct.addAll(List.of(list.split("\\s*,\\s*", -1))));
        return direct.stream().anyMatch(pattern -> matches(name, pattern.strip().toLowerCase(Locale.ROOT)));
    }

    /** A name is meant with all below it, with or without the dot. */
    private static boolean matches(String host, String pattern) {
        if (pattern.isEmpty()) return false;
        String bare = pattern.startsWith("*.")
                ? pattern.substring(2)
                : pattern.startsWith(".") ? pattern.substring(1) : pattern;
        return pattern.equals("*") || host.equals(bare) || host.endsWith("." + bare);
    }

    /** In small letters or in capitals. */
    private Optional<String> variable(String name) {
        String small = environment.getOrDefault(name, "");
        String said = small.isBlank() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : small;
        return said.isBlank() ? Optional.empty() : Optional.of(said);
    }

    private static URI address(String said) {
        return URI.create(said.contains("://") ? said : "http://" + said);
    }

    private static ProxyOptions options(URI proxy) {
        ProxyOptions options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(proxy.getHost())
                .setPort(proxy.getPort() < 0 ? PROXY_PORT : proxy.getPort());
        String user = proxy.getUserInfo();
        if (user == null) return options;
        int colon = user.indexOf(':');
        return options.setUsername(colon < 0 ? user : user.substring(0, colon))
                .setPassword(colon < 0 ? "" : user.substring(colon + 1));
    }
}
