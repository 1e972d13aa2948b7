package dev.outrigger.registry;

import java.util.OptionalDouble;

/**
 * A model as a decision sees it: its profile and what is known of it now.
 *
 * @param inFlight attempts running at this moment, in this process
 * @param firstTokenSeconds smoothed time to the first token; absent before the first answer
 */
public record ModelState(ModelProfile profile, Health health, int inFlight, OptionalDouble firstTokenSeconds) {}
