package dev.outrigger.rollout;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import java.time.Duration;

/** The section {@code rollout.shadow}. */
@Doc("Lets the version that is watched answer too, once the app has its answer, so that the two can be compared.")
public record ShadowSettings(
        @Doc("Which part of the requests it answers too, 0 to 1. Each costs what its call costs.")
        @Range(min = "0", max = "1")
        double share,

        @Doc("Such answers at once; one more is left out.") @Default("4") @Range(min = "1", max = "100")
        int inFlight,

        @Doc("How long one may take.") @Default("2m") @Range(min = "1s", max = "1h")
        Duration deadline) {}
