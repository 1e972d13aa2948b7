/** What is known about a request before it is answered: one score a dimension, measured or missing. Libraries: no library of its own. */
@NullMarked
package dev.outrigger.analyze;

import org.jspecify.annotations.NullMarked;
