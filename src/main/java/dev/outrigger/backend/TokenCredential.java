package dev.outrigger.backend;

import dev.outrigger.chat.Splice;
import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A token that is minted here and expires. */
public final class TokenCredential implements Credential {
    private static final int UNAUTHORIZED = 401;

    private final Renewed<String> token;

    public TokenCredential(Renewed<String> token) {
        this.token = token;
    }

    @Override
    public Optional<String> lack() {
        return token.lack();
    }

    @Override
    public Optional<Proof> proof() {
        return Optional.of(new Bearer());
    }

    @Override
    public void close() {
        token.close();
    }

    private final class Bearer implements Proof {
        private @Nullable String shown;

        @Override
        public Future<Map<String, String>> headers(RequestOptions head, Optional<Splice> body) {
            return token.get().map(minted -> {
                shown = minted;
                return Map.of(KeyHeader.BEARER.header(), KeyHeader.BEARER.value(minted));
            });
        }

        @Override
        public List<String> secrets() {
            String minted = shown;
            return minted == null ? List.of() : List.of(minted);
        }

        @Override
        public Optional<String> refused(int status, Function<String, Optional<String>> header) {
            String rejected = shown;
            if (status == UNAUTHORIZED && rejected != null) token.refuse(rejected);
            return Optional.empty();
        }
    }
}
