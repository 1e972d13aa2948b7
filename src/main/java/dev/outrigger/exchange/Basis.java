package dev.outrigger.exchange;

import dev.outrigger.route.Decision;
import dev.outrigger.route.Query;
import dev.outrigger.route.Recipe;
import java.util.Optional;

/**
 * What a decision rested on, so that it can be made again, by the same policy or another.
 *
 * @param recipe of the policy that decided
 * @param share the chance with which that version of the policy was drawn for the conversation; 1 without a trial
 * @param propensity the chance with which the model it asks first was, over all versions that might have been drawn
 * @param shadow what a version would have decided that is only watched
 */
public record Basis(Query query, Recipe recipe, double share, double propensity, Optional<Decision> shadow) {}
