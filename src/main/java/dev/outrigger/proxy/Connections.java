package dev.outrigger.proxy;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Limits;
import dev.outrigger.backend.Sever;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The apps' connections of one event loop, to which it is confined. At most {@code limits.connections} of the process
 * are open at once, and one without a request under way is closed after {@code limits.idle}: one that sends its head byte
 * by byte, too, since a request begins with its whole head.
 */
final class Connections {
    /** How often they are looked over, as a part of {@code limits.idle}; how late one may be closed. */
    static final int LOOKS = 4;

    private final Map<HttpConnection, Use> uses = new HashMap<>();
    private final Admission admission;
    private final Supplier<Limits> limits;
    private final LongSupplier nanos;

    Connections(Admission admission, Supplier<Limits> limits, LongSupplier nanos) {
        this.admission = admission;
        this.limits = limits;
        this.nanos = nanos;
    }

    /** An app has connected: kept if there is room, closed at once if not. */
    void opened(HttpConnection connection) {
        if (!admission.tryConnect(limits.get())) {
            Sever.now(connection);
            return;
        }
        uses.put(connection, new Use(nanos.getAsLong()));
        connection.closeHandler(gone -> {
            uses.remove(connection);
            admission.disconnected();
        });
    }

    /** A request has begun; its connection is in use until its answer has ended. */
    void begun(HttpServerRequest request) {
        Use use = uses.get(request.connection());
        if (use == null) return;
        use.requests++;
        request.response().endHandler(ended -> {
            use.requests--;
            use.since = nanos.getAsLong();
        });
    }

    /** Closes those that are idle for too long. */
    void look() {
        long longest = limits.get().idle().toNanos();
        long now = nanos.getAsLong();
        for (Map.Entry<HttpConnection, Use> entry : new ArrayList<>(uses.entrySet())) {
            Use use = entry.getValue();
            if (use.requests == 0 && now - use.since >= longest) Sever.now(entry.getKey());
        }
    }

    /** Milliseconds from one look to the next. */
    long restMillis() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(limits.get().idle().toNanos() / LOOKS));
    }

    /** How a connection is used. */
    private static final class Use {
        private int requests;
        private long since;

        private Use(long since) {
            this.since = since;
        }
    }
}
