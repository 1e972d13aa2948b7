package dev.outrigger.analyze;

import dev.outrigger.engine.Embedding;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Heads;
import io.vertx.core.Future;

/**
 * The local encoder with the analyzer's heads. The heads' names are those of training: {@code domain} is the subject,
 * which is {@link Dimension#FIELD} here, and {@code complexity} has the labels {@code simple} and {@code multi_step}.
 */
public final class EncoderClassifier implements TextClassifier {
    private final Encoder encoder;
    private final Heads heads;
    private final String device;

    /**
     * The heads over the encoder they were trained with.
     *
     * @param device where the encoder runs: {@code cpu} or {@code cuda}
     */
    public EncoderClassifier(Encoder encoder, Heads heads, String device) {
        this.encoder = encoder;
        this.heads = heads;
        this.device = device;
    }

    @Override
    public Future<Predictions> predict(String text) {
        return encoder.encode(text).map(this::predictions);
    }

    private Predictions predictions(Embedding embedding) {
        return new Predictions(
                new Distribution(heads.classify("task", embedding).probabilities()),
                new Distribution(heads.classify("domain", embedding).probabilities()),
                heads.probability("complexity", embedding),
                device);
    }
}
