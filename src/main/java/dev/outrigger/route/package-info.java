/** From an analysis and a registry view to a decision: pure, explained, replayable. Libraries: CEL is fenced to this package. */
@NullMarked
package dev.outrigger.route;

import org.jspecify.annotations.NullMarked;
