package dev.outrigger.proxy;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Role;
import dev.outrigger.exchange.Asker;
import dev.outrigger.route.Occasion;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Who asks, and when, from a request and its headers. */
final class Occasions {
    /** Characters of a name that an app says; the rest is cut off. */
    static final int NAME_CHARS = 128;
    /** Characters of a text that name a conversation, or the beginning of a prompt. */
    static final int NAMING_CHARS = 4_096;

    private Occasions() {}

    /** That of an exchange which is decided now. */
    static Occasion of(OpenExchange exchange, ChatRequest request, MultiMap headers) {
        Edge edge = exchange.edge();
        Instant now = edge.clock().instant();
        return of(request, headers, now, load(edge, exchange.live()), spent(edge, now));
    }

    /** Exchanges in flight as a share of their bound, 0 to 1. */
    static double load(Edge edge, Live live) {
        double share = (double) edge.admission().exchanges()
                / Math.max(1, live.limits().inFlight());
        return Math.clamp(share, 0, 1);
    }

    /** Dollars since the UTC day began, as far as they are known. */
    static OptionalDouble spent(Edge edge, Instant now) {
        return OptionalDouble.of(edge.recorder().ledger().spent(now));
    }

    /** On whose behalf it is, as the app says. */
    static Asker asker(MultiMap headers) {
        return new Asker(
                said(headers, HeaderNames.APP), said(headers, HeaderNames.TENANT), said(headers, HeaderNames.USER));
    }

    /**
     * @param load exchanges in flight as a share of their bound
     * @param spent dollars since the UTC day began, as far as they are known
     */
    static Occasion of(ChatRequest request, MultiMap headers, Instant time, double load, OptionalDouble spent) {
        String system = first(request, Role.SYSTEM);
        String user = first(request, Role.USER);
        return new Occasion(
                time,
                name(said(headers, HeaderNames.SESSION).orElse(system + "\n" + user)),
                name(system.isEmpty() ? user : system),
                said(headers, HeaderNames.USER),
                said(headers, HeaderNames.TENANT),
                Math.clamp(load, 0, 1),
                spent,
                Optional.empty());
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

    /** Two checksums that the JVM computes in native code; nobody gains by two texts of one name. */
    private static long name(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CRC32 high = new CRC32();
        high.update(bytes);
        CRC32C low = new CRC32C();
        low.update(bytes);
        return high.getValue() << 32 | low.getValue();
    }
}
