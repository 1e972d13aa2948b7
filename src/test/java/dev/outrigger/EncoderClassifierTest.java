package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Predictions;
import dev.outrigger.analyze.Score;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Embedding;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.HeadsFile;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncoderClassifierTest {
    @ParameterizedTest
    @EnumSource(Device.class)
    void tellsTheDeviceThatItsEncoderUses(Device device) throws IOException {
        var classifier = classifier(Future.succeededFuture(new Embedding(new float[384])), device);
        assertEquals(device.word(), classifier.predict("text").result().device());
    }

    @Test
    void saysNothingOfATextThatItsEncoderDoesNotKnow() throws IOException {
        Predictions unknown = classifier(Future.succeededFuture(new Embedding(new float[384], 0.6, false)), Device.CPU)
                .predict("text")
                .result();
        Predictions half = classifier(Future.succeededFuture(new Embedding(new float[384], 0.5, false)), Device.CPU)
                .predict("text")
                .result();

        assertEquals(Predictions.ofUnknown("cpu"), unknown);
        assertTrue(!half.labels().isEmpty());
    }

    @Test
    void tellsTheLengthsThatATenthHalfAndNineTenthsOfAnswersDoNotReach() throws IOException {
        Predictions said = classifier(Future.succeededFuture(new Embedding(new float[384])), Device.CPU)
                .predict("text")
                .result();

        var quantiles =
                (Score.Value.Amounts) Objects.requireNonNull(said.amounts().get(Dimension.OUTPUT_QUANTILES))
                        .value();
        var expected =
                (Score.Value.Quantity) Objects.requireNonNull(said.amounts().get(Dimension.EXPECTED_OUTPUT))
                        .value();
        assertEquals(
                Dimension.OUTPUT_QUANTILES.parts(),
                List.copyOf(quantiles.numbers().keySet()));
        assertEquals(expected.number(), quantiles.numbers().getOrDefault("p50", 0.0));
        assertTrue(quantiles.numbers().getOrDefault("p10", 0.0) < expected.number() / 2);
        assertTrue(quantiles.numbers().getOrDefault("p90", 0.0) > expected.number() * 2);
    }

    @Test
    void doesNotAskItsEncoderOfWordsInOtherLetters() throws IOException {
        var classifier = classifier(Future.failedFuture("was asked"), Device.CPU);
        assertEquals(
                Predictions.ofUnknown("cpu"),
                classifier.predict("Напиши стихотворение о море").result());
        assertEquals(
                "was asked",
                classifier.predict("What does Привет mean in English?").cause().getMessage());
    }

    @Test
    void failsAsItsEncoderDoes() throws IOException {
        var classifier = classifier(Future.failedFuture("full"), Device.CPU);
        assertEquals("full", classifier.predict("text").cause().getMessage());
    }

    private static EncoderClassifier classifier(Future<Embedding> answer, Device device) throws IOException {
        Encoder encoder = new Encoder() {
            @Override
            public int dimensions() {
                return 384;
            }

            @Override
            public Device device() {
                return device;
            }

            @Override
            public Future<Embedding> encode(String text) {
                return answer;
            }

            @Override
            public void whenLost(Consumer<String> then) {}

            @Override
            public void close() {}
        };
        return new EncoderClassifier(
                encoder, HeadsFile.read(Path.of("gpu-models/outrigger-analyzer")), Optional.empty());
    }
}
