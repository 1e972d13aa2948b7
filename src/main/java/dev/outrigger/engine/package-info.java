/** Local models: where their weights come from, how text becomes vectors and text. Libraries: DJL is fenced to this package. */
@NullMarked
package dev.outrigger.engine;

import org.jspecify.annotations.NullMarked;
