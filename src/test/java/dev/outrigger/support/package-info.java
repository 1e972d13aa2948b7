/** What tests stand on: an upstream that does as it is told, right or wrong. */
@NullMarked
package dev.outrigger.support;

import org.jspecify.annotations.NullMarked;
