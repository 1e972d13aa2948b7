package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.KeyOwner;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Opens a WebSocket of upstream for one that an app wants. The app's own handshake is its own connection's; what it asks
 * for beside it goes on as with any other request that is passed through.
 *
 * @param head of the request, without anything of the app's handshake
 * @param protocols that the app offers, without credentials that are not to be sent
 */
record Tunnel(RequestOptions head, List<String> protocols) {
    private static final String PROTOCOLS = "sec-websocket-protocol";

    /** OpenAI lets browsers say their key as the name of a protocol, since they can set no header. */
    private static final String KEY_PROTOCOL = "openai-insecure-api-key.";

    /** @param owner of the key that is sent; the operator's takes the place of any that the app has */
    static Tunnel of(RequestOptions head, MultiMap app, KeyOwner owner) {
        MultiMap headers = head.getHeaders();
        for (String name : List.copyOf(headers.names()))
            if (name.toLowerCase(Locale.ROOT).startsWith("sec-websocket-")) headers.remove(name);
        List<String> protocols = new ArrayList<>();
        for (String offered : String.join(",", app.getAll(PROTOCOLS)).split(",", -1)) {
            String name = offered.strip();
            if (!name.isEmpty() && !(name.startsWith(KEY_PROTOCOL) && isReplaced(name, owner))) protocols.add(name);
        }
        return new Tunnel(head, List.copyOf(protocols));
    }

    private static boolean isReplaced(String protocol, KeyOwner owner) {
        return owner == KeyOwner.OPERATOR
                || protocol.substring(KEY_PROTOCOL.length()).equalsIgnoreCase(HeaderRules.DUMMY_KEY);
    }

    /** Completes when upstream has shaken hands; fails with a {@link FailureException} when it has not. */
    Future<WebSocket> open(WebSocketClient client, String backend) {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setSubProtocols(protocols).setAllowOriginHeader(false);
        options.setHost(head.getHost())
                .setPort(head.getPort())
                .setSsl(head.isSsl())
                .setURI(head.getURI())
                .setHeaders(head.getHeaders());
        options.setConnectTimeout(head.getConnectTimeout());
        return client.connect(options).recover(thrown -> Future.failedFuture(fault(thrown, backend)));
    }

    private static FailureException fault(Throwable thrown, String backend) {
        if (!(thrown instanceof UpgradeRejectedException refusal)) return UpstreamFault.of(thrown, backend);
        String message = "backend " + backend + " refused the socket with " + refusal.getStatus();
        return new FailureException(new Failure.Rejected(refusal.getStatus(), message, Optional.empty()));
    }
}
