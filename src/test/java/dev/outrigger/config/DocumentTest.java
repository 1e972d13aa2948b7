package dev.outrigger.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What YAML text becomes, and which texts are refused, where. */
class DocumentTest {
    private static Node tree(String text) {
        return Document.parse("a.yaml", text).orElseThrow();
    }

    private static List<String> mistakes(byte[] content) {
        return switch (Document.read("a.yaml", content)) {
            case Bound.Ok<Node> ok -> List.of();
            case Bound.Wrong<Node>(List<Mistake> mistakes) ->
                mistakes.stream().map(Mistake::toString).toList();
        };
    }

    private static List<String> mistakes(String text) {
        return mistakes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsThePlaceOfEveryNode() {
        // When
        Node.Mapping root = assertInstanceOf(Node.Mapping.class, tree("a: 1\nb:\n  - x\n  - {c: y}\n"));

        // Then
        Node.Entry b = root.find("b").orElseThrow();
        Node.Sequence list = assertInstanceOf(Node.Sequence.class, b.value());
        assertEquals(new Place("a.yaml", 2, 1), b.place());
        assertEquals(new Place("a.yaml", 3, 5), list.items().get(0).place());
        assertEquals(new Place("a.yaml", 4, 5), list.items().get(1).place());
    }

    @Test
    void keepsTextAsWritten() {
        // When
        Node.Sequence list = assertInstanceOf(Node.Sequence.class, tree("[no, 1.10, 0x1F, '7', 2024-01-01]"));

        // Then
        assertEquals(
                List.of("no", "1.10", "0x1F", "7", "2024-01-01"),
                list.items().stream().map(item -> ((Node.Scalar) item).text()).toList());
        assertEquals(Node.Style.QUOTED, ((Node.Scalar) list.items().get(3)).style());
        assertEquals(Node.Style.PLAIN, ((Node.Scalar) list.items().get(0)).style());
    }

    @Test
    void readsAnEmptyFileAsNothing() {
        assertInstanceOf(Node.Nothing.class, tree(""));
        assertInstanceOf(Node.Nothing.class, tree("# only a comment\n"));
        assertInstanceOf(Node.Nothing.class, tree("~"));
    }

    @Test
    void readsPastAByteOrderMark() {
        assertEquals(List.of(), mistakes("\uFEFFa: 1\n"));
    }

    @Test
    void followsAliases() {
        // When
        Node.Mapping root = assertInstanceOf(Node.Mapping.class, tree("a: &x [1]\nb: *x\n"));

        // Then
        assertEquals(
                root.find("a").orElseThrow().value(),
                root.find("b").orElseThrow().value());
    }

    @Test
    void keepsRepeatedKeysForTheBinderToTell() {
        // When
        Node.Mapping root = assertInstanceOf(Node.Mapping.class, tree("a: 1\na: 2\n"));

        // Then
        assertEquals(2, root.entries().size());
    }

    @Test
    void tellsTheLineOfASyntaxMistake() {
        assertStarts(
                "not YAML: ",
                ", in what begins at line 2 (a.yaml:3)",
                mistakes("a: 1\nb: [1, 2\n: }\n").getFirst());
        assertStarts("not YAML: ", "(a.yaml:2)", mistakes("a:\n\tb: 1\n").getFirst());
        assertStarts("not YAML: ", "(a.yaml:2)", mistakes("a: 1\nb: *nowhere\n").getFirst());
    }

    @Test
    void refusesASecondDocument() {
        assertStarts("not YAML: ", "(a.yaml:2)", mistakes("a: 1\n--- \nb: 2\n").getFirst());
    }

    @Test
    void refusesWhatIsNotText() {
        // Given
        byte[] latin1 = "a: 1\nb: é\n".getBytes(StandardCharsets.ISO_8859_1);

        // Then
        assertEquals(List.of("the file must be UTF-8 (a.yaml:2)"), mistakes(latin1));
        assertEquals(List.of("not YAML: the character U+0000 is not allowed (a.yaml:2)"), mistakes("a: 1\nb: \0\n"));
    }

    @Test
    void refusesTagsAndMergeKeys() {
        // When
        List<String> mistakes = mistakes("a: !java.lang.Runtime {}\nb: !!binary aGk=\nc:\n  <<: {d: 1}\n");

        // Then
        assertEquals(
                List.of(
                        "the tag !java.lang.Runtime is not supported; write a plain value (a.yaml:1)",
                        "the tag tag:yaml.org,2002:binary is not supported; write a plain value (a.yaml:2)",
                        "merge keys (<<) are not supported; write the keys out (a.yaml:4)"),
                mistakes);
    }

    @Test
    void refusesKeysThatAreNotWords() {
        assertEquals(List.of("a key must be a word (a.yaml:1)"), mistakes("? [a, b]\n: 1\n"));
        assertEquals(List.of("a key must be a word (a.yaml:2)"), mistakes("a: 1\n? ''\n: 1\n"));
    }

    @Test
    void boundsTheFile() {
        // Given
        String full = "#".repeat(Document.MAX_BYTES - 1) + "\n";

        // Then
        assertEquals(List.of(), mistakes(full));
        assertEquals(List.of("the file must be at most 1MiB, was 1048577B (a.yaml:1)"), mistakes(full + "\n"));
    }

    @Test
    void boundsNesting() {
        // Given
        int depth = Document.MAX_DEPTH;

        // Then
        assertEquals(List.of(), mistakes("[".repeat(depth) + "]".repeat(depth)));
        assertStarts(
                "",
                "(a.yaml:1)",
                mistakes("[".repeat(depth + 1) + "]".repeat(depth + 1)).getFirst());
        assertStarts("", "(a.yaml:1)", mistakes("[".repeat(500_000)).getFirst());
    }

    @Test
    void boundsACollectionThatHoldsItself() {
        assertEquals(List.of("nesting must be at most 64 deep (a.yaml:1)"), mistakes("a: &a [*a]\n"));
    }

    @Test
    void boundsWhatAliasesMultiply() {
        // Given
        StringBuilder laughs = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (int i = 1; i < 8; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n"
                    .formatted(i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1));
        }

        // When
        List<String> mistakes = mistakes(laughs.toString());

        // Then
        assertEquals(1, mistakes.size());
        assertTrue(mistakes.getFirst().startsWith("the file must have at most 100000 nodes"), mistakes::getFirst);
    }

    @Test
    void boundsAliases() {
        // Given
        String some = "a: &a [1]\nb: [" + "*a, ".repeat(Document.MAX_ALIASES) + "]\n";
        String more = "a: &a [1]\nb: [" + "*a, ".repeat(Document.MAX_ALIASES + 1) + "]\n";

        // Then
        assertEquals(List.of(), mistakes(some));
        assertStarts("not YAML: Number of aliases", "(a.yaml:1)", mistakes(more).getFirst());
    }

    private static void assertStarts(String start, String end, String text) {
        assertTrue(text.startsWith(start) && text.endsWith(end), text);
    }
}
