/** The verbs of the launcher. Libraries: picocli is fenced to this package. */
@NullMarked
package dev.outrigger.cli;

import org.jspecify.annotations.NullMarked;
