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
 * @param isApps whether that is what the app's SDK waits
 * @param pace tokens a second that it must bring; any when absent
 */
record StreamClocks(Duration firstToken, Duration hold, Duration idle, boolean isApps, OptionalInt pace) {
    /** As often as long has a model that thinks. */
    static final int THINKING = 4;

    /** As often as long as its slowest of late a model has to begin. */
    static final double SLOWEST = 3;

    /** Of the time in which the app's SDK wants a head. */
    private static final int HEAD_TENTHS = 9;

    static final Duration LEAST = Duration.ofSeconds(10);

    /** What ends the stream is the deadline, which is shorter. */
    static final Duration NONE = Duration.ofDays(1);

    /** Of an answer that comes whole, for which none of them goes off. */
    private static final StreamClocks OF_NO_STREAM = new StreamClocks(NONE, NONE, NONE, false, OptionalInt.empty());

    /** Likewise, of any call: that of one which is not streamed has none. */
    static StreamClocks ofAny(GuardSettings guard, Call call) {
        return call.request().stream() ? of(guard, call) : OF_NO_STREAM;
    }

    static StreamClocks of(GuardSettings guard, Call call) {
        boolean thinks = call.profile().thinks();
        Duration most = thinks ? guard.firstToken().multipliedBy(THINKING) : guard.firstToken();
        Duration idle = thinks || worksItself(call) ? NONE : guard.idle();
        // The head has to be there before our own clock for the first byte gives up on this attempt.
        Optional<Duration> head =
                SdkTimeout.ofFirstByte(call.headers()).map(wait -> Duration.ofNanos(wait.toNanos() / 10 * HEAD_TENTHS));
        Optional<Duration> apps = SdkTimeout.ofSilence(call.headers());
        return new StreamClocks(
                guard.adaptive() ? adapted(most, call) : most,
                shorter(head, guard.hold()),
                shorter(apps, idle),
                apps.isPresent() && apps.get().compareTo(idle) < 0,
                guard.pace());
    }

    private static Duration shorter(Optional<Duration> apps, Duration ours) {
        return apps.filter(wait -> wait.compareTo(ours) < 0).orElse(ours);
    }

    /** Whose silence it is that was too long, for an operator. */
    String tooSilent() {
        String who = isApps ? "the app's SDK waits" : "guard.idle is";
        return "no event came for as long as " + who + ", " + idle.toMillis() + " ms";
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
        if (!(call.request() instanceof Inbound chat)) return false;
        for (Tool tool : chat.request().tools()) if (tool.kind() == Tool.Kind.HOSTED) return true;
        return false;
    }
}
