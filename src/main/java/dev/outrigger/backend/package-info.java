/** Where models are reached, how an attempt is guarded, and how a plan runs until it commits. Libraries: SmallRye Fault Tolerance and the Vert.x HTTP client are fenced to this package. */
@NullMarked
package dev.outrigger.backend;

import org.jspecify.annotations.NullMarked;
