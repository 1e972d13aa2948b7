package dev.outrigger.route;

import java.time.Duration;
import java.util.List;

/**
 * What a judge is told of the candidates it may choose among, and how long it may take.
 *
 * @param choices in the plan's order
 * @param within how long the app's request waits for it
 * @param chars how much of the request it is shown, from its end
 * @param remembered how many of its choices are known again, so that it is not asked twice
 */
public record Brief(List<Choice> choices, Duration within, int chars, int remembered) {
    public Brief {
        choices = List.copyOf(choices);
    }

    /** A candidate's name, and what it is good at in the operator's words. */
    public record Choice(String model, String description) {}
}
