package dev.outrigger.proxy;

import dev.outrigger.admit.Aside;
import dev.outrigger.admit.Clearance;
import dev.outrigger.admit.Look;
import dev.outrigger.admit.Privacy;
import dev.outrigger.analyze.Patience;
import dev.outrigger.backend.HeaderRules;
import dev.outrigger.backend.HttpBackend;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Request;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What of one exchange may leave. Closed from the beginning: until a request is looked through, it counts as one in which
 * anything may be. Confined to one event loop.
 */
final class Gate {
    private static final String LOCAL_ONLY = "local-only";

    private final Live live;
    private final Aside aside;
    private final HttpServerRequest request;
    private final Dialect dialect;
    private Optional<Clearance> clearance = Optional.empty();

    Gate(Live live, Aside aside, HttpServerRequest request, Dialect dialect) {
        this.live = live;
        this.aside = aside;
        this.request = request;
        this.dialect = dialect;
    }

    /** Why one of the app's hints is none; absent where it gives none, or good ones. */
    Optional<Failure> wrongHint() {
        if (!all(HeaderNames.PRIVACY, LOCAL_ONLY::equalsIgnoreCase))
            return wrong(HeaderNames.PRIVACY + " must be " + LOCAL_ONLY
                    + ": a request can only tighten what the configuration says");
        if (!all(HeaderNames.LATENCY, said -> Patience.of(said).isPresent()))
            return wrong(
                    HeaderNames.LATENCY + " must be " + Patience.INTERACTIVE.word() + " or " + Patience.BATCH.word());
        return Optional.empty();
    }

    private boolean all(String header, Predicate<String> isGood) {
        if (!request.headers().contains(header)) return true;
        return request.headers().getAll(header).stream().allMatch(isGood);
    }

    private static Optional<Failure> wrong(String rule) {
        return Optional.of(new Failure.Rejected(400, rule, Optional.empty()));
    }

    /** The request is understood. */
    Look<Clearance> read(Request understood) {
        Privacy.Head head = head();
        Bytes raw = understood.raw();
        return switch (understood) {
            case Inbound chat -> look(head, raw.size(), privacy -> privacy.of(chat.request(), raw, head));
            case EmbeddingInbound texts -> look(head, raw.size(), privacy -> privacy.of(texts.request(), raw, head));
        };
    }

    /** The request speaks of what its vendor keeps; its own words are looked through. */
    Look<Clearance> stored(Bytes body) {
        Privacy.Head head = head();
        return look(head, body.size(), privacy -> privacy.ofStored(body, head));
    }

    /** The request has no body. */
    Look<Clearance> bare() {
        Privacy.Head head = head();
        return look(head, 0, privacy -> privacy.ofHead(head));
    }

    /** Nobody reads the request's body. */
    Look<Clearance> unread() {
        Privacy.Head head = head();
        return look(head, 0, privacy -> privacy.unread(head));
    }

    private Look<Clearance> look(Privacy.Head head, long bodyBytes, Function<Privacy, Clearance> how) {
        Privacy privacy = live.privacy();
        long characters = privacy.isOn() ? bodyBytes + head.size() : 0;
        return aside.look(characters, privacy.mostLooked(), allowance -> how.apply(privacy.within(allowance)));
    }

    /** It was looked through. */
    void opened(Clearance seen) {
        clearance = Optional.of(seen);
    }

    /** Who may be told it. */
    Clearance clearance() {
        return clearance.orElseGet(() -> live.privacy().unseen(isLocalOnly()));
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

    /** Why a conversation with a backend does not go on under this configuration; absent where it does. Never fails. */
    Future<Optional<Failure>> endsWith(HttpBackend partner) {
        if (!live.dispatcher().reaches(partner))
            return Future.succeededFuture(
                    Optional.of(new Failure.NoCandidate(partner.name() + " is not configured any more")));
        // What could not be looked through stays closed.
        return unread().seen().onSuccess(this::opened).transform(seen -> Future.succeededFuture(withheldFrom(partner)));
    }

    private Privacy.Head head() {
        if (!live.privacy().isOn()) return new Privacy.Head(List.of(), isLocalOnly());
        List<String> texts = new ArrayList<>(HeaderRules.told(request.headers()));
        texts.add(request.path() + PassThrough.query(request, dialect));
        return new Privacy.Head(texts, isLocalOnly());
    }

    private boolean isLocalOnly() {
        return request.headers().contains(HeaderNames.PRIVACY);
    }
}
