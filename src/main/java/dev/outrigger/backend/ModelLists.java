package dev.outrigger.backend;

import dev.outrigger.dialect.OfferedModels;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** Where a backend is asked which models it has: one list, or several that belong together. */
final class ModelLists {
    private static final String RUNTIME = "bedrock-runtime";
    private static final String CONTROL = "bedrock";
    private static final String PUBLISHERS = "/publishers/";

    private ModelLists() {}

    /** Below the URL at which it is asked anything else. */
    static List<URI> below(RemoteSettings server) {
        return OfferedModels.path(server.dialects().getFirst())
                .map(path -> URI.create(base(server.url()) + path))
                .stream()
                .toList();
    }

    private static String base(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * Bedrock tells them at another host than it answers at: bedrock.REGION for bedrock-runtime.REGION. A host of another
     * name, such as a proxy's, is asked itself. Profiles are names of models too.
     */
    static List<URI> ofBedrock(URI url) {
        String host = url.getHost();
        String control = host.startsWith(RUNTIME) ? CONTROL + host.substring(RUNTIME.length()) : host;
        String base = url.getScheme() + "://" + control + port(url) + path(url);
        return Stream.of(
                        "/foundation-models",
                        "/inference-profiles?maxResults=1000",
                        "/inference-profiles?maxResults=1000&type=APPLICATION")
                .map(list -> URI.create(base + list))
                .toList();
    }

    /** Vertex AI tells what a publisher has, in whichever project and region, and only in its beta version. */
    static List<URI> ofVertex(URI url, String publisher) {
        String path = path(url);
        int at = path.lastIndexOf(PUBLISHERS);
        String said = at < 0 ? publisher : path.substring(at + PUBLISHERS.length());
        return List.of(URI.create(url.getScheme() + "://" + url.getHost() + port(url) + "/v1beta1/publishers/"
                + (said.isEmpty() || said.indexOf('/') >= 0 ? publisher : said)
                + "/models?pageSize=100&listAllVersions=true"));
    }

    private static String port(URI url) {
        return url.getPort() < 0 ? "" : ":" + url.getPort();
    }

    private static String path(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
