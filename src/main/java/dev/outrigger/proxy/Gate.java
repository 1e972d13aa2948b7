package dev.outrigger.proxy;

import dev.outrigger.admit.Clearance;
import dev.outrigger.admit.Privacy;
import dev.outrigger.backend.HeaderRules;
import dev.outrigger.backend.HttpBackend;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Request;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of one exchange may leave. Closed from the beginning: until a request is looked through, it counts as one that nobody
 * reads. Confined to one event loop.
 */
final class Gate {
    private static final String LOCAL_ONLY = "local-only";

    private final Live live;
    private final HttpServerRequest request;
    private final Dialect dialect;
    private Optional<Clearance> clearance = Optional.empty();

    Gate(Live live, HttpServerRequest request, Dialect dialect) {
        this.live = live;
        this.request = request;
        this.dialect = dialect;
    }

    /** Why the app's hint is none; absent where it gives none, or a good one. */
    Optional<Failure> wrongHint() {
        return request.headers().getAll(HeaderNames.PRIVACY).stream().allMatch(LOCAL_ONLY::equalsIgnoreCase)
                ? Optional.empty()
                : Optional.of(new Failure.Rejected(
                        400,
                        HeaderNames.PRIVACY + " must be " + LOCAL_ONLY + ": a request can only tighten what the"
                                + " configuration says",
                        Optional.empty()));
    }

    /** The request is understood, and looked through. */
    void read(Request understood) {
        clearance = Optional.of(
                switch (understood) {
                    case Inbound chat -> live.privacy().of(chat.request(), chat.raw(), head());
                    case EmbeddingInbound texts -> live.privacy().of(texts.request(), texts.raw(), head());
                });
    }

    /** The request speaks of what its vendor keeps; its own words are looked through. */
    void stored(Bytes body) {
        clearance = Optional.of(live.privacy().ofStored(body, head()));
    }

    /** The request has no body. */
    void bare() {
        clearance = Optional.of(live.privacy().ofHead(head()));
    }

    /** Who may be told it. */
    Clearance clearance() {
        if (clearance.isEmpty()) clearance = Optional.of(live.privacy().unread(head()));
        return clearance.get();
    }

    /** Why it is not passed on to a backend; absent where it is. */
    Optional<Failure> withheldFrom(HttpBackend owner) {
        return clearance().permits(live.registry().isTrusted(owner.name()))
                ? Optional.empty()
                : Optional.of(new Failure.Private("not passed on to " + owner.name() + ": "
                        + clearance().because()
                        + ". Leave it out of the request, or have the operator trust all models there"
                        + " (models.NAME.trusted) or change the section privacy"));
    }

    /** Why a conversation with a backend does not go on under this configuration; absent where it does. */
    Optional<Failure> endsWith(HttpBackend partner) {
        return live.dispatcher().reaches(partner)
                ? withheldFrom(partner)
                : Optional.of(new Failure.NoCandidate(partner.name() + " is not configured any more"));
    }

    private Privacy.Head head() {
        boolean isLocalOnly = request.headers().contains(HeaderNames.PRIVACY);
        if (!live.privacy().isOn()) return new Privacy.Head(List.of(), isLocalOnly);
        List<String> texts = new ArrayList<>(HeaderRules.told(request.headers()));
        texts.add(request.path() + PassThrough.query(request, dialect));
        return new Privacy.Head(texts, isLocalOnly);
    }
}
