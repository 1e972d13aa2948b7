package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageProbeTest {
    private static final LanguageProbe PROBE = new LanguageProbe(Runnable::run);

    @BeforeAll
    static void load() {
        assertTrue(PROBE.warm().succeeded());
    }

    private static Score language(LanguageProbe probe, String text) {
        return Analysis.of(probe.measure(Subject.of(ChatRequest.of(new ModelName("auto"), text)))
                        .result()
                        .scores())
                .score(Dimension.LANGUAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|What is the capital of France?",
                "en|Prove that the square root of 2 is irrational, then generalise to all non-square integers",
                "en|Write a python function to add two numbers",
                "es|¿Cuál es la capital de Francia?",
                "de|Berechne die Aufteilung neu, so dass keine der Zahlen kleiner als eins ist.",
                "fr|J'ai fait des cartes sur ma page, mais elles ne se voient pas bien sur un téléphone.",
                "zh|法国的首都是哪里？",
                "ja|フランスの首都はどこですか",
                "en|Tell me a joke",
                "en|Hello there",
                "he|מהי בירת צרפת?",
                "id|Apa ibu kota Prancis dan bagaimana cara pergi ke sana?",
                "hr|Koji je glavni grad Francuske?",
                "no|Hva er hovedstaden i Frankrike?"
            })
    void knowsTheLanguageOfASentence(String code, String text) {
        assertEquals(
                code,
                Analysis.of(Map.of(Dimension.LANGUAGE, language(PROBE, text)))
                        .label(Dimension.LANGUAGE)
                        .orElse("missing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "th|สวัสดีครับ ช่วยอธิบายวิธีการทำงานของเครื่องยนต์ดีเซลหน่อย thanks a lot for your help|en th",
                "ru|Объясните, пожалуйста, как работает дизельный двигатель: please answer with short sentences|en ru",
                "en|Please translate this sentence into English for me and keep it short: 法国的首都是哪里|en zh",
                "und|អ្នកសុខសប្បាយទេ ខ្ញុំចង់ដឹងអំពីម៉ាស៊ីន សូមពន្យល់ពីរបៀបដែលវាដំណើរការ what is the engine called|en und",
                "zh|用Python写一个函数，计算两个数的最大公约数，并说明它的复杂度|zh",
                "de|Please summarise the following letter in two sentences. Berechne die Aufteilung neu, so dass keine der Zahlen kleiner als eins ist.|de en",
                "en|What is the capital of France? Please answer in one short sentence and nothing else.|en",
                "fr|J'ai fait des cartes sur ma page, mais elles ne se voient pas bien. Que puis-je faire pour cela?|fr"
            })
    void knowsTheLanguagesOfAMixedText(String language, String text, String languages) {
        Analysis analysis = Analysis.of(PROBE.measure(Subject.of(ChatRequest.of(new ModelName("auto"), text)))
                .result()
                .scores());

        assertEquals(java.util.Optional.of(language), analysis.label(Dimension.LANGUAGE));
        assertEquals(List.of(languages.split(" ")), labels(analysis).labels());
    }

    private static Score.Value.Labels labels(Analysis analysis) {
        Score score = analysis.score(Dimension.LANGUAGES);
        assertTrue(
                score instanceof Score.Measured measured && measured.value() instanceof Score.Value.Labels,
                score::toString);
        return (Score.Value.Labels) ((Score.Measured) score).value();
    }

    private static List<String> stretches(String text) {
        Analysis analysis = Analysis.of(PROBE.measure(Subject.of(ChatRequest.of(new ModelName("auto"), text)))
                .result()
                .scores());
        return labels(analysis).spans().stream()
                .map(span -> span.label() + ":" + text.substring(span.start(), span.end()))
                .toList();
    }

    @Test
    void tellsWhichSentencesAreInEachLanguage() {
        assertEquals(
                List.of(
                        "en:Please summarise the following letter. Two sentences are enough for me.",
                        "de:Berechne die Aufteilung neu, so dass keine der Zahlen kleiner als eins ist."),
                stretches("Please summarise the following letter. Two sentences are enough for me.\n\n"
                        + "Berechne die Aufteilung neu, so dass keine der Zahlen kleiner als eins ist."));
    }

    @Test
    void tellsWhereEachScriptStands() {
        assertEquals(
                List.of("en:Please translate this sentence into English and keep it short", "zh:法国的首都是哪里"),
                stretches("Please translate this sentence into English and keep it short: 法国的首都是哪里？"));
    }

    @Test
    void tellsOneStretchOfOneLanguage() {
        assertEquals(
                List.of("en:What is the capital of France? Please answer in one short sentence."),
                stretches("  What is the capital of France? Please answer in one short sentence. "));
    }

    @Test
    void tellsABoundedNumberOfStretches() {
        String mixed = "法国的首都是哪里 what is it called ".repeat(20);

        assertEquals(Stretches.MOST, stretches(mixed).size());
    }

    @Test
    void isAsSureOfAMixedTextAsOfItsShare() {
        Score mixed = language(PROBE, "Объясните, как работает дизельный двигатель please answer with short sentences");

        assertTrue(
                mixed instanceof Score.Measured measured
                        && measured.confidence().orElse(1) < 0.7,
                mixed::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"o", "tlhIngan"})
    void saysNothingRatherThanSomethingWrongOfShortTexts(String text) {
        assertEquals(Score.missing(Score.Reason.UNSURE), language(PROBE, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"አማርኛ ጻፍ", "ភាសាខ្មែរ", "ພາສາລາວ", "မြန်မာ"})
    void saysThatALanguageIsNoneOfThoseItKnowsByItsScript(String text) {
        assertEquals(
                "und",
                Analysis.of(Map.of(Dimension.LANGUAGE, language(PROBE, text)))
                        .label(Dimension.LANGUAGE)
                        .orElse("missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/a/b", "@someone #tag"})
    void saysNothingOfWhatHasNoWords(String text) {
        assertEquals(Score.missing(Score.Reason.UNSURE), language(PROBE, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2+2", "", "???"})
    void hasNothingToJudgeWhereThereIsNoLetter(String text) {
        assertEquals(Score.missing(Score.Reason.NOT_APPLICABLE), language(PROBE, text));
    }

    @Test
    void isMissingWhileItsModelLoads() {
        // Given
        Deque<Runnable> queue = new ArrayDeque<>();
        LanguageProbe probe = new LanguageProbe(queue::add);

        // When
        Score first = language(probe, "What is the capital of France?");
        Score second = language(probe, "What is the capital of France?");

        // Then: and it is loaded once.
        assertEquals(Score.missing(Score.Reason.LOADING), first);
        assertEquals(Score.missing(Score.Reason.LOADING), second);
        assertEquals(1, queue.size());
    }

    @Test
    void readsABoundedPartOfALongText() {
        String text = "This is an ordinary English sentence about nothing. ".repeat(10)
                + "Das hier ist Deutsch und steht ganz weit hinten. ".repeat(1_000);

        assertEquals(
                "en",
                Analysis.of(Map.of(Dimension.LANGUAGE, language(PROBE, text)))
                        .label(Dimension.LANGUAGE)
                        .orElseThrow());
    }
}
