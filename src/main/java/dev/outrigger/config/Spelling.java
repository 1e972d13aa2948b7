package dev.outrigger.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** A value as a file would say it: what {@link Binder} reads as the same. Every key is said, also where it is the default. */
public final class Spelling {
    private static final int WIDTH = 160;

    private Spelling() {}

    /** The text of a file that means this record. */
    public static String yaml(Record value) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(WIDTH);
        options.setSplitLines(false);
        return new Yaml(options).dump(tree(value));
    }

    /** Mappings, lists, texts, numbers and truth values. */
    private static Object tree(Object value) {
        return switch (value) {
            case String text -> text;
            case Integer number -> number;
            case Long number -> number;
            case Double number -> number;
            case Boolean truth -> truth;
            case Duration time -> words(time);
            case LocalTime time -> time.toString();
            case Figure figure -> figure.text();
            case DataSize size -> size.toString();
            case URI address -> address.toString();
            case Path path -> path.toString();
            case Enum<?> constant -> EnumWords.word(constant);
            case List<?> list -> list.stream().map(Spelling::tree).toList();
            case Map<?, ?> map -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                map.forEach((key, entry) -> entries.put(String.valueOf(key), tree(entry)));
                yield entries;
            }
            case Record record -> tree(record);
            default -> throw new IllegalStateException("a file cannot say a " + value.getClass());
        };
    }

    private static Map<String, Object> tree(Record record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Optional<Class<?>> parent = Arrays.stream(record.getClass().getInterfaces())
                .filter(type -> type.isAnnotationPresent(Variants.class))
                .findFirst()
                .map(type -> type);
        Optional<String> kindKey = parent.flatMap(type -> VariantLayout.of(type).field());
        String word = VariantLayout.wordOf(record.getClass()).orElse("");
        kindKey.ifPresent(key -> fields.put(key, word));
        Layout layout = Layout.of(record.getClass());
        for (Layout.Field field : layout.fields())
            present(new RecordValue(field.component(), record).value())
                    .ifPresent(there -> fields.put(field.key(), tree(there)));
        boolean isWhole = parent.isEmpty() || kindKey.isPresent() || VariantLayout.isShort(word, layout);
        return isWhole ? fields : new LinkedHashMap<>(Map.of(word, fields));
    }

    /** What is within an optional value. */
    private static Optional<Object> present(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(there -> there);
            case OptionalInt number -> number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
            case OptionalLong number -> number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
            case OptionalDouble number -> number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
            default -> Optional.of(value);
        };
    }

    private static String words(Duration time) {
        long millis = time.toMillis();
        if (millis % 86_400_000 == 0 && millis > 0) return millis / 86_400_000 + "d";
        if (millis % 3_600_000 == 0 && millis > 0) return millis / 3_600_000 + "h";
        if (millis % 60_000 == 0 && millis > 0) return millis / 60_000 + "m";
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
