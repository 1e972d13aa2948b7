/** Packages that break the rules of the architecture, so that each rule can be seen to fail. None of it is used. */
@NullMarked
package dev.outrigger.wrong;

import org.jspecify.annotations.NullMarked;
