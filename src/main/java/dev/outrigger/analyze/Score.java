package dev.outrigger.analyze;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known of one dimension: measured, or missing with a reason. Missing is not zero. */
public sealed interface Score {
    /**
     * A value.
     *
     * @param confidence 0 to 1, calibrated; absent where the value is counted, not estimated
     */
    record Measured(Value value, OptionalDouble confidence) implements Score {}

    /**
     * No value to decide by.
     *
     * @param likeliest what it would be, where a model has a guess that it is not sure enough of; shown, and never
     *     decided by
     */
    record Missing(Reason reason, Optional<Measured> likeliest) implements Score {}

    /** A measured value: a number, a label, several of either. */
    sealed interface Value {
        record Quantity(double number) implements Value {}

        record Label(String label) implements Value {}

        /**
         * Labels, sorted, each once.
         *
         * @param spans where in the last turn of the user what they stand for is
         */
        record Labels(List<String> labels, List<Span> spans) implements Value {
            public Labels {
                labels = List.copyOf(labels);
                spans = List.copyOf(spans);
            }
        }

        /** Numbers by what they are of; one that is not known is not there. Immutable. */
        record Amounts(SortedMap<String, Double> numbers) implements Value {
            public Amounts {
                numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
            }
        }

        /** A stretch of a text, its end exclusive, in UTF-16 units; never what stands there. */
        record Span(String label, int start, int end) {}
    }

    /** Why there is no value. Labels are stable: metrics count by them. */
    enum Reason {
        NOT_COMPUTED("not computed by this policy"),
        NOT_APPLICABLE("nothing to measure it on"),
        UNSURE("too little to tell"),
        ABSTAINED("its model is not sure enough"),
        LATE("the budget ran out"),
        NO_MODEL("no model is configured for it"),
        NOT_FETCHED("its model's files are not there"),
        LOADING("its model is still loading"),
        UNKNOWN_TEXT("most of the text is unknown to its model"),
        OVERLOADED("its queue is full"),
        FAILED("its probe failed"),
        TOO_LONG("too long to look through");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** The reason in words, as {@code explain} shows it. */
        public String text() {
            return text;
        }

        /** The reason as a metric's label value. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A counted number. */
    static Score counted(long number) {
        return new Measured(new Value.Quantity((double) number), OptionalDouble.empty());
    }

    /** An estimated number with its confidence. */
    static Measured estimated(double number, double confidence) {
        return new Measured(new Value.Quantity(number), OptionalDouble.of(confidence));
    }

    /** A label that the request itself tells, which nobody estimated. */
    static Score told(String label) {
        return new Measured(new Value.Label(label), OptionalDouble.empty());
    }

    /** A label with its confidence. */
    static Measured labelled(String label, double confidence) {
        return new Measured(new Value.Label(label), OptionalDouble.of(confidence));
    }

    /** Labels that were found, and where. */
    static Score labelled(List<String> labels, List<Value.Span> spans) {
        return new Measured(new Value.Labels(labels, spans), OptionalDouble.empty());
    }

    /** Counted numbers, by what they are of. */
    static Score counted(Map<String, Double> numbers) {
        return new Measured(new Value.Amounts(new TreeMap<>(numbers)), OptionalDouble.empty());
    }

    static Score missing(Reason reason) {
        return new Missing(reason, Optional.empty());
    }

    /** No value, because a model is not sure enough of the likeliest. */
    static Score abstained(Measured likeliest) {
        return new Missing(Reason.ABSTAINED, Optional.of(likeliest));
    }
}
