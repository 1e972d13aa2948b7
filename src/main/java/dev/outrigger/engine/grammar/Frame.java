package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Dfa;

/**
 * What is being written, and below it what goes on when that is over: a stack of which only the top ever changes, so that
 * states share what is below. From each frame the whole text can be finished: a byte that would lead where that is not so
 * is not taken. Immutable, compared by value.
 */
sealed interface Frame permits Frame.Finished, Frame.Awaiting, Frame.InWord, Frame.InString, MemberFrame, ElementFrame {
    /** Adds what a byte (0–255) leads to; nothing when it may not follow. */
    void step(int b, Readings out);

    /** Whether the text may end here. */
    default boolean isEnd() {
        return false;
    }

    /** The whole value is written. */
    record Finished() implements Frame {
        static final Finished HERE = new Finished();

        @Override
        public void step(int b, Readings out) {}

        @Override
        public boolean isEnd() {
            return true;
        }
    }

    /**
     * Before a value, in which blanks may come first.
     *
     * @param depth objects and arrays that it stands in
     */
    record Awaiting(Rule rule, int blanks, int depth, Frame below) implements Frame {
        @Override
        public void step(int b, Readings out) {
            int run = Blanks.next(blanks, b);
            if (run >= 0) out.add(new Awaiting(rule, run, depth, below));
            else rule.enter(b, depth, below, out);
        }
    }

    /** In a number or a word. It may end without a sign that it does: then what follows belongs below. */
    record InWord(Dfa dfa, int state, Frame below) implements Frame {
        @Override
        public void step(int b, Readings out) {
            int next = dfa.next(state, b);
            if (next >= 0) at(dfa, next, below, out);
            else if (dfa.isEnd(state)) below.step(b, out);
        }

        static void at(Dfa dfa, int state, Frame below, Readings out) {
            out.add(dfa.isLast(state) ? below : new InWord(dfa, state, below));
        }

        @Override
        public boolean isEnd() {
            return below.isEnd() && dfa.isEnd(state);
        }
    }

    /**
     * In a string, of which so many characters are begun.
     */
    record InString(Shape.Quoted shape, int state, int characters, Frame below) implements Frame {
        @Override
        public void step(int b, Readings out) {
            Dfa dfa = shape.dfa();
            int next = dfa.next(state, b);
            if (next < 0) return;
            if (dfa.isEnd(next)) {
                if (characters >= shape.least()) out.add(below);
                return;
            }
            int begun = characters + (dfa.isBorder(state) ? 1 : 0);
            if (begun + dfa.charactersLeft(next) <= shape.most()) out.add(new InString(shape, next, begun, below));
        }

        /** Whether so many more characters may come whichever they are, as far as lengths go. */
        boolean hasRoom(int more) {
            return (long) characters + more + shape.dfa().mostCharactersLeft() <= shape.most();
        }
    }
}
