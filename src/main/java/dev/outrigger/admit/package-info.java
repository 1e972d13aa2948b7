/** Whether a request may be served at all, and by whom: bounds on what is in flight. Libraries: bucket4j is fenced to this package. */
@NullMarked
package dev.outrigger.admit;

import org.jspecify.annotations.NullMarked;
