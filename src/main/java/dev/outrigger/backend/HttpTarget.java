package dev.outrigger.backend;

import java.net.URI;

/** Where an HTTP backend is: from its configured URL alone, never from a request. */
record HttpTarget(String host, int port, boolean tls, String basePath) {
    static HttpTarget of(URI url) {
        boolean tls = url.getScheme().equals("https");
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return new HttpTarget(
                url.getHost(), port, tls, path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    String authority() {
        return host + ":" + port;
    }
}
