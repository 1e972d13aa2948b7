package dev.outrigger.registry;

import java.util.OptionalLong;

/**
 * What upstream last said is left of its rate limits, of the operator's own key. Absent where it did not say, or said it too
 * long ago.
 *
 * @param requests that may still be made until the limit begins anew
 * @param tokens likewise
 */
public record Headroom(OptionalLong requests, OptionalLong tokens) {
    /** Nothing is known. */
    public static final Headroom UNKNOWN = new Headroom(OptionalLong.empty(), OptionalLong.empty());
}
