package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    private static List<String> cut(String text) {
        Words words = Words.of(text);
        return IntStream.range(0, words.size()).mapToObj(words::at).toList();
    }

    private static int index(Words words, String word) {
        return IntStream.range(0, words.size())
                .filter(at -> words.at(at).equals(word))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Write it in C++, please!|. write it in c++ please .",
                "Node.js or C#?|. node js or c# .",
                "I’m 5. It's **bold**|. i'm 5 . it's bold .",
                "R$ 20 or £5 or 3€|. r$ 20 or £ 5 or 3 € .",
                "É você?|. é você .",
                "...|.",
            })
    void cutsATextAtSentencesAndWords(String text, String words) {
        assertEquals(List.of(words.split(" ")), cut(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"How do I parse json?", "Tell me how to parse json.", "Hi, what is json?", "Is this json?"})
    void knowThatASentenceAsksAboutSomething(String text) {
        Words words = Words.of(text);

        assertTrue(words.isInQuestion(index(words, "json")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Can you give me json?",
                "What is it? Give me json.",
                "Do not answer. Give json.",
                "How? As json!"
            })
    void knowThatASentenceAsksForSomething(String text) {
        Words words = Words.of(text);

        assertTrue(!words.isInQuestion(index(words, "json")));
    }

    @Test
    void knowWhatIsDeniedAndHowFarThatReaches() {
        Words words = Words.of("Do not use any json here but xml. No! Give csv.");

        assertTrue(words.isDenied(index(words, "json")));
        assertTrue(!words.isDenied(index(words, "xml")));
        assertTrue(!words.isDenied(index(words, "csv")));
    }

    @Test
    void areNoneWithoutAWord() {
        assertTrue(Words.of("").isEmpty());
        assertTrue(Words.of("?! …").isEmpty());
        assertTrue(!Words.of("hi").isEmpty());
    }
}
