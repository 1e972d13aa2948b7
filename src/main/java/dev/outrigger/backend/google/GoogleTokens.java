package dev.outrigger.backend.google;

import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.outrigger.backend.Egress;
import dev.outrigger.backend.GoogleCredentialSettings;
import dev.outrigger.backend.Lease;
import dev.outrigger.backend.LeaseSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Mints access tokens for Google Cloud with Google's own library; goes out as backends do. */
public final class GoogleTokens implements LeaseSource<String> {
    private static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/cloud-platform");

    /** On this machine, or this node: never behind a proxy. */
    private static final List<String> METADATA = List.of("metadata.google.internal", "169.254.169.254");

    private final GoogleCredentialSettings settings;
    private final HttpTransportFactory transport;

    public GoogleTokens(GoogleCredentialSettings settings, Egress egress) {
        this.settings = settings;
        NetHttpTransport.Builder builder = new NetHttpTransport.Builder();
        builder.setConnectionFactory(url -> connection(url, egress));
        egress.tls().map(SSLContext::getSocketFactory).ifPresent(builder::setSslSocketFactory);
        NetHttpTransport built = builder.build();
        this.transport = () -> built;
    }

    private static HttpURLConnection connection(URL url, Egress egress) throws IOException {
        Proxy proxy =
                METADATA.contains(url.getHost()) ? Proxy.NO_PROXY : egress.proxyTo(url.getProtocol(), url.getHost());
        return (HttpURLConnection) url.openConnection(proxy);
    }

    @Override
    public Lease<String> next() throws IOException {
        AccessToken token = read().createScoped(SCOPES).refreshAccessToken();
        Date expires = token.getExpirationTime();
        return new Lease<>(
                token.getTokenValue(), expires == null ? Instant.now().plusSeconds(300) : expires.toInstant());
    }

    private GoogleCredentials read() throws IOException {
        return switch (settings) {
            case GoogleCredentialSettings.ApplicationDefault anyone ->
                GoogleCredentials.getApplicationDefault(transport);
            case GoogleCredentialSettings.File(Path file) -> {
                try (InputStream json = Files.newInputStream(file)) {
                    yield GoogleCredentials.fromStream(json, transport);
                }
            }
        };
    }

    @Override
    public String why(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpResponseException answer)
                return "Google's token endpoint answered " + answer.getStatusCode();
            if (cause instanceof NoSuchFileException missing) return "file " + missing.getFile() + " does not exist";
        }
        Throwable root = thrown;
        while (root.getCause() != null) root = root.getCause();
        return "Google's credentials could not be used: " + root.getClass().getSimpleName();
    }
}
