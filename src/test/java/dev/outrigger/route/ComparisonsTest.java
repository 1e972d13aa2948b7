package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonsTest {
    private static String complaint(String expression) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Expression.compile(expression))
                .getMessage());
    }

    @Test
    void namesTheRuleTheValueAndTheLabels() {
        assertEquals(
                "'analysis.latency == 'soon'': latency is never 'soon'; its labels are interactive, batch",
                complaint("analysis.latency == 'soon'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "analysis.task == 'cod'|task is never 'cod'; its labels are code, math, reasoning",
                "'cod' != analysis.domain|domain is never 'cod'; its labels are code, math",
                "analysis.style in ['concise', 'terse']|style is never 'terse'",
                "analysis.tokens > 5 && (request.stream ? true : analysis.field == 'lawe')|field is never 'lawe'",
                "!(analysis.field == 'Law')|field is never 'Law'",
                "analysis.language == 'english'|language is never 'english'; its labels are codes of ISO 639",
                "analysis.language == 'xx'|language is never 'xx'",
                "'e-mail' in analysis.sensitivity|sensitivity is never 'e-mail'; its labels are EMAIL, PHONE",
                "(analysis.complexity > 0.5 ? analysis.task == 'mth' : false)|task is never 'mth'"
            })
    void refusesALabelThatItsDimensionNeverHas(String expression, String told) {
        String complaint = complaint(expression);
        assertTrue(complaint.contains(told), complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analysis.task == 'code' || 'math' == analysis.domain",
                "analysis.field in ['law', 'finance']",
                "analysis.language != 'en' && analysis.language in ['de', 'nds', 'und']",
                "'EMAIL' in analysis.sensitivity",
                "request.model == 'cod'",
                "analysis.task.startsWith('c')"
            })
    void leavesOthersAlone(String expression) {
        assertDoesNotThrow(() -> Expression.compile(expression));
    }

    @Test
    void saysItWithTheRule() {
        String told = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> new StageSettings.Rule("analysis.task == 'cod'", List.of("big"), List.of(), List.of()))
                .getMessage());
        assertTrue(told.contains("analysis.task == 'cod'"), told);
    }

    @Test
    void knowsTheDomainsOfTheStageLocalToo() {
        String told = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> new StageSettings.Local(0.3, List.of("code", "cod"), 0.5, List.of("en")))
                .getMessage());
        assertEquals(
                "domain is never 'cod'; its labels are code, math, reasoning, factual, creative, language, conversation",
                told);
    }
}
