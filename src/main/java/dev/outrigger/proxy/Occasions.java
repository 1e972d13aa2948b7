package dev.outrigger.proxy;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Role;
import dev.outrigger.route.Occasion;
import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        double load = (double) edge.admission().exchanges()
                / Math.max(1, exchange.live().limits().inFlight());
        return of(request, headers, edge.clock().instant(), load);
    }

    /** @param load exchanges in flight as a share of their bound */
    static Occasion of(ChatRequest request, MultiMap headers, Instant time, double load) {
        String system = first(request, Role.SYSTEM);
        String user = first(request, Role.USER);
        return new Occasion(
                time,
                session(headers, system, user),
                name(system.isEmpty() ? user : system),
                said(headers, HeaderNames.USER),
                said(headers, HeaderNames.TENANT),
                Math.clamp(load, 0, 1),
                OptionalDouble.empty(),
                Optional.empty());
    }

    /** The name of its conversation alone. */
    static long session(ChatRequest request, MultiMap headers) {
        return session(headers, first(request, Role.SYSTEM), first(request, Role.USER));
    }

    private static long session(MultiMap headers, String system, String user) {
        return name(said(headers, HeaderNames.SESSION).orElse(system + "\n" + user));
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
