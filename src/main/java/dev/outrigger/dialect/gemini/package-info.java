/** Gemini's {@code generateContent}, as the Gemini API speaks it. Libraries: JSON. */
@NullMarked
package dev.outrigger.dialect.gemini;

import org.jspecify.annotations.NullMarked;
