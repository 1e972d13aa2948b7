package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Dfa;

/** One way to write a value. */
sealed interface Shape permits Shape.Word, Shape.Quoted, Members, Elements {
    /** Objects and arrays inside one another in the flattest such value; {@link Rule#ENDLESS} when there is none. */
    int height();

    /** Adds what the first byte leads to; the frame below goes on after the value. */
    void enter(int b, int depth, Frame below, Readings out);

    /** The same without what no value fits, once heights are known. */
    default Shape pruned() {
        return this;
    }

    /** A number, or a word of JSON. */
    record Word(Dfa dfa) implements Shape {
        @Override
        public int height() {
            return dfa.isEmpty() ? Rule.ENDLESS : 0;
        }

        @Override
        public void enter(int b, int depth, Frame below, Readings out) {
            int state = dfa.next(0, b);
            if (state >= 0) Frame.InWord.at(dfa, state, below, out);
        }
    }

    /**
     * A string.
     *
     * @param dfa of its content and the closing quote
     * @param least characters, at least: only where any character may follow any other
     * @param most characters, at most
     */
    record Quoted(Dfa dfa, int least, int most) implements Shape {
        @Override
        public int height() {
            return dfa.isEmpty() || Math.max(least, dfa.charactersLeft(0)) > most ? Rule.ENDLESS : 0;
        }

        @Override
        public void enter(int b, int depth, Frame below, Readings out) {
            if (b == '"') out.add(new Frame.InString(this, 0, 0, below));
        }
    }
}
