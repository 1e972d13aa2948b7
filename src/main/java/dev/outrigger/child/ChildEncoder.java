package dev.outrigger.child;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Passage;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Embedding;
import dev.outrigger.engine.Encoder;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** An encoder of the engine's process. */
record ChildEncoder(ChildModel model) implements Encoder {
    @Override
    public int dimensions() {
        return model.dimensions();
    }

    @Override
    public Device device() {
        return model.device();
    }

    @Override
    public Future<Embedding> encode(String text) {
        return Future.fromCompletionStage(model.conversation().encode(model.number(), Passage.of(text)))
                .map(ChildEncoder::read);
    }

    private static Embedding read(Told told) {
        if (told instanceof Told.Encoded(long call, float[] vector, double unknown, boolean isTruncated))
            return new Embedding(vector, unknown, isTruncated);
        throw new FailureException(new Failure.Internal("the engine did not encode"));
    }

    @Override
    public void whenLost(Consumer<String> then) {
        model.whenLost(then);
    }

    @Override
    public void close() {
        model.close();
    }
}
