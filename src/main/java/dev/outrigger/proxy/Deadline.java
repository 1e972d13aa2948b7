package dev.outrigger.proxy;

import dev.outrigger.admit.Limits;
import dev.outrigger.chat.Failure;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** How long an exchange may take, and what ends one whose time is over. */
final class Deadline {
    static final Failure PASSED = new Failure.TimedOut(Failure.Clock.DEADLINE, "the deadline passed");

    private Deadline() {}

    /** The request's hint may only shorten it. */
    static Duration of(HttpServerRequest request, Limits limits) {
        String hint = request.getHeader(HeaderNames.DEADLINE);
        if (hint == null || !hint.matches("\\d{1,9}")) return limits.deadline();
        Duration asked = Duration.ofMillis(Math.max(1, Long.parseLong(hint)));
        return asked.compareTo(limits.deadline()) < 0 ? asked : limits.deadline();
    }
}
