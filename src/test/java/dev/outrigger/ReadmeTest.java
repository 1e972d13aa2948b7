package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.Failure;
import dev.outrigger.config.SchemaWriter;
import dev.outrigger.route.Decision;
import dev.outrigger.support.Golden;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path SITE = Path.of("src/site/markdown");
    private static final String BEGIN = "<!-- keys: generated, see ReadmeTest -->\n";
    private static final String END = "<!-- /keys -->";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern HEADER = Pattern.compile("`(x-outrigger-[a-z-]+)`");

    @Test
    void tableOfKeysIsTheSchemas() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        assertTrue(begin >= BEGIN.length() && end >= begin, "the table's marks are gone");

        String table = KeyTable.of(new ObjectMapper().readTree(SchemaWriter.write("outrigger.yaml", Settings.class)));

        Golden.matches(README, readme.substring(0, begin) + table + readme.substring(end));
    }

    @Test
    void namesExactlyTheHeadersThereAre() throws IOException {
        Set<String> named = HEADER.matcher(Files.readString(README))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(headers(), named);
    }

    @Test
    void namesEveryReasonOfADecision() throws IOException {
        String readme = Files.readString(README);

        assertEquals(
                List.of(),
                Arrays.stream(Decision.Reason.values())
                        .map(Decision.Reason::label)
                        .filter(label -> !readme.contains("`" + label + "`"))
                        .toList());
    }

    @Test
    void namesEveryKindOfFailure() throws IOException {
        String readme = Files.readString(README);

        assertEquals(
                List.of(),
                Arrays.stream(Failure.class.getPermittedSubclasses())
                        .map(kind -> kind.getSimpleName()
                                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                                .toLowerCase(java.util.Locale.ROOT))
                        .filter(label -> !readme.contains("`" + label + "`"))
                        .toList());
    }

    @Test
    void everyLinkOfTheDocumentsLeadsToAFile() throws IOException {
        for (Path document : documents()) {
            Path folder = document.toAbsolutePath().getParent();
            List<String> broken = LINK.matcher(Files.readString(document))
                    .results()
                    .map(match -> match.group(1))
                    .filter(link -> folder == null || !Files.exists(folder.resolve(link)))
                    .toList();
            assertEquals(List.of(), broken, document.toString());
        }
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> site = Files.walk(SITE)) {
            return Stream.concat(
                            Stream.of(README, Path.of("observability/README.md"), Path.of("kubernetes/README.md")),
                            site.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }

    /** As the proxy and the backend write them. */
    private static Set<String> headers() {
        Set<String> headers = new TreeSet<>();
        for (String holder : List.of("dev.outrigger.proxy.HeaderNames", "dev.outrigger.backend.HeaderRules")) {
            for (Field field : declared(holder).getDeclaredFields()) {
                if (field.getType() == String.class) headers.add(value(field));
            }
        }
        headers.removeIf(name -> !name.startsWith("x-outrigger-"));
        return headers;
    }

    private static Class<?> declared(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException gone) {
            throw new AssertionError(gone);
        }
    }

    private static String value(Field constant) {
        try {
            constant.setAccessible(true);
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException hidden) {
            throw new AssertionError(hidden);
        }
    }
}
