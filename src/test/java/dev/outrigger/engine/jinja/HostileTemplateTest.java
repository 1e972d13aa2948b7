package dev.outrigger.engine.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Templates of files that nobody vouches for: damaged ones, and what they could make of a chat. */
class HostileTemplateTest {
    private static final List<String> SCRAPS = List.of(
            "{%",
            "%}",
            "{{",
            "}}",
            "{#",
            "#}",
            "-",
            "+",
            "'",
            "\"",
            "\\",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "|",
            ".",
            ":",
            ",",
            "~",
            "=",
            "not ",
            " is ",
            " in ",
            " if ",
            " else ",
            "for x in ",
            "endfor",
            "endif",
            "set ",
            "macro ",
            "raw",
            "endraw",
            "messages",
            "loop",
            "none",
            "1e9",
            "**",
            "//",
            "[::-1]",
            "|tojson",
            "|sort",
            "|map(",
            "range(",
            "namespace(",
            "\n",
            "999999999999999999999");

    private static final List<String> SOURCES = sources();

    @Property(tries = 2_000)
    void endsInATextOrAnErrorOfItsOwn(@ForAll long seed) {
        // Given: a real template with a few scraps in wrong places, and maybe a part missing
        Random random = new Random(seed);
        StringBuilder source = new StringBuilder(SOURCES.get(random.nextInt(SOURCES.size())));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(source.length());
            if (random.nextInt(3) == 0) source.delete(at, Math.min(source.length() - 1, at + random.nextInt(40)));
            else source.insert(at, SCRAPS.get(random.nextInt(SCRAPS.size())));
        }
        // Then
        try {
            Text text = Template.of(source.toString()).render(variables(), 100, Recorded.NOW);
            assertTrue(text.length() >= 0);
        } catch (TemplateException cause) {
            assertTrue(!String.valueOf(cause.getMessage()).isEmpty());
        }
    }

    @Test
    void eachFamilysTemplateQuotesWhatMessagesSayAndNothingElse() throws TemplateException {
        for (String source : SOURCES) {
            // Given: messages of a letter that no template has
            Text text = Template.of(source).render(variables(), 100, Recorded.NOW);
            // Then
            for (Text.Range range : text.ranges()) {
                String part = text.string().substring(range.from(), range.to());
                assertEquals(
                        range.isQuoted() ? part.length() : 0,
                        part.chars().filter(c -> c == 'Ω').count());
            }
        }
    }

    private static Map<String, Value> variables() {
        List<Value> messages = new ArrayList<>();
        for (String speaker : List.of("user", "assistant", "user")) {
            messages.add(Value.Dict.of(Map.of("role", Text.own(speaker), "content", Text.quoted("ΩΩ"))));
        }
        return Map.of(
                "messages",
                new Value.Listed(messages),
                "bos_token",
                Text.own("<s>"),
                "eos_token",
                Text.own("</s>"),
                "tools",
                Value.NONE,
                "add_generation_prompt",
                Value.TRUE);
    }

    private static List<String> sources() {
        try {
            TreeSet<String> names = new TreeSet<>();
            for (JsonNode each : Recorded.json("chats.json").get("rendered")) {
                names.add(each.get("template").asText());
            }
            List<String> sources = new ArrayList<>();
            for (String name : names) sources.add(Recorded.template(name));
            return sources;
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
