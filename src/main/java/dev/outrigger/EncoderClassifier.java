package dev.outrigger;

import dev.outrigger.analyze.Distribution;
import dev.outrigger.analyze.Predictions;
import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.engine.Embedding;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Heads;
import io.vertx.core.Future;

/** The analyzer's learned reader, made of an encoder and the heads that were trained with it. */
record EncoderClassifier(Encoder encoder, Heads heads) implements TextClassifier {
    @Override
    public Future<Predictions> predict(String text) {
        return encoder.encode(text).map(this::read);
    }

    private Predictions read(Embedding embedding) {
        return new Predictions(
                new Distribution(heads.classify("task", embedding).probabilities()),
                new Distribution(heads.classify("field", embedding).probabilities()),
                heads.probability("complexity", embedding),
                encoder.device().word());
    }
}
