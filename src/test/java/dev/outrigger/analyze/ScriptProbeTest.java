package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptProbeTest {
    private static Score score(String prompt) {
        return Analysis.of(new ScriptProbe()
                        .measure(Subject.of(ChatRequest.of(new ModelName("auto"), prompt)))
                        .result()
                        .scores())
                .score(Dimension.SCRIPT);
    }

    private static Score.Value.Labels labels(String prompt) {
        Score score = score(prompt);
        assertTrue(
                score instanceof Score.Measured measured && measured.value() instanceof Score.Value.Labels,
                score::toString);
        return (Score.Value.Labels) ((Score.Measured) score).value();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Latn|What is the capital of France?",
                "Latn|Où est-ce qu'il y a des œufs à Besançon ?",
                "Cyrl|Какая столица Франции?",
                "Grek|Ποια είναι η πρωτεύουσα της Γαλλίας;",
                "Arab|ما هي عاصمة فرنسا؟",
                "Hebr|מהי בירת צרפת?",
                "Deva|फ्रांस की राजधानी क्या है?",
                "Thai|เมืองหลวงของฝรั่งเศสคือที่ไหน",
                "Hang|프랑스의 수도는 어디인가요?",
                "Jpan|フランスの首都はどこですか",
                "Jpan|日本国憲法の前文を要約してください",
                "Hans|法国的首都是哪里？请说明",
                "Hant|法國的首都是哪裡？請說明",
                "Hani|中文",
                "Cyrl Latn|Объясните, как работает двигатель please answer with short sentences",
                "Hans|用Python写一个函数，计算两个数的最大公约数，并说明它的复杂度",
                "Zzzz|ᜉᜒᜎᜒᜉᜒᜈᜐ᜔"
            })
    void knowsTheScriptsOfAText(String scripts, String prompt) {
        assertEquals(List.of(scripts.split(" ")), labels(prompt).labels());
    }

    @Test
    void tellsWhereEachStands() {
        String prompt = "Translate, please, into French: где находится вокзал";

        assertEquals(
                List.of("Latn:Translate, please, into French", "Cyrl:где находится вокзал"),
                labels(prompt).spans().stream()
                        .map(span -> span.label() + ":" + prompt.substring(span.start(), span.end()))
                        .toList());
    }

    @Test
    void tellsABoundedNumberOfStretches() {
        assertEquals(Stretches.MOST, labels("где is ".repeat(40)).spans().size());
    }

    @Test
    void readsAsMuchAsTheLanguageIsReadFrom() {
        assertEquals(
                List.of("Latn"),
                labels("a".repeat(LanguageEvidence.READ_CHARS) + "где ".repeat(1_000))
                        .labels());
    }

    @ParameterizedTest
    @CsvSource({"2+2", "''", "'?! 🙂'"})
    void hasNothingToJudgeWithoutALetter(String prompt) {
        assertEquals(Score.missing(Score.Reason.NOT_APPLICABLE), score(prompt));
    }

    @Test
    void saysOnlyCodesThatAreKnown() {
        assertTrue(Scripts.codes().containsAll(List.of("Latn", "Jpan", "Hans", "Hant", "Hani", "Zzzz")));
        assertEquals(Scripts.codes().stream().distinct().sorted().toList(), Scripts.codes());
    }

    @Test
    void doesNotReadHalfAPair() {
        String cut = "a".repeat(LanguageEvidence.READ_CHARS - 1);
        assertEquals(labels(cut).spans(), labels(cut + "𐐀").spans());
    }
}
