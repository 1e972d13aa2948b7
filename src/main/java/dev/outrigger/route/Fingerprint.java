package dev.outrigger.route;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A hash of configuration records that is the same in every process: sets and maps, whose order Java draws anew at each
 * start, are written in the order of their text, so that all pods name a policy alike.
 */
final class Fingerprint {
    private static final int DIGITS = 12;

    private Fingerprint() {}

    static String of(Object... values) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(text(List.of(values)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case Record fields -> text(fields);
            case Set<?> set -> set.stream().map(Fingerprint::text).sorted().collect(braces());
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
                        .sorted()
                        .collect(braces());
            case Collection<?> list -> list.stream().map(Fingerprint::text).collect(braces());
            case Optional<?> maybe -> maybe.map(Fingerprint::text).orElse("absent");
            case OptionalDouble number -> number.isPresent() ? text(number.getAsDouble()) : "absent";
            case OptionalInt number -> number.isPresent() ? text(number.getAsInt()) : "absent";
            // Quoted by its length: no text can imitate another structure.
            default -> {
                String plain = value.toString();
                yield plain.length() + ":" + plain;
            }
        };
    }

    private static String text(Record fields) {
        return fields.getClass().getSimpleName()
                + Stream.of(fields.getClass().getRecordComponents())
                        .map(component -> component.getName() + "=" + text(read(fields, component)))
                        .collect(braces());
    }

    private static Object read(Record owner, RecordComponent component) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static java.util.stream.Collector<CharSequence, ?, String> braces() {
        return Collectors.joining(",", "{", "}");
    }
}
