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
import java.nio.ByteBuffer;
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
        return said(headers, HeaderNames.SESSION).isPresent()
                || request.messages().stream().anyMatch(message -> message.role() == Role.ASSISTANT);
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
        return new Asker(
                said(headers, HeaderNames.APP), said(headers, HeaderNames.TENANT), said(headers, HeaderNames.USER));
    }

    /** That of a request at such a moment. */
    static Occasion of(ChatRequest request, MultiMap headers, Occasion moment) {
        String system = first(request, Role.SYSTEM);
        String user = first(request, Role.USER);
        Optional<String> whose = said(headers, HeaderNames.USER);
        Optional<String> tenant = said(headers, HeaderNames.TENANT);
        return new Occasion(
                moment.time(),
                session(headers, system, user),
                name(system.isEmpty() ? user : system),
                whose,
                tenant,
                moment.load(),
                moment.spent(),
                Optional.empty(),
                moment.spentThisHour());
    }

    /** The name of its conversation alone. */
    static long session(ChatRequest request, MultiMap headers) {
        return session(headers, first(request, Role.SYSTEM), first(request, Role.USER));
    }

    private static long session(MultiMap headers, String system, String user) {
        String conversation = said(headers, HeaderNames.SESSION).orElse(system + "\n" + user);
        // Two who give their conversations the same name do not share one.
        return name(String.join(
                "\n",
                said(headers, HeaderNames.TENANT).orElse(""),
                said(headers, HeaderNames.USER).orElse(""),
                conversation));
    }

    private static Optional<String> said(MultiMap headers, String header) {
        return Optional.ofNullable(headers.get(header))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> text.length() <= NAME_CHARS ? text : text.substring(0, NAME_CHARS));
    }

    private static String first(ChatRequest request, Role role) {
        return request.messages().stream()
                .filter(message -> message.role() == role)
                .findFirst()
                .map(Message::passage)
                .map(passage -> passage.head(NAMING_CHARS))
                .orElse("");
    }

    /**
     * Two checksums that the JVM computes in native code; nobody gains by two texts of one name. A short text could be
     * computed back from them, and names are written down: so the digest of both.
     */
    private static long name(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CRC32 high = new CRC32();
        high.update(bytes);
        CRC32C low = new CRC32C();
        low.update(bytes);
        return oneWay(high.getValue() << 32 | low.getValue());
    }

    private static long oneWay(long checksums) {
        try {
            byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(checksums).array();
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
