package dev.outrigger.child;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Passage;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Embedder;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** A model of the engine's process that makes vectors. */
record ChildEmbedder(ChildModel model) implements Embedder {
    @Override
    public int dimensions() {
        return model.dimensions();
    }

    @Override
    public int contextTokens() {
        return model.tokens();
    }

    @Override
    public Device device() {
        return model.device();
    }

    @Override
    public Future<Embedded> embed(String text) {
        return Future.fromCompletionStage(model.conversation().embed(model.number(), Passage.of(text)))
                .map(ChildEmbedder::read);
    }

    private static Embedded read(Told told) {
        if (told instanceof Told.Embedded(long call, Embedded made)) return made;
        throw new FailureException(new Failure.Internal("the engine made no vector"));
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
