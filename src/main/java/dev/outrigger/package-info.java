/** The composition root: what a configuration becomes, how the process begins, and how it ends. */
@NullMarked
package dev.outrigger;

import org.jspecify.annotations.NullMarked;
