/** The only place that knows a vendor's JSON, for both sides. Libraries: JSON. */
@NullMarked
package dev.outrigger.dialect;

import org.jspecify.annotations.NullMarked;
