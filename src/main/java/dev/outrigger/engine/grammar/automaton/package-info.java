/** Regular languages over bytes: patterns, ranges of numbers, and the tables that recognise them. Pure Java. */
@NullMarked
package dev.outrigger.engine.grammar.automaton;

import org.jspecify.annotations.NullMarked;
