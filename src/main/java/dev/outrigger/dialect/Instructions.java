package dev.outrigger.dialect;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a named destination makes of a request before a model is asked it.
 *
 * @param destination its name, for whoever wants to know where a request went
 * @param system what stands around the app's system text
 * @param temperature where the app says none
 * @param maxTokens of the answer at most, if the app sets no lower bound
 */
public record Instructions(
        String destination, Optional<Template> system, OptionalDouble temperature, OptionalInt maxTokens) {
    /** One of a destination that leaves requests as they are. */
    public static Instructions none(String destination) {
        return new Instructions(destination, Optional.empty(), OptionalDouble.empty(), OptionalInt.empty());
    }

    /** Whether a request may become another one by it. */
    public boolean changes() {
        return system.isPresent() || temperature.isPresent() || maxTokens.isPresent();
    }

    /** A system text with a place for the app's own: what the app wrote is never left out. */
    public record Template(String before, String after) {
        /** Where the app's own system text stands. */
        public static final String PLACE = "{{system}}";

        private static final String GAP = "\n\n";

        /**
         * Reads one; where it has no place for the app's text, that comes after it.
         *
         * @throws IllegalArgumentException where it has several places, or one for something else
         */
        public static Template of(String text) {
            if (text.isBlank()) throw new IllegalArgumentException("system must not be blank");
            int place = text.indexOf(PLACE);
            String before = place < 0 ? text + GAP : text.substring(0, place);
            String after = place < 0 ? "" : text.substring(place + PLACE.length());
            if ((before + after).contains("{{"))
                throw new IllegalArgumentException("system must hold " + PLACE + " once at most, and no other {{…}}");
            return new Template(before, after);
        }

        /** The whole of it where the app has no text of its own. */
        public String alone() {
            return (before + after).strip();
        }
    }
}
