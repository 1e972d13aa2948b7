package dev.outrigger.child;

import java.util.Optional;
import java.util.function.Supplier;

/** A value that is made when it is asked for first; two who ask at once may each make it. */
final class Later<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private volatile Optional<T> made = Optional.empty();

    private Later(Supplier<T> maker) {
        this.maker = maker;
    }

    static <T> Supplier<T> of(Supplier<T> maker) {
        return new Later<>(maker);
    }

    @Override
    public T get() {
        if (made.isEmpty()) made = Optional.of(maker.get());
        return made.get();
    }
}
