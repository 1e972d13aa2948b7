package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import java.time.Duration;

/**
 * How much of a stream is held back before the app gets any of it: until then another model may still answer instead. It
 * ends with the first of the two that is reached; 0 is none.
 *
 * @param tokens of content
 * @param time since the first content
 */
@Doc("What of a stream is held back before the app gets any: as long as it is, another model may still answer.")
public record HoldSettings(
        @Doc("Tokens held back, a token being four characters; 0 for none.")
        @Default("0")
        @Range(min = "0", max = "1000")
        int tokens,

        @Doc("How long after the first content; 0s for not at all.") @Default("0s") @Range(min = "0s", max = "30s")
        Duration time) {
    public static final HoldSettings NONE = new HoldSettings(0, Duration.ZERO);
}
