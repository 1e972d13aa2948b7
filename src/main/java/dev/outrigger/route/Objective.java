package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;

/** How much quality, cost and latency weigh against each other; only their ratios matter. */
@Doc("How much quality, cost and latency weigh against each other; only their ratios matter.")
public record Objective(
        @Doc("Weight of the chance of a good answer.") @Default("0.6") @Range(min = "0", max = "1000")
        double quality,

        @Doc("Weight of the price of the request.") @Default("0.3") @Range(min = "0", max = "1000")
        double cost,

        @Doc("Weight of the time to a whole short answer.") @Default("0.1") @Range(min = "0", max = "1000")
        double latency) {
    /** Quality first, then cost. */
    public static final Objective DEFAULT = new Objective(0.6, 0.3, 0.1);

    public Objective {
        if (!(quality >= 0 && cost >= 0 && latency >= 0 && quality + cost + latency > 0)) {
            throw new IllegalArgumentException("quality, cost and latency must be at least 0 and not all 0");
        }
    }

    double sum() {
        return quality + cost + latency;
    }
}
