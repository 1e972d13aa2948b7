package dev.outrigger.backend;

import dev.outrigger.registry.Headroom;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import java.util.Optional;

/** Where models are reached. Methods are called on an event loop and do not block. */
public interface Backend extends AutoCloseable {
    /** The name in the configuration. */
    String name();

    /** The provider as GenAI semantic conventions name it, for example {@code openai}. */
    String provider();

    /** Host and port of upstream; absent when the model runs in this process. */
    Optional<String> server();

    /** Asks a model. The call begins on the call's context, in this tick or the next. */
    Run attempt(Call call);

    /** Whether this backend could serve the model now, as far as the backend itself knows. */
    Health health(ModelProfile profile);

    /** What is left of the model's rate limits, as far as upstream has said. */
    default Headroom headroom(ModelProfile profile) {
        return Headroom.UNKNOWN;
    }

    /** Stops what is running and frees connections and models. */
    @Override
    void close();
}
