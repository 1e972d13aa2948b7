/** What a vendor's wire format is, for both sides; below it a package for each, the only places that know a vendor's JSON. Libraries: JSON. */
@NullMarked
package dev.outrigger.dialect;

import org.jspecify.annotations.NullMarked;
