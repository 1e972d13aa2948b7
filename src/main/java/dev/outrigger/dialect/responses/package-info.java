/** OpenAI's Responses API: requests and answers as lists of items. Libraries: JSON. */
@NullMarked
package dev.outrigger.dialect.responses;

import org.jspecify.annotations.NullMarked;
