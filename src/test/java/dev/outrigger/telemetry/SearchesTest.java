package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.SavedSearches;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Saved searches and links ask for tags that spans have, and not for Jaeger's own {@code error} and {@code span.kind}: its
 * memory does not find spans by them. That they find what they should is {@code JaegerTreeIT}'s to say.
 */
class SearchesTest {
    private static final Pattern TAG = Pattern.compile("\"([a-z_.]+)\":\"");
    private static final Pattern LINK = Pattern.compile("/search[^\"]*|#\\{([^}]*)}");

    @Test
    void anSreHasSixQuestionsAtLeast() {
        assertTrue(SavedSearches.all().size() >= 6, SavedSearches.all()::toString);
    }

    @Test
    void askForTagsThatSpansHave() {
        assertEquals(
                List.of(),
                SavedSearches.all().values().stream()
                        .flatMap(SearchesTest::gone)
                        .toList());
    }

    @Test
    void soDoJaegersMenuAndLinks() throws IOException {
        String page = Files.readString(Path.of("observability/jaeger/ui.json"));

        List<String> gone = LINK.matcher(page)
                .results()
                .map(MatchResult::group)
                .flatMap(SearchesTest::gone)
                .toList();

        assertTrue(page.contains("linkPatterns"));
        assertEquals(List.of(), gone);
        assertEquals(
                List.of("outrigger.gone"),
                gone("?tags=%7B%22outrigger.gone%22%3A%22x%22%7D").toList());
    }

    private static Stream<String> gone(String search) {
        Set<String> known = new HashSet<>();
        Stream.of(Names.Attribute.class, Names.Convention.class)
                .flatMap(NamesTest::names)
                .forEach(known::add);
        return TAG.matcher(URLDecoder.decode(search, StandardCharsets.UTF_8))
                .results()
                .map(tag -> tag.group(1))
                .filter(tag -> !known.contains(tag));
    }
}
