/** Personal data and secrets in a text, by patterns and checksums. Knows the JDK alone. */
@NullMarked
package dev.outrigger.sensitive;

import org.jspecify.annotations.NullMarked;
