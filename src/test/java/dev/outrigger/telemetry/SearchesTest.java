package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.support.SavedSearches;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Saved searches and links ask for tags that spans have, and not for Jaeger's own {@code error} and {@code span.kind}: its
 * memory does not find spans by them. That they find what they should is {@code JaegerTreeIT}'s to say.
 */
class SearchesTest {
    private static final Pattern TAG = Pattern.compile("\"([a-z_.]+)\":\"");
    private static final Pattern PUT_IN = Pattern.compile("#\\{([^}]*)}");

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
        JsonNode page = new ObjectMapper().readTree(Files.readString(Path.of("observability/jaeger/ui.json")));
        List<String> searches = page.findValuesAsText("url");

        assertTrue(searches.size() > page.path("linkPatterns").size(), searches::toString);
        assertEquals(List.of(), searches.stream().flatMap(SearchesTest::gone).toList());
        assertEquals(
                List.of(),
                page.path("linkPatterns").findValuesAsText("key").stream()
                        .filter(key -> !known().contains(key))
                        .toList());
    }

    /** A link is shown at its key's tag, and can put nothing else in than tags of that span. */
    @Test
    void aLinkPutsInTheTagThatItStandsAt() throws IOException {
        JsonNode links = new ObjectMapper()
                .readTree(Files.readString(Path.of("observability/jaeger/ui.json")))
                .path("linkPatterns");

        for (JsonNode link : links)
            assertEquals(
                    List.of(link.path("key").asText()),
                    PUT_IN.matcher(link.path("url").asText())
                            .results()
                            .map(found -> found.group(1))
                            .toList(),
                    link::toString);
    }

    @Test
    void aTagThatIsGoneWouldBeSeen() {
        assertEquals(
                List.of("outrigger.gone"),
                gone("/search?tags=%7B%22outrigger.gone%22%3A%22x%22%7D").toList());
        assertEquals(
                List.of("outrigger.gone"),
                gone("/search?tags=%7B%22error.type%22%3A%22#{outrigger.gone}%22%7D")
                        .toList());
    }

    /** Tags that are asked for or put in, and that no span has. */
    private static Stream<String> gone(String search) {
        String plain = URLDecoder.decode(search, StandardCharsets.UTF_8);
        Set<String> known = known();
        return Stream.of(TAG, PUT_IN)
                .flatMap(pattern -> pattern.matcher(plain).results())
                .map(tag -> tag.group(1))
                .filter(tag -> !known.contains(tag));
    }

    private static Set<String> known() {
        return Stream.of(Names.Attribute.class, Names.Convention.class)
                .flatMap(NamesTest::names)
                .collect(Collectors.toSet());
    }
}
