package dev.outrigger.backend;

import dev.outrigger.chat.Tool;
import dev.outrigger.dialect.Inbound;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The clocks of one streamed call: those of its backend, for this model and this request. Which clock is whose is told in
 * the README.
 *
 * @param firstToken from the request sent to the first content
 * @param hold from the request sent to the status that the app gets even without content
 * @param idle from one event to the next, once it has begun
 * @param pace tokens a second that it must bring; any when absent
 */
record StreamClocks(Duration firstToken, Duration hold, Duration idle, OptionalInt pace) {
    /** As often as long has a model that thinks. */
    static final int THINKING = 4;

    /** As often as long as its slowest of late a model has to begin. */
    static final double SLOWEST = 3;

    static final Duration LEAST = Duration.ofSeconds(10);

    /** What ends the stream is the deadline, which is shorter. */
    static final Duration NONE = Duration.ofDays(1);

    static StreamClocks of(GuardSettings guard, Call call) {
        boolean thinks = call.profile().thinks();
        Duration most = thinks ? guard.firstToken().multipliedBy(THINKING) : guard.firstToken();
        Optional<Duration> app = SdkTimeout.of(call.headers());
        Duration idle = thinks || worksItself(call) ? NONE : guard.idle();
        return new StreamClocks(
                guard.adaptive() ? adapted(most, call) : most,
                guard.hold(),
                app.filter(wait -> wait.compareTo(idle) < 0).orElse(idle),
                guard.pace());
    }

    private static Duration adapted(Duration most, Call call) {
        if (call.slowest().isEmpty()) return most;
        // Whole seconds: each other time is another guard.
        Duration usual =
                Duration.ofSeconds((long) Math.ceil(SLOWEST * call.slowest().getAsDouble()));
        Duration least = usual.compareTo(LEAST) < 0 ? LEAST : usual;
        return least.compareTo(most) < 0 ? least : most;
    }

    /** Whether upstream may run tools of its own, in silence. */
    private static boolean worksItself(Call call) {
        return call.request() instanceof Inbound chat
                && chat.request().tools().stream().anyMatch(tool -> tool.kind() == Tool.Kind.HOSTED);
    }
}
