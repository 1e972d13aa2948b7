/**
 * Chat templates of model files: a bounded subset of Jinja that knows which characters of its result were quoted from the
 * chat. Libraries: the JDK alone.
 */
@NullMarked
package dev.outrigger.engine.jinja;

import org.jspecify.annotations.NullMarked;
