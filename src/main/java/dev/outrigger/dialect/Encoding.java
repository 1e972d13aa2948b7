package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Feature;
import java.util.Set;

/** A request in a dialect's words, of one that came in another's. */
public sealed interface Encoding {
    /**
     * It can be said.
     *
     * @param lost what the dialect has no words for, or not for this value; vendors' own fields are lost without saying
     */
    record Said(Bytes body, Set<Feature> lost) implements Encoding {
        public Said {
            lost = Set.copyOf(lost);
        }
    }

    /** It holds something that cannot be left out and cannot be said: what, in words without its contents. */
    record Unsayable(String what) implements Encoding {}
}
