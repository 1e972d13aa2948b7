package dev.outrigger.dialect;

import dev.outrigger.dialect.json.FieldPath;
import dev.outrigger.dialect.json.JsonObjectText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A field that a refusal names, by its names and the numbers of items, from the outside in; some name the kind of a thing
 * as well, which is no field.
 *
 * @param about what of it is refused
 */
record Refused(List<String> names, About about) {
    /** Fields in which Bedrock has those of which a model of another's speaks as its own. */
    private static final List<String> HOLDERS = List.of("inferenceConfig", "additionalModelRequestFields");

    Refused {
        names = List.copyOf(names);
    }

    /** Whatever it says. */
    static Refused whole(List<String> names) {
        return new Refused(names, new About.Whole());
    }

    /** Where the field is in this request, if it is there. */
    Optional<FieldPath> path(JsonObjectText sent) {
        return path(names, sent);
    }

    private static Optional<FieldPath> path(List<String> names, JsonObjectText sent) {
        return sent.named(names)
                .or(() -> HOLDERS.stream()
                        .flatMap(holder ->
                                sent
                                        .named(Stream.concat(Stream.of(holder), names.stream())
                                                .toList())
                                        .stream())
                        .findFirst());
    }

    /** In which requests like this one it is refused; absent when this one does not say what the refusal speaks of. */
    Optional<When> when(JsonObjectText sent) {
        return switch (about) {
            case About.Whole() -> Optional.of(When.ALWAYS);
            case About.Beside(var other) -> path(other, sent).map(path -> new When.Beside(path.toString()));
            case About.Value(var at, var said) -> path(at, sent).flatMap(path -> saying(path, said, sent));
        };
    }

    private static Optional<When> saying(FieldPath path, Optional<String> said, JsonObjectText sent) {
        // Which of the items it is that says so a path does not tell, and what holds others is no value.
        if (path.hasItems() || sent.holdsOthers(path))
            return said.isEmpty() ? Optional.of(When.ALWAYS) : Optional.empty();
        return sent.words(path).stream()
                .filter(word -> said.isEmpty() || said.get().equalsIgnoreCase(word.replace("\"", "")))
                .findFirst()
                .map(word -> new When.Saying(path.toString(), word));
    }

    /** What of a field is refused. */
    sealed interface About {
        /** All of it. */
        record Whole() implements About {}

        /**
         * One value.
         *
         * @param at the names of the field that has it: of the refused one, or of one in it
         * @param said the value in the refusal's words; absent where that names the field alone
         */
        record Value(List<String> at, Optional<String> said) implements About {}

        /** That another is there as well, by its names. */
        record Beside(List<String> other) implements About {}
    }
}
