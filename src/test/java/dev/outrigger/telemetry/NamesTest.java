package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final Path DOCUMENT = Path.of("observability/names.md");
    /** The first column of a table's row. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)`");
    /** Metrics' labels are told in the metrics' rows, not in rows of their own. */
    private static final List<Class<?>> DOCUMENTED = List.of(
            Names.Span.class, Names.Event.class, Names.Convention.class, Names.Attribute.class, Names.Metric.class);

    @Test
    void areDocumentedEachAndNoneThatIsGone() throws IOException {
        Set<String> documented = ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult row) -> row.group(1).replaceAll("<[a-z]+>.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> names = DOCUMENTED.stream()
                .flatMap(NamesTest::names)
                .filter(name -> !name.startsWith("."))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(String.join("\n", names), String.join("\n", documented));
    }

    @Test
    void documentsEveryLabel() throws IOException {
        String document = Files.readString(DOCUMENT);

        List<String> missing = names(Names.Label.class)
                .filter(label -> !document.contains("`" + label + "`"))
                .toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void areOursOrAConventions() {
        assertTrue(Stream.of(Names.Event.class, Names.Attribute.class)
                .flatMap(NamesTest::names)
                .filter(name -> !name.startsWith("."))
                .allMatch(name -> name.startsWith("outrigger.")));
    }

    static Stream<String> names(Class<?> group) {
        return Stream.of(group.getDeclaredFields()).map(NamesTest::name);
    }

    private static String name(Field field) {
        try {
            Object value = field.get(null);
            return value instanceof AttributeKey<?> key ? key.getKey() : String.valueOf(value);
        } catch (IllegalAccessException hidden) {
            throw new AssertionError(hidden);
        }
    }
}
