package dev.outrigger;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Distribution;
import dev.outrigger.analyze.Predictions;
import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.engine.Embedding;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Heads;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The analyzer's learned reader, made of an encoder and the heads that were trained with it. A head has the name of the
 * dimension that it measures; one of another name is not read.
 */
record EncoderClassifier(Encoder encoder, Heads heads) implements TextClassifier {
    @Override
    public Future<Predictions> predict(String text) {
        return encoder.encode(text).map(this::read);
    }

    private Predictions read(Embedding embedding) {
        Map<Dimension, Distribution> labels = new LinkedHashMap<>();
        Map<Dimension, Double> chances = new LinkedHashMap<>();
        for (String head : heads.names()) {
            Optional<Dimension> dimension = Dimension.named(head);
            if (dimension.isEmpty()) continue;
            switch (dimension.get().kind()) {
                case LABEL ->
                    labels.put(
                            dimension.get(),
                            new Distribution(heads.classify(head, embedding).probabilities()));
                case FRACTION -> chances.put(dimension.get(), heads.probability(head, embedding));
                case COUNT -> {}
            }
        }
        return new Predictions(labels, chances, least(), encoder.device().word());
    }

    private Map<Dimension, Double> least() {
        Map<Dimension, Double> least = new LinkedHashMap<>();
        heads.leastConfidence()
                .forEach((name, confidence) ->
                        Dimension.named(name).ifPresent(dimension -> least.put(dimension, confidence)));
        return least;
    }
}
