/** How models of this process come, serve, fail, rest and come again: states, back-off, and who waits. Knows no model's insides. */
@NullMarked
package dev.outrigger.life;

import org.jspecify.annotations.NullMarked;
