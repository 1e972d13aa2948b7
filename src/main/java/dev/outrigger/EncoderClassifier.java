package dev.outrigger;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Distribution;
import dev.outrigger.analyze.EncoderId;
import dev.outrigger.analyze.Letters;
import dev.outrigger.analyze.Predictions;
import dev.outrigger.analyze.Score;
import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.analyze.TextVector;
import dev.outrigger.engine.Classification;
import dev.outrigger.engine.Embedding;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Heads;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The analyzer's learned reader, made of an encoder and the heads that were trained with it. A head has the name of the
 * dimension that it measures; one of another name is not read.
 *
 * @param id which encoder it is; absent where nobody can say
 */
record EncoderClassifier(Encoder encoder, Heads heads, Optional<EncoderId> id) implements TextClassifier {
    private static final double HALF = 0.5;
    private static final Map<String, Double> OUTER = Map.of("p10", 0.1, "p90", 0.9);

    @Override
    public Future<Predictions> predict(String text) {
        if (Letters.foreign(text) > heads.mostUnknown())
            return Future.succeededFuture(Predictions.ofUnknown(encoder.device().word()));
        return encoder.encode(text).map(this::read);
    }

    private Predictions read(Embedding embedding) {
        if (embedding.unknown() > heads.mostUnknown())
            return Predictions.ofUnknown(encoder.device().word());
        Map<Dimension, Distribution> labels = new LinkedHashMap<>();
        Map<Dimension, Double> chances = new LinkedHashMap<>();
        Map<Dimension, Score.Measured> amounts = new LinkedHashMap<>();
        for (String head : heads.names()) {
            Optional<Dimension> dimension = Dimension.named(head);
            if (dimension.isEmpty()) continue;
            Classification said = heads.classify(head, embedding);
            OptionalDouble half = heads.length(head, embedding, HALF);
            if (half.isPresent()) {
                double length = Math.rint(half.getAsDouble());
                amounts.put(dimension.get(), Score.estimated(length, said.confidence()));
                if (dimension.get().equals(Dimension.EXPECTED_OUTPUT))
                    amounts.put(Dimension.OUTPUT_QUANTILES, quantiles(head, embedding, length));
            } else if (said.probabilities().size() == 2) {
                chances.put(dimension.get(), said.probabilities().lastEntry().getValue());
            } else {
                labels.put(dimension.get(), new Distribution(said.probabilities()));
            }
        }
        return new Predictions(
                labels,
                chances,
                amounts,
                of(heads.leastConfidence()),
                of(heads.alsoFrom()),
                encoder.device().word(),
                Optional.of(new TextVector(embedding.toArray(), heads, id)),
                embedding.isTruncated());
    }

    /** They say themselves how sure they are. */
    private Score.Measured quantiles(String head, Embedding embedding, double half) {
        SortedMap<String, Double> numbers = new TreeMap<>(Map.of("p50", half));
        OUTER.forEach((part, level) ->
                numbers.put(part, Math.rint(heads.length(head, embedding, level).orElseThrow())));
        return new Score.Measured(new Score.Value.Amounts(numbers), OptionalDouble.empty());
    }

    private static Map<Dimension, Double> of(Map<String, Double> shares) {
        Map<Dimension, Double> by = new LinkedHashMap<>();
        shares.forEach((name, share) -> Dimension.named(name).ifPresent(dimension -> by.put(dimension, share)));
        return by;
    }
}
