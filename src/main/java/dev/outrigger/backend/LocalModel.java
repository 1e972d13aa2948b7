package dev.outrigger.backend;

import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Health;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A model of this process as it is now: still loading, ready with its generator, asleep, or unavailable. */
public sealed interface LocalModel {
    /**
     * It can answer.
     *
     * @param generator freed only after something else has been put in its place
     */
    record Ready(Shared<Generator> generator) implements LocalModel {}

    /**
     * It can, after it has been loaded: nobody asked it for long.
     *
     * @param wake has it loaded, or waits for that
     */
    record Asleep(String detail, Wake wake) implements LocalModel {}

    /** Has a model loaded. */
    @FunctionalInterface
    interface Wake {
        /**
         * Completes on another thread when the model can answer; fails with {@link dev.outrigger.chat.FailureException} when
         * it cannot be loaded, or when too many wait for it already. The loan must be closed, also when nobody wants it any
         * more.
         *
         * @param isGivenUp whether whoever asked has gone; any thread asks
         */
        Future<Shared.Loan<Generator>> loan(BooleanSupplier isGivenUp);
    }

    /**
     * Not yet: it is being loaded.
     *
     * @param wake waits for that; absent after a loss, when others had better be asked at once
     */
    record Loading(String detail, Optional<Wake> wake) implements LocalModel {}

    record Unavailable(String detail) implements LocalModel {}

    default Health health() {
        return switch (this) {
            case Ready ready -> new Health.Ready();
            case Asleep asleep -> new Health.Asleep(asleep.detail());
            case Loading loading ->
                new Health.Loading(loading.detail(), loading.wake().isPresent());
            case Unavailable unavailable -> new Health.Unavailable(unavailable.detail());
        };
    }
}
