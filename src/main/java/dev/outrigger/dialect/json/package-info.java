/** JSON as messages carry it: read where it stands in the bytes, edited in place. Libraries: JSON. */
@NullMarked
package dev.outrigger.dialect.json;

import org.jspecify.annotations.NullMarked;
