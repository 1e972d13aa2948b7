package dev.outrigger.config;

import dev.outrigger.chat.Bytes;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One text for one meaning, to be hashed. Text stands in quotes and every collection in brackets, so no two meanings
 * share a text; keys and sets are sorted, but for the keys of a record's component that is declared as a {@link SequencedMap}:
 * their order is meant. Java's names of records do not enter, their words in the file do.
 */
final class Canonical {
    private Canonical() {}

    static String text(Object value) {
        return switch (value) {
            case Node node -> node(node);
            case Hash hash -> "#" + hash.hex();
            case Bytes bytes -> "#" + Hash.sha256(bytes.array());
            case Optional<?> optional -> optional.map(Canonical::text).orElse("~");
            case OptionalInt number -> number.isPresent() ? text(number.getAsInt()) : "~";
            case OptionalLong number -> number.isPresent() ? text(number.getAsLong()) : "~";
            case OptionalDouble number -> number.isPresent() ? text(number.getAsDouble()) : "~";
            case List<?> list -> list.stream().map(Canonical::text).collect(Collectors.joining(",", "[", "]"));
            case Set<?> set -> sorted(set.stream().map(Canonical::text), "<", ">");
            case Map<?, ?> map -> sorted(map.entrySet().stream().map(Canonical::entry), "{", "}");
            default -> single(value);
        };
    }

    private static String single(Object value) {
        return switch (value) {
            case String text -> quoted(text);
            case Integer number -> number.toString();
            case Long number -> number.toString();
            // Adding zero makes one zero of two.
            case Double number -> Double.toString(number + 0.0);
            case BigDecimal number -> number.stripTrailingZeros().toString();
            case Boolean truth -> truth.toString();
            case Duration time -> time.toString();
            case LocalTime time -> time.toString();
            case Figure figure -> figure.number().isPresent() ? text(figure.number()) : quoted(figure.text());
            case DataSize size -> size.bytes() + "B";
            case URI address -> quoted(address.toString());
            case Path path -> quoted(path.toString());
            case Enum<?> constant -> EnumWords.word(constant);
            case Record record -> record(record);
            default -> throw new IllegalStateException("no canonical text of a " + value.getClass());
        };
    }

    private static String record(Record record) {
        Stream<String> fields = Arrays.stream(record.getClass().getRecordComponents())
                .map(component -> new RecordValue(component, record))
                .filter(field -> !text(field.value()).equals("~"))
                .map(field -> quoted(field.key()) + ":" + field(field));
        return VariantLayout.wordOf(record.getClass()).orElse("") + sorted(fields, "{", "}");
    }

    private static String field(RecordValue field) {
        boolean isInOrder = field.component().getType() == SequencedMap.class;
        if (!isInOrder) return text(field.value());
        return ((Map<?, ?>) field.value())
                .entrySet().stream().map(Canonical::entry).collect(Collectors.joining(",", "(", ")"));
    }

    private static String entry(Map.Entry<?, ?> entry) {
        return text(entry.getKey()) + ":" + text(entry.getValue());
    }

    private static String node(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> quoted(scalar.text());
            case Node.Nothing nothing -> "~";
            case Node.Sequence sequence -> text(sequence.items());
            case Node.Mapping mapping -> sorted(mapping.entries().stream().map(Canonical::nodeEntry), "{", "}");
        };
    }

    private static String nodeEntry(Node.Entry entry) {
        return quoted(entry.key()) + ":" + node(entry.value());
    }

    private static String sorted(Stream<String> texts, String open, String close) {
        Collection<String> inOrder = texts.sorted().toList();
        return open + String.join(",", inOrder) + close;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
