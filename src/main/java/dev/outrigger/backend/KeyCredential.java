package dev.outrigger.backend;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A key that goes into one header as it is. */
public final class KeyCredential implements Credential {
    private final KeyHeader place;
    private final Supplier<Optional<String>> key;
    private final Supplier<Optional<String>> lack;

    /**
     * @param key as it is now; absent when none is configured, or it is not there
     * @param lack why a configured key is not there now
     */
    public KeyCredential(KeyHeader place, Supplier<Optional<String>> key, Supplier<Optional<String>> lack) {
        this.place = place;
        this.key = key;
        this.lack = lack;
    }

    @Override
    public Optional<String> lack() {
        return lack.get();
    }

    @Override
    public Optional<Proof> proof() {
        return key.get().map(text -> {
            Future<Map<String, String>> said = Future.succeededFuture(Map.of(place.header(), place.value(text)));
            return (head, body) -> said;
        });
    }
}
