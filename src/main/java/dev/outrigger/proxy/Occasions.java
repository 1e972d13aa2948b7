package dev.outrigger.proxy;

import dev.outrigger.admit.Limits;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Role;
import dev.outrigger.exchange.Asker;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Ledger;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.route.Occasion;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Who asks, and when, from a request and its headers. */
final class Occasions {
    /** Characters of a name that an app says; the rest is cut off. */
    static final int NAME_CHARS = 128;
    /** Characters of a text that name a conversation, or the beginning of a prompt. */
    static final int NAMING_CHARS = 4_096;

    private static final CharSequence SESSION = HttpHeaders.createOptimized(HeaderNames.SESSION);
    private static final CharSequence TENANT = HttpHeaders.createOptimized(HeaderNames.TENANT);
    private static final CharSequence USER = HttpHeaders.createOptimized(HeaderNames.USER);
    private static final CharSequence APP = HttpHeaders.createOptimized(HeaderNames.APP);

    private static final byte[] NOTHING = {};
    private static final byte[] LINE = {'\n'};

    /** One a thread: to find out who provides it, or to copy one, takes longer than to use it. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Occasions::sha256);

    private static final VarHandle NUMBER = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Occasions() {}

    /** That of an exchange which this policy decides now. */
    static Occasion of(OpenExchange exchange, ChatRequest request, MultiMap headers, String policy) {
        Edge edge = exchange.edge();
        Limits limits = exchange.live().limits();
        Instant now = edge.clock().instant();
        Occasion plain = of(request, headers, at(edge, exchange.live(), now));
        // By its plain name, which is in memory alone: another key is no reason to move a conversation.
        long conversation = pinned(plain.session(), policy);
        exchange.account().converses(conversation);
        Occasion occasion = plain.called(edge.naming()::of);
        return goesOn(request, headers)
                ? occasion.pinned(edge.sessions().find(conversation, now, limits.sessionIdle()))
                : occasion;
    }

    /** Many conversations begin with the same words: only one that goes on, or that has a name, may be an earlier one. */
    static boolean goesOn(ChatRequest request, MultiMap headers) {
        for (Message message : request.messages()) if (message.role() == Role.ASSISTANT) return true;
        return said(headers, SESSION).isPresent();
    }

    /** Under which name a policy's conversation is kept: what one policy chose, or the app named, is nothing to another. */
    static long pinned(long session, String policy) {
        return session * 31 + policy.hashCode();
    }

    /** The account of an exchange that has ended; where it was answered, its conversation is known to be there. */
    static Exchange remembered(OpenExchange exchange, Exchange done) {
        Optional<Attempt> served = done.verdict() instanceof Verdict.Answered ? done.served() : Optional.empty();
        Limits limits = exchange.live().limits();
        Edge edge = exchange.edge();
        OptionalLong conversation = exchange.account().conversation();
        if (served.isPresent() && conversation.isPresent())
            edge.sessions()
                    .answered(
                            conversation.getAsLong(),
                            served.get().model(),
                            edge.clock().instant(),
                            limits.sessions(),
                            limits.sessionIdle());
        return done;
    }

    /** Exchanges in flight as a share of their bound, 0 to 1. */
    private static double load(Edge edge, Live live) {
        double share = (double) edge.admission().exchanges()
                / Math.max(1, live.limits().inFlight());
        return Math.clamp(share, 0, 1);
    }

    /** A moment, as it is for a request of nobody in particular. */
    static Occasion at(Edge edge, Live live, Instant now) {
        Ledger ledger = edge.recorder().ledger();
        return Occasion.at(now, load(edge, live), OptionalDouble.empty())
                .spent(OptionalDouble.of(ledger.spent(now)), OptionalDouble.of(ledger.spentThisHour(now)));
    }

    /** On whose behalf it is, as the app says. */
    static Asker asker(MultiMap headers) {
        return new Asker(said(headers, APP), said(headers, TENANT), said(headers, USER));
    }

    /** That of a request at such a moment. */
    static Occasion of(ChatRequest request, MultiMap headers, Occasion moment) {
        byte[] system = first(request, Role.SYSTEM);
        byte[] user = first(request, Role.USER);
        Optional<String> whose = said(headers, USER);
        Optional<String> tenant = said(headers, TENANT);
        return new Occasion(
                moment.time(),
                session(tenant, whose, said(headers, SESSION), system, user),
                new Name().add(system.length == 0 ? user : system).number(),
                whose,
                tenant,
                moment.load(),
                moment.spent(),
                Optional.empty(),
                moment.spentThisHour());
    }

    /** The name of its conversation alone. */
    static long session(ChatRequest request, MultiMap headers) {
        return session(
                said(headers, TENANT),
                said(headers, USER),
                said(headers, SESSION),
                first(request, Role.SYSTEM),
                first(request, Role.USER));
    }

    /** Two who give their conversations the same name do not share one. */
    private static long session(
            Optional<String> tenant, Optional<String> whose, Optional<String> said, byte[] system, byte[] user) {
        Name name = new Name();
        name.add(utf8(tenant.orElse(""))).add(LINE).add(utf8(whose.orElse(""))).add(LINE);
        if (said.isPresent()) name.add(utf8(said.get()));
        else name.add(system).add(LINE).add(user);
        return name.number();
    }

    private static Optional<String> said(MultiMap headers, CharSequence header) {
        String value = headers.get(header);
        if (value == null) return Optional.empty();
        String text = value.strip();
        if (text.isEmpty()) return Optional.empty();
        return Optional.of(text.length() <= NAME_CHARS ? text : text.substring(0, NAME_CHARS));
    }

    /** The first message of the role. */
    private static byte[] first(ChatRequest request, Role role) {
        for (Message message : request.messages())
            if (message.role() == role) return utf8(message.passage().head(NAMING_CHARS));
        return NOTHING;
    }

    private static byte[] utf8(String text) {
        return text.isEmpty() ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Two checksums of a text in pieces that the JVM computes in native code; nobody gains by two texts of one name. A short
     * text could be computed back from them, and names are written down: so the digest of both.
     */
    private static final class Name {
        private final CRC32 high = new CRC32();
        private final CRC32C low = new CRC32C();

        private Name add(byte[] piece) {
            high.update(piece);
            low.update(piece);
            return this;
        }

        private long number() {
            return oneWay(high.getValue() << 32 | low.getValue());
        }
    }

    private static long oneWay(long checksums) {
        byte[] bytes = new byte[Long.BYTES];
        NUMBER.set(bytes, 0, checksums);
        return (long) NUMBER.get(SHA_256.get().digest(bytes), 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
