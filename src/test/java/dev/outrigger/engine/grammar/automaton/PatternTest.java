package dev.outrigger.engine.grammar.automaton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTest {
    /** Java reads these as ECMAScript does. */
    private static final List<String> PATTERNS = List.of(
            "a",
            "^a",
            "a$",
            "^a$",
            "",
            "^$",
            "^[ab]+$",
            "^[^ab]*$",
            "(ab|b)*",
            "^(ab|b)*$",
            "^a{2,3}$",
            "^a{2,}$",
            "^a{0}$",
            "a|^b|ab$",
            "^(a|b)",
            "(^a|b$)",
            "^a?b??c*?$",
            "^.$",
            "^\\w\\W\\d\\D$",
            "^[\\d-]+$",
            "^[a-]$",
            "\\.",
            "^\\u0062\\x61$",
            "^(?:a(?<n>b))+$",
            "^[\\]\\\\]$",
            "^\"$",
            "^\\p{L}$",
            "^\\P{L}$",
            "^\\p{Lu}\\p{Ll}\\p{Nd}$");

    private static final Map<String, Dfa> MADE = new ConcurrentHashMap<>();

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(PATTERNS);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "c", "-", "0", "\"", "\\", "]", "é", "A", "日", "👍", ".", "\u001f", "\n")
                .list()
                .ofMaxSize(5)
                .map(characters -> String.join("", characters));
    }

    @Property(tries = 3_000)
    void isFoundWhereJavaFindsIt(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
        // Java's end is also before a last line end, and its dot takes fewer characters.
        boolean isFound = java.util.regex.Pattern.compile(
                        pattern.replace("$", "\\z"), java.util.regex.Pattern.UNIX_LINES)
                .matcher(text)
                .find();
        Dfa dfa = MADE.computeIfAbsent(pattern, found -> Pattern.found(found, new Effort()));
        assertEquals(isFound, dfa.contains(JsonText.closed(text)));
    }

    @Test
    void isWrittenInOneWay() {
        Dfa dfa = Pattern.found("^[\"\\\\\\n\\x01/é]$", new Effort());
        for (String written : List.of("\\\"", "\\\\", "\\n", "\\u0001", "/", "é"))
            assertTrue(dfa.contains((written + "\"").getBytes(java.nio.charset.StandardCharsets.UTF_8)), written);
        for (String written : List.of("\\u005c", "\\u000a", "\n", "\\/", "\\u00e9", "\\u0001\\"))
            assertFalse(dfa.contains((written + "\"").getBytes(java.nio.charset.StandardCharsets.UTF_8)), written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "(?=a) ~ has a group that looks around or sets flags before its character 3",
                "(?<=a) ~ has a group that looks around before its character 4",
                "(?i)a ~ has a group that looks around or sets flags before its character 3",
                "\\bword ~ has an escape that is not kept before its character 3",
                "(a)\\1 ~ has an escape that is not kept before its character 6",
                "a**b ~ has a count of a count before its character 3",
                "*a ~ has a count of nothing before its character 2",
                "(a ~ has a ( without its ) before its character 3",
                "a) ~ has a ) without its ( before its character 2",
                "a{2 ~ has a { without its } before its character 4",
                "a{x} ~ has a count without a number before its character 3",
                "a{3,2} ~ has a count that ends before it begins before its character 7",
                "[a ~ has an end in the midst of something before its character 3",
                "[^\\d\\D] ~ has a class without characters before its character 8",
                "[\\d-z] ~ has a range to or from what is not one character before its character 5",
                "\\p{Greek} ~ has a property that is not kept before its character 10",
                "\\pL ~ has a property without a name before its character 3",
                "\\ud800 ~ has half of a character before its character 7",
                "\\u{110000} ~ has a character beyond Unicode before its character 10",
                "a^b ~ has a ^ in its midst",
                "a(b$)c ~ has a $ in its midst",
            })
    void refusesWhatIsNotRegular(String pattern, String words) {
        NotRegular refused = assertThrows(NotRegular.class, () -> Pattern.found(pattern, new Effort()));
        assertEquals(words, refused.getMessage());
    }

    @Test
    void isBounded() {
        assertRefused("must have at most 4096 characters", "a".repeat(PatternParser.MAX_CHARS + 1));
        assertRefused("has more than 32 groups inside one another before its character 34", "(".repeat(40));
        assertRefused("must have at most 131072 states", "\\w{0,131072}");
        assertRefused("needs more than 32768 states", "^(a|b)*a(a|b){14}$");
        assertRefused("takes more than 10000000 steps to compile", "(.*a){12}.{12}");
    }

    private static void assertRefused(String words, String pattern) {
        NotRegular refused = assertThrows(NotRegular.class, () -> Pattern.found(pattern, new Effort()));
        assertEquals(words, refused.getMessage());
    }

    @Test
    void ofManyStatesTheDeadAreLeftOut() {
        assertTrue(Pattern.found("^a$", new Effort())
                .and(Pattern.found("^b$", new Effort()), new Effort())
                .isEmpty());
        Dfa dfa = Pattern.found("^a", new Effort()).and(Pattern.found("b$", new Effort()), new Effort());
        assertTrue(dfa.contains(JsonText.closed("ab")) && dfa.contains(JsonText.closed("a\"b")));
        assertFalse(dfa.contains(JsonText.closed("ba")));
    }

    @Test
    void whatIsLeftOfALanguageIsWhatTheOtherHasNot() {
        Effort effort = new Effort();
        Dfa rest = Pattern.found("^[abc]$", effort).minus(Pattern.found("b", effort), effort);
        assertTrue(rest.contains(JsonText.closed("a")) && rest.contains(JsonText.closed("c")));
        assertFalse(rest.contains(JsonText.closed("b")));
        assertEquals(2, rest.ways(0));
    }

    @Test
    void countsTheWaysOnAndTheCharactersLeft() {
        Effort effort = new Effort();
        assertEquals(6, Pattern.found("^[abc]d?$", effort).ways(0));
        assertEquals(Dfa.COUNTLESS, Pattern.found("^a", effort).ways(0));
        assertEquals(Dfa.COUNTLESS, Pattern.found("^\\w{20}$", effort).ways(0));
        assertEquals(3, Pattern.found("^(a\"👍|abcd)$", effort).charactersLeft(0));
        assertEquals(0, Pattern.anyString(effort).charactersLeft(0));
    }
}
