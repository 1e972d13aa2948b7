/** The admin port: what an operator asks a running sidecar. Libraries: no library of its own. */
@NullMarked
package dev.outrigger.console;

import org.jspecify.annotations.NullMarked;
