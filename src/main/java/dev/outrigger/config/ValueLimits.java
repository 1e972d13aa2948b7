package dev.outrigger.config;

import java.math.BigDecimal;
import java.util.Optional;

/** What a {@link Range} allows, with the words it was written in. */
record ValueLimits(String min, String max, Optional<BigDecimal> least, Optional<BigDecimal> greatest) {
    static final ValueLimits NONE = new ValueLimits("", "", Optional.empty(), Optional.empty());

    static ValueLimits of(Range range, ScalarType type) {
        return new ValueLimits(range.min(), range.max(), bound(range.min(), type), bound(range.max(), type));
    }

    private static Optional<BigDecimal> bound(String text, ScalarType type) {
        if (text.isEmpty()) return Optional.empty();
        Node.Scalar scalar = new Node.Scalar(new Place("@Range", 1, 1), text, Node.Style.PLAIN);
        BigDecimal magnitude = type.read(scalar)
                .flatMap(ScalarType::magnitude)
                .orElseThrow(() -> new IllegalStateException("@Range: '" + text + "' is not " + type.expectation()));
        return Optional.of(magnitude);
    }

    boolean allow(Object value) {
        return ScalarType.magnitude(value).map(this::allow).orElse(true);
    }

    private boolean allow(BigDecimal size) {
        boolean isTooSmall = least.map(bound -> size.compareTo(bound) < 0).orElse(false);
        boolean isTooLarge = greatest.map(bound -> size.compareTo(bound) > 0).orElse(false);
        return !isTooSmall && !isTooLarge;
    }

    /** The rule, to follow "must be"; empty when everything is allowed. */
    String rule() {
        if (min.isEmpty()) return max.isEmpty() ? "" : "at most " + max;
        return max.isEmpty() ? "at least " + min : min + "–" + max;
    }
}
