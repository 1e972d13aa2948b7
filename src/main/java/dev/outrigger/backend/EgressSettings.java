package dev.outrigger.backend;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The section {@code egress}: the way out to remote backends. */
@Doc("The way out to remote backends. What is not said here is taken from HTTPS_PROXY, HTTP_PROXY and NO_PROXY.")
public record EgressSettings(
        @Doc("The proxy that remote backends are reached through, for example http://proxy.corp:3128.")
        Optional<URI> proxy,

        @Doc("Hosts that are reached directly: names, or suffixes such as .cluster.local. Loopback always is.")
        @Default("[]")
        List<String> noProxy,

        @Doc("A PEM file of certificate authorities that are trusted beside Java's own.")
        Optional<Path> ca) {
    /** Nothing said. */
    public static final EgressSettings DEFAULT = new EgressSettings(Optional.empty(), List.of(), Optional.empty());

    public EgressSettings {
        noProxy = List.copyOf(noProxy);
        proxy.ifPresent(EgressSettings::checkProxy);
        ca.ifPresent(Authorities::read);
    }

    private static void checkProxy(URI proxy) {
        if (!"http".equals(proxy.getScheme()) || proxy.getHost() == null)
            throw new IllegalArgumentException("proxy must be http:// with a host");
        if (proxy.getUserInfo() != null)
            throw new IllegalArgumentException("proxy must hold no credentials: give them in HTTPS_PROXY");
    }
}
