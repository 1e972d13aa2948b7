package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.json.JsonBounds;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RewriteTest {
    private final Set<String> dropped = new TreeSet<>(Set.of("user"));

    private static Rewrite rewrite(Set<String> rejects, Map<String, String> renames) {
        return new Rewrite(new ModelName("m"), rejects, renames, Rewrite.StreamUsage.AS_ASKED);
    }

    private String edited(Rewrite rewrite, String said) {
        return rewrite.edited(Bytes.of(said), dropped).joined().utf8();
    }

    @Test
    void leavesARequestAsItWasSaidWhereTheModelTakesAll() {
        Bytes said = Bytes.of("no JSON, and nobody looks");

        assertSame(
                said, rewrite(Set.of(), Map.of()).edited(said, dropped).pieces().getFirst());
    }

    @Test
    void leavesOutWhatTheModelRejectsAndNamesIt() {
        Rewrite rewrite = rewrite(Set.of("temperature", "seed"), Map.of());

        assertEquals("{\"model\":\"m\"}", edited(rewrite, "{\"model\":\"m\",\"temperature\":1}"));
        assertEquals(Set.of("temperature", "user"), dropped);
    }

    @Test
    void leavesOutOfSomeRequestsWhatWasLearnedOfThemAlone() {
        Rewrite rewrite = new Rewrite(
                new ModelName("m"),
                Set.of(),
                Map.of(),
                Rewrite.StreamUsage.AS_ASKED,
                Rewrite.Reasoning.KEPT,
                Set.of(
                        new Lesson("effort", Optional.empty(), new When.Saying("effort", "\"minimal\"")),
                        new Lesson("thinking", Optional.empty(), new When.Saying("thinking.type", "\"adaptive\"")),
                        new Lesson("top_p", Optional.empty(), new When.Beside("temperature"))));
        String taken = "{\"effort\":\"high\",\"thinking\":{\"type\":\"enabled\"},\"top_p\":1}";

        assertEquals(taken, edited(rewrite, taken));
        assertEquals(Set.of("user"), dropped);
        assertEquals(
                "{\"temperature\":1}",
                edited(
                        rewrite,
                        "{\"effort\":\"minimal\",\"thinking\":{\"type\":\"adaptive\"},\"temperature\":1,\"top_p\":1}"));
        assertEquals(Set.of("effort", "thinking", "top_p", "user"), dropped);
    }

    @Test
    void givesFieldsTheNamesThatUpstreamKnows() {
        Rewrite rewrite = rewrite(Set.of(), Map.of("max_completion_tokens", "max_tokens"));

        assertEquals("{\"max_tokens\":3}", edited(rewrite, "{\"max_completion_tokens\":3}"));
        assertEquals(Set.of("user"), dropped);
    }

    @Test
    void leavesOutAndRenamesFieldsInsideOfOthersAndNamesThemByTheirPaths() {
        Rewrite rewrite = rewrite(
                Set.of("generationConfig.topK", "tools[].strict", "none.there"),
                Map.of("generationConfig.maxOutputTokens", "maxTokens"));

        assertEquals(
                "{\"generationConfig\":{\"maxTokens\":3},\"tools\":[{\"name\":\"a\"},{}]}",
                edited(
                        rewrite,
                        "{\"generationConfig\":{\"topK\":1,\"maxOutputTokens\":3},"
                                + "\"tools\":[{\"name\":\"a\",\"strict\":true},{\"strict\":false}]}"));
        assertEquals(Set.of("generationConfig.topK", "tools[].strict", "user"), dropped);
    }

    /** Another dialect may need one level more for the same schema. */
    @Test
    void cannotSayWhatBecameTooLargeToEdit() {
        int depth = JsonBounds.WRITTEN.depth();
        String deep = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        Rewrite rewrite = rewrite(Set.of("a"), Map.of());

        assertThrows(Unsaid.class, () -> edited(rewrite, deep));
    }

    /** As arguments are that a model wrote, of a call in the conversation. */
    @Test
    void editsWhatHoldsAKeyTwiceOrIsDeep() {
        Rewrite rewrite = rewrite(Set.of("temperature", "messages[].name"), Map.of());
        String deep = "[".repeat(100) + "]".repeat(100);
        String rest = "\"messages\":[{\"input\":{\"a\":1,\"a\":2,\"b\":" + deep + "}}]";

        assertEquals("{" + rest + "}", edited(rewrite, "{\"temperature\":1," + rest + "}"));
    }
}
