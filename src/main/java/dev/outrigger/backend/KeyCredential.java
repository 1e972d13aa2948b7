package dev.outrigger.backend;

import dev.outrigger.chat.Splice;
import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A key that goes into one header as it is. */
public final class KeyCredential implements Credential {
    private static final int UNAUTHORIZED = 401;

    private final KeyHeader place;
    private final Supplier<Optional<String>> key;
    private final Supplier<Optional<String>> lack;
    private volatile @Nullable String refused;

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
        Optional<String> why = lack.get();
        // Whatever there will be is another key.
        if (why.isPresent()) refused = "";
        return why;
    }

    @Override
    public Optional<Proof> proof() {
        return key.get().map(Shown::new);
    }

    /** Of a refusal that does not tell the key, it is presumed. */
    @Override
    public boolean isRefused() {
        String last = refused;
        return last == null || key.get().filter(last::equals).isPresent();
    }

    /** The key of one call. */
    private final class Shown implements Proof {
        private final String text;

        private Shown(String text) {
            this.text = text;
        }

        @Override
        public Future<Map<String, String>> headers(RequestOptions head, Optional<Splice> body) {
            return Future.succeededFuture(Map.of(place.header(), place.value(text)));
        }

        @Override
        public List<String> secrets() {
            return List.of(text);
        }

        @Override
        public Optional<String> refused(int status, Function<String, Optional<String>> header) {
            if (status == UNAUTHORIZED) refused = text;
            return Optional.empty();
        }
    }
}
