/** The models that may answer: their profiles, and the snapshot of their state a decision reads. Libraries: no library of its own. */
@NullMarked
package dev.outrigger.registry;

import org.jspecify.annotations.NullMarked;
