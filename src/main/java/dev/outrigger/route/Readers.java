package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.RouterModel;
import dev.outrigger.config.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was learned, or given as examples, that requests are read with: scores of two readers do not compare.
 *
 * @param heads of the encoder with its heads, and of what plain Java was taught of them
 * @param examples of the section {@code examples}; absent where there are none
 * @param router of the artefact that says where a request lies among kinds of difficulty
 */
public record Readers(Optional<Hash> heads, Optional<Hash> examples, Optional<Hash> router) {
    /** Nothing that was learned. */
    public static final Readers NONE = new Readers(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Set<Dimension> OF_HEADS = Set.of(
            Dimension.TASK,
            Dimension.DOMAIN,
            Dimension.FIELD,
            Dimension.FIELDS,
            Dimension.STYLE,
            Dimension.EXPECTED_OUTPUT,
            Dimension.OUTPUT_QUANTILES,
            Dimension.COMPLEXITY,
            Dimension.DIFFICULTY,
            Dimension.INJECTION,
            Dimension.HARM,
            // They lie where the encoder places a text, and its adapter was learned with the heads.
            Dimension.SIMILARITY,
            Dimension.FACTORS);

    /** Heads alone. */
    public static Readers of(Hash heads) {
        return new Readers(Optional.of(heads), Optional.empty(), Optional.empty());
    }

    /** Names the heads, the examples, and a router that is not the product's, together; absent where there are no heads. */
    Optional<Hash> hash() {
        if (heads.isEmpty()) return Optional.empty();
        List<Object> parts = new ArrayList<>(List.of(heads.get()));
        examples.ifPresent(parts::add);
        router.filter(own -> !own.equals(RouterModel.hashOfProduct())).ifPresent(parts::add);
        return parts.size() == 1 ? heads : Optional.of(Hash.of(parts.toArray()));
    }

    /** Why what these read in this dimension is not what the others would, in words; absent where it is the same. */
    public Optional<String> objection(Dimension dimension, Readers others) {
        if (OF_HEADS.contains(dimension) && !heads.equals(others.heads))
            return Optional.of(words(dimension, "other heads", heads, others.heads));
        if (dimension.equals(Dimension.SIMILARITY) && !examples.equals(others.examples))
            return Optional.of(words(dimension, "other examples", examples, others.examples));
        return dimension.equals(Dimension.FACTORS) && !router.equals(others.router)
                ? Optional.of(words(dimension, "another router", router, others.router))
                : Optional.empty();
    }

    private static String words(Dimension dimension, String what, Optional<Hash> then, Optional<Hash> now) {
        return "%s was read with %s, %s; here %s"
                .formatted(
                        dimension,
                        what,
                        then.map(Hash::hex).orElse("none"),
                        now.map(Hash::hex).orElse("none"));
    }
}
