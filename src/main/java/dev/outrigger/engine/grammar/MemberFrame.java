package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Dfa;
import java.util.Arrays;
import java.util.Objects;

/** Where in an object it is: between its tokens, or in a member's name. */
sealed interface MemberFrame extends Frame {
    /** What was the last token. */
    enum After {
        OPENING,
        COMMA,
        VALUE
    }

    /**
     * Between tokens, but before neither a colon nor a value.
     *
     * @param place of the next known member that may come
     * @param taken names that other members have
     * @param depth objects and arrays that what is in it stands in
     */
    record Between(Members shape, After after, int place, TakenNames taken, int blanks, int depth, Frame below)
            implements MemberFrame {
        static Frame open(Members shape, int depth, Frame below) {
            return new Between(shape, After.OPENING, 0, TakenNames.NONE, Blanks.NONE, depth, below);
        }

        /** What is below is compared by identity, as in {@link ElementFrame}. */
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Between frame
                    && below == frame.below
                    && shape.equals(frame.shape)
                    && after == frame.after
                    && place == frame.place
                    && blanks == frame.blanks
                    && depth == frame.depth
                    && taken.equals(frame.taken);
        }

        @Override
        public int hashCode() {
            return Objects.hash(after, place, taken, blanks, depth);
        }

        private Between at(After token, int run) {
            return new Between(shape, token, place, taken, run, depth, below);
        }

        /** After a value, the next known member being this one. */
        private Between afterValue(int next, TakenNames names) {
            return new Between(shape, After.VALUE, next, names, Blanks.NONE, depth, below);
        }

        @Override
        public void step(int b, Readings out) {
            int run = Blanks.next(blanks, b);
            if (run >= 0) out.add(at(after, run));
            else if (b == '}' && after != After.COMMA && shape.mayEnd(place)) out.add(below);
            else if (b == ',' && after == After.VALUE && shape.hasNext(place, taken, depth))
                out.add(at(After.COMMA, Blanks.NONE));
            else if (b == '"' && after != After.VALUE) name(out);
        }

        private void name(Readings out) {
            InName known = new InName(NameTrie.ROOT, this);
            if (known.isOpen()) out.add(known);
            if (!shape.mayEnd(place)) return;
            for (Members.Extra extra : shape.extras()) {
                if (shape.mayBegin(extra, taken, depth))
                    out.add(new InOtherName(extra, 0, NameTrie.ROOT, taken, Typed.NOTHING, this));
            }
        }
    }

    /** In the name of a known member. */
    record InName(int node, Between object) implements MemberFrame {
        @Override
        public void step(int b, Readings out) {
            NameTrie names = object.shape().names();
            InName next = new InName(names.next(node, b), object);
            if (!next.isOpen()) return;
            if (!names.isName(next.node)) {
                out.add(next);
                return;
            }
            int place = names.places(next.node)[0];
            Rule rule = object.shape().known(place).rule();
            out.add(new BeforeColon(rule, Blanks.NONE, object.afterValue(place + 1, object.taken())));
        }

        /** Whether a member whose name begins so may come next. */
        private boolean isOpen() {
            if (node < 0) return false;
            int[] places = object.shape().names().places(node);
            int last = object.shape().lastNext(object.place());
            int i = Arrays.binarySearch(places, object.place());
            for (i = i < 0 ? -i - 1 : i; i < places.length && places[i] <= last; i++)
                if (object.shape().known(places[i]).rule().fits(object.depth())) return true;
            return false;
        }
    }

    /**
     * In the name of another member.
     *
     * @param node what the known names have in common with it; negative when none has
     * @param alike taken names that begin as it does
     */
    record InOtherName(Members.Extra extra, int state, int node, TakenNames alike, Typed typed, Between object)
            implements MemberFrame {
        @Override
        public void step(int b, Readings out) {
            Dfa dfa = extra.names();
            int next = dfa.next(state, b);
            if (next < 0) return;
            int nextNode = object.shape().names().next(node, b);
            TakenNames nextAlike = alike.with(typed.length(), b);
            // Each taken name is one of the ways at most, so that one is left where there are more ways than those.
            if (dfa.ways(next) <= object.shape().names().count(nextNode) + nextAlike.size()) return;
            Typed nextTyped = typed.and(b);
            if (!dfa.isEnd(next)) {
                out.add(new InOtherName(extra, next, nextNode, nextAlike, nextTyped, object));
                return;
            }
            TakenNames taken = object.taken().and(nextTyped.name());
            out.add(new BeforeColon(
                    extra.rule(), Blanks.NONE, object.afterValue(object.shape().end(), taken)));
        }
    }

    /** After a name. */
    record BeforeColon(Rule rule, int blanks, Between object) implements MemberFrame {
        @Override
        public void step(int b, Readings out) {
            int run = Blanks.next(blanks, b);
            if (run >= 0) out.add(new BeforeColon(rule, run, object));
            else if (b == ':') out.add(new Awaiting(rule, Blanks.NONE, object.depth(), object));
        }
    }
}
