package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiCitationsTest {
    private static List<Event> cited(String annotation) {
        return Wire.events("{\"choices\":[{\"index\":0,\"delta\":{\"annotations\":[" + annotation + "]}}]}");
    }

    private static Citation page(Optional<String> title, Optional<Citation.Stretch> stretch) {
        return new Citation(new Citation.Source.Page("https://x"), title, Optional.empty(), stretch);
    }

    @Test
    void tellsWhichStretchRestsOnWhichPage() {
        assertEquals(
                List.of(new Event.Cited(0, page(Optional.of("X"), Optional.of(new Citation.Stretch(2, 9))))),
                cited("{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://x\",\"title\":\"X\","
                        + "\"start_index\":2,\"end_index\":9}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"start_index\":9,\"end_index\":2", "\"start_index\":-1,\"end_index\":2", "\"start_index\":1"})
    void keepsThePageWhenTheStretchIsNone(String stretch) {
        assertEquals(
                List.of(new Event.Cited(0, page(Optional.empty(), Optional.empty()))),
                cited("{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://x\"," + stretch + "}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"type\":\"file_citation\"}", "{\"url_citation\":{\"title\":\"X\"}}"})
    void namesWhatHasNoWord(String annotation) {
        assertEquals(List.of(new Event.Other(0, "annotations")), cited(annotation));
    }
}
