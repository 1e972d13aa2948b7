/** OpenAI's chat completions, as OpenAI and the many servers that are compatible with it speak them. Libraries: JSON. */
@NullMarked
package dev.outrigger.dialect.openai;

import org.jspecify.annotations.NullMarked;
