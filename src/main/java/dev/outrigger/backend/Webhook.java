package dev.outrigger.backend;

import dev.outrigger.dialect.Inbound;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Who is told that a person shall take over: an address of the operator's, which is asked by POST, never redirected, and
 * never asked twice by itself. Methods are called on event loops.
 */
public final class Webhook implements AutoCloseable {
    /** Bytes of its answer at most; one that says more says nothing that an app should read. */
    static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final String backend;
    private final URI url;
    private final HttpTarget target;
    private final Credential credential;
    private final HttpClients clients;
    private final Duration timeout;
    private final boolean content;
    private final String instance;

    /**
     * @param backend its name
     * @param settings of a backend that has a webhook
     * @param instance this process's own name, which no request may come back with
     */
    public Webhook(
            String backend, HandoffSettings settings, Credential credential, HttpClients clients, String instance) {
        this.backend = backend;
        this.url = settings.webhook().orElseThrow();
        this.target = HttpTarget.of(url);
        this.credential = credential;
        this.clients = clients;
        this.timeout = settings.timeout();
        this.content = settings.content();
        this.instance = instance;
    }

    /** Host and port. */
    String server() {
        return target.authority();
    }

    /** Why its key is not there. */
    Optional<String> lack() {
        return credential.lack();
    }

    String backend() {
        return backend;
    }

    /** Whether it is told what was said. */
    boolean isToldContent() {
        return content;
    }

    Duration timeout() {
        return timeout;
    }

    /** One call of it; nothing is sent before it is told to. */
    WebhookCall call(Call call, Inbound chat) {
        return new WebhookCall(this, call, chat, credential.proof());
    }

    /** Opens a request; complete but for its body. */
    Future<HttpClientRequest> open(MultiMap appHeaders, Optional<Proof> proof) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        headers.set("content-type", "application/json").set("accept", "application/json");
        HeaderRules.ours(appHeaders, headers, instance);
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false)
                .setConnectTimeout(timeout.toMillis())
                .setHeaders(headers);
        // A fresh connection each time: a stale one would lose a call that must not be made twice.
        return Proof.shown(proof, options, Optional.empty())
                .compose(shown -> clients.current().fresh().request(shown));
    }

    @Override
    public void close() {
        credential.close();
        clients.close();
    }
}
