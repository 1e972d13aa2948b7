/** Versions of policies: a store, trials beside what serves, the log of decisions, and their replay. Libraries: JSON. */
@NullMarked
package dev.outrigger.rollout;

import org.jspecify.annotations.NullMarked;
