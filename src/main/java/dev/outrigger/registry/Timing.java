package dev.outrigger.registry;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How long one complete answer took.
 *
 * @param stream whether it came piece by piece
 * @param begunSeconds to its first content; of one that is not streamed, to all of it
 * @param seconds to its end
 * @param tokens of it; absent when nobody counted
 */
public record Timing(boolean stream, double begunSeconds, double seconds, OptionalLong tokens) {
    /** Fewer say nothing of a speed. */
    private static final int ENOUGH_TOKENS = 16;

    /** Seconds that so much of it took as is a short answer, or all of a shorter one; absent where tokens are unknown. */
    OptionalDouble shortened() {
        if (tokens.isEmpty()) return OptionalDouble.empty();
        double part = Pace.SHORT / (double) Math.max(Pace.SHORT, tokens.getAsLong());
        double begun = stream ? begunSeconds : 0;
        return OptionalDouble.of(begun + (seconds - begun) * part);
    }

    /** Tokens a second from the first content on; absent where that is not known, or too short to say. */
    OptionalDouble tokensPerSecond() {
        double writing = seconds - begunSeconds;
        boolean tells = stream && writing > 0 && tokens.orElse(0) >= ENOUGH_TOKENS;
        return tells ? OptionalDouble.of(tokens.getAsLong() / writing) : OptionalDouble.empty();
    }
}
