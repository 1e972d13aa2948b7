/** Ollama's own dialect: chats, and prompts without one. Libraries: JSON. */
@NullMarked
package dev.outrigger.dialect.ollama;

import org.jspecify.annotations.NullMarked;
