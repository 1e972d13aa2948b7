/**
 * Which bytes, and with them which tokens, may follow in an answer that must be JSON, or JSON of a schema. Knows nothing of
 * models. Libraries: Gson reads the schemas.
 */
@NullMarked
package dev.outrigger.engine.grammar;

import org.jspecify.annotations.NullMarked;
