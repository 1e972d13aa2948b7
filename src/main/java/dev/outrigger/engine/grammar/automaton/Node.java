package dev.outrigger.engine.grammar.automaton;

import java.util.List;

/** A part of a pattern. */
sealed interface Node {
    /** What repeats without end. */
    int ENDLESS = Integer.MAX_VALUE;

    /** Any text. */
    Node ANYTHING = new Repeat(new One(CharSet.ALL), 0, ENDLESS);

    /** One character of a set. */
    record One(CharSet set) implements Node {}

    /** One after the other. */
    record Sequence(List<Node> parts) implements Node {}

    /** Any of these. */
    record Choice(List<Node> parts) implements Node {}

    /** A part, so many times. */
    record Repeat(Node part, int least, int most) implements Node {}

    /** Where the text begins. */
    record Begin() implements Node {}

    /** Where the text ends. */
    record End() implements Node {}
}
