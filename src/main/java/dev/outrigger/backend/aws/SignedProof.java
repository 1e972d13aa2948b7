package dev.outrigger.backend.aws;

import dev.outrigger.backend.Proof;
import dev.outrigger.backend.Renewed;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Splice;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.RequestOptions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The signature of one call's requests. Confined to its event loop. */
final class SignedProof implements Proof {
    /** AWS refuses what was signed longer ago. */
    static final Duration SKEW = Duration.ofMinutes(5);

    /** A longer body is hashed off the event loop: a megabyte takes about a millisecond. */
    private static final int LONG = 256 * 1024;

    private final Renewed<AwsCredentialsIdentity> identity;
    private final SignatureV4 signature;
    private final InstantSource clock;
    private @Nullable AwsCredentialsIdentity shown;

    SignedProof(Renewed<AwsCredentialsIdentity> identity, SignatureV4 signature, InstantSource clock) {
        this.identity = identity;
        this.signature = signature;
        this.clock = clock;
    }

    @Override
    public Future<Map<String, String>> headers(RequestOptions head, Optional<Splice> body) {
        if (body.isEmpty())
            return Future.failedFuture(new FailureException(new Failure.Rejected(
                    501, "a body that is passed through unread cannot be signed for AWS", Optional.empty())));
        return identity.get().compose(found -> signed(found, head, body.get()));
    }

    private Future<Map<String, String>> signed(AwsCredentialsIdentity found, RequestOptions head, Splice body) {
        shown = found;
        Context loop = Vertx.currentContext();
        if (loop == null || body.size() < LONG) return Future.succeededFuture(signature.headers(found, head, body));
        return loop.executeBlocking(() -> signature.headers(found, head, body), false);
    }

    /** The key itself is never sent; a session's token is. */
    @Override
    public List<String> secrets() {
        AwsCredentialsIdentity known = shown;
        if (known == null) return List.of();
        return known instanceof AwsSessionCredentialsIdentity session
                ? List.of(session.sessionToken(), session.secretAccessKey())
                : List.of(known.secretAccessKey());
    }

    @Override
    public Optional<String> refused(int status, Function<String, Optional<String>> header) {
        AwsCredentialsIdentity rejected = shown;
        if (status != 401 && status != 403) return Optional.empty();
        Optional<String> skew = header.apply("date").flatMap(this::skew);
        if (skew.isEmpty() && rejected != null) identity.refuse(rejected);
        return skew;
    }

    private Optional<String> skew(String date) {
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration off = Duration.between(clock.instant(), theirs);
            return off.abs().compareTo(SKEW) < 0
                    ? Optional.empty()
                    : Optional.of("the clock here is " + off.abs().toMinutes() + " minutes "
                            + (off.isNegative() ? "fast" : "slow") + " by AWS's");
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
