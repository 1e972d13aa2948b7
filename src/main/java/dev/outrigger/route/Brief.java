package dev.outrigger.route;

import java.time.Duration;
import java.util.List;

/**
 * What a judge is told of the candidates it may choose among, and how long it may take.
 *
 * @param choices in the plan's order
 * @param within how long the app's request waits for it
 * @param chars how much of the request it is shown, from its end
 */
public record Brief(List<Choice> choices, Duration within, int chars) {
    public Brief {
        choices = List.copyOf(choices);
    }

    /** A candidate's name, and what it is good at in the operator's words. */
    public record Choice(String model, String description) {}
}
