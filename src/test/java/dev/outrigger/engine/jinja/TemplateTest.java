package dev.outrigger.engine.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Templates against what jinja2 made of them in the environment of {@code apply_chat_template}. */
class TemplateTest {
    @Test
    void rendersEachFamilysTemplateAsHuggingFaceDoes() throws IOException {
        // Given
        JsonNode recorded = Recorded.json("chats.json");
        Map<String, String> wrong = new LinkedHashMap<>();
        var templates = new TreeSet<String>();
        // When
        for (JsonNode each : recorded.get("rendered")) {
            String name = each.get("template").asText();
            JsonNode chat = recorded.get("chats").get(each.get("chat").asText());
            templates.add(name);
            String result = result(Recorded.template(name), Recorded.variables(chat));
            String expected = expected(each);
            if (!expected.equals(result))
                wrong.put(name + " " + each.get("chat").asText(), expected + "\n" + result);
        }
        // Then
        assertEquals(Map.of(), wrong);
        assertEquals(12, templates.size());
        assertEquals(12 * 20, recorded.get("rendered").size());
    }

    @Test
    void computesExpressionsAsJinjaDoes() throws IOException {
        Map<String, String> wrong = new LinkedHashMap<>();
        for (JsonNode each : Recorded.json("expressions.json")) {
            String source = each.get("source").asText();
            String result = result(source, Map.of("messages", new Value.Listed(List.of())));
            if (!expected(each).equals(result)) wrong.put(source, expected(each) + "\n" + result);
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void saysInWhichLineWhatIsWrong() {
        assertBroken("line 2: the tag include is not known", "a\n{% include 'x' %}");
        assertBroken("line 3: the filter shout is not known", "a\n\n{{ 'x' | shout }}");
        assertBroken("line 2: expected the end of the tag, found \"y\"", "\n{% if x y %}{% endif %}");
        assertBroken("line 1: expected elif or else or endif, found the end", "{% if x %}");
        assertBroken("line 1: a recursive for is not known", "{% for x in y recursive %}{% endfor %}");
        assertBroken("line 2: a comment has no end", "\n{# x");
        assertBroken("line 1: cannot look into what is undefined (\"x\" is undefined)", "{{ x.y }}");
    }

    @Test
    void tellsARefusalFromAMistake() {
        // When
        TemplateException refused = thrown("\n{{ raise_exception('Speakers must take turns') }}", Map.of());
        // Then
        assertEquals(TemplateException.Cause.REFUSED, refused.reason());
        assertEquals("Speakers must take turns", refused.getMessage());
    }

    @Test
    void aRefusalQuotesNothingFromTheChat() {
        TemplateException refused =
                thrown("{{ raise_exception('Not: ' ~ said ~ '!') }}", Map.of("said", Text.quoted("a secret")));
        assertEquals("Not: …!", refused.getMessage());
    }

    private static void assertBroken(String message, String source) {
        TemplateException thrown = thrown(source, Map.of());
        assertEquals(message, thrown.getMessage());
        assertEquals(TemplateException.Cause.BROKEN, thrown.reason());
    }

    private static TemplateException thrown(String source, Map<String, Value> variables) {
        return assertThrows(TemplateException.class, () -> Template.of(source).render(variables, 0, Recorded.NOW));
    }

    private static String result(String source, Map<String, Value> variables) {
        try {
            return Template.of(source).render(variables, 10_000, Recorded.NOW).string();
        } catch (TemplateException cause) {
            return "raises";
        }
    }

    private static String expected(JsonNode recorded) {
        return recorded.has("text") ? recorded.get("text").asText() : "raises";
    }
}
