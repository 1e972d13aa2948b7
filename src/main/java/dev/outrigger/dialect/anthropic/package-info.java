/** Anthropic's Messages API. Libraries: JSON. */
@NullMarked
package dev.outrigger.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
