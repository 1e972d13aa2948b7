package dev.outrigger.config;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What became of a configuration: a value that keeps all its rules, or everything that is wrong with it. */
public sealed interface Bound<T> {
    /** No mistakes. */
    record Ok<T>(T value) implements Bound<T> {}

    /** At least one mistake, in the order of the file's lines. */
    record Wrong<T>(List<Mistake> mistakes) implements Bound<T> {
        private static final Comparator<Mistake> BY_PLACE = Comparator.<Mistake, String>comparing(
                        mistake -> mistake.place().file())
                .thenComparingInt(Mistake::line)
                .thenComparingInt(mistake -> mistake.place().column());

        public Wrong {
            if (mistakes.isEmpty()) throw new IllegalArgumentException("wrong without a mistake");
            mistakes = mistakes.stream().sorted(BY_PLACE).toList();
        }
    }

    /** Goes on with the value; mistakes stay as they are. */
    default <R> Bound<R> then(Function<? super T, Bound<R>> next) {
        return switch (this) {
            case Ok<T>(T value) -> next.apply(value);
            case Wrong<T>(List<Mistake> mistakes) -> new Wrong<>(mistakes);
        };
    }

    /**
     * The value.
     *
     * @throws WrongConfigException with every mistake, for those who have nothing to fall back on
     */
    default T orElseThrow() {
        return switch (this) {
            case Ok<T>(T value) -> value;
            case Wrong<T>(List<Mistake> mistakes) -> throw new WrongConfigException(mistakes);
        };
    }
}
