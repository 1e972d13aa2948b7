/** The one account of a request: its attempts, its outcome, its times. Libraries: no library of its own. */
@NullMarked
package dev.outrigger.exchange;

import org.jspecify.annotations.NullMarked;
