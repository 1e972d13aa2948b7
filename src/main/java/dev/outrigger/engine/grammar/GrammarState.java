package dev.outrigger.engine.grammar;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in a text of a grammar it is: what may follow depends on nothing else. The text so far can always be finished.
 * Immutable; a state shares with the one before it what did not change. Safe for use by several threads.
 */
public final class GrammarState {
    private final Frame[] readings;

    private GrammarState(Frame[] readings) {
        this.readings = readings;
    }

    static GrammarState before(Rule root) {
        return new GrammarState(new Frame[] {new Frame.Awaiting(root, Blanks.NONE, 0, Frame.Finished.HERE)});
    }

    /** The state after these bytes; empty when they may not follow. */
    public Optional<GrammarState> advance(byte[] bytes) {
        return Optional.ofNullable(after(bytes, 0));
    }

    /** Whether these bytes may follow. */
    public boolean accepts(byte[] bytes) {
        return after(bytes, 0) != null;
    }

    /** The state after the bytes from this place on. */
    @Nullable
    GrammarState after(byte[] bytes, int from) {
        GrammarState state = this;
        for (int i = from; i < bytes.length && state != null; i++) state = state.step(bytes[i] & 0xff);
        return state;
    }

    /** The state after a byte (0–255). */
    @Nullable
    GrammarState step(int b) {
        Readings next = new Readings();
        for (Frame reading : readings) reading.step(b, next);
        return next.isEmpty() ? null : new GrammarState(next.frames());
    }

    /** Whether the text so far is a whole value. */
    public boolean isComplete() {
        for (Frame reading : readings) if (reading.isEnd()) return true;
        return false;
    }

    /** Whether it is one, and nothing may follow. */
    public boolean mustEnd() {
        for (Frame reading : readings) if (!(reading instanceof Frame.Finished)) return false;
        return true;
    }

    /** In how many ways the text so far is understood. */
    int readings() {
        return readings.length;
    }

    /**
     * The place in a string's content that it is in, however it is understood, if so many more characters may stay in it;
     * none when it is not in a string, or not in that of one automaton.
     */
    StringTokens.@Nullable At string(int more) {
        StringTokens.@Nullable At found = null;
        boolean isInName = false;
        for (Frame reading : readings) {
            // Known names are spelled as others are, so that what of those stays in the name is all that does.
            if (reading instanceof MemberFrame.InName) {
                isInName = true;
                continue;
            }
            StringTokens.@Nullable At at = string(reading, more);
            if (at == null || (found != null && !found.equals(at))) return null;
            found = at;
        }
        return isInName && found != null && found.dfa() != AnyJson.NAME ? null : found;
    }

    private static StringTokens.@Nullable At string(Frame reading, int more) {
        if (reading instanceof Frame.InString in && in.hasRoom(more))
            return new StringTokens.At(in.shape().dfa(), in.state());
        boolean isInAnyName =
                reading instanceof MemberFrame.InOtherName in && in.extra().names() == AnyJson.NAME;
        return isInAnyName ? new StringTokens.At(AnyJson.NAME, ((MemberFrame.InOtherName) reading).state()) : null;
    }
}
