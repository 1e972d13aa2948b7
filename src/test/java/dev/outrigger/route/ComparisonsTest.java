package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.KnownLabels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonsTest {
    private static List<String> told(String expression) {
        return Expression.objections(expression, KnownLabels.ofProduct());
    }

    @Test
    void namesTheValueAndTheLabels() {
        assertEquals(
                List.of("latency is never 'soon'; its labels are interactive, batch"),
                told("analysis.latency == 'soon'"));
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
        List<String> objections = told(expression);
        assertEquals(1, objections.size(), expression);
        assertTrue(objections.getFirst().startsWith(told), objections::getFirst);
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
        assertEquals(List.of(), told(expression));
    }

    @Test
    void tellsEachMistakeOnceInOrder() {
        List<String> objections = told("analysis.task in ['cod', 'mth', 'code'] || analysis.task == 'cod'");
        assertEquals(2, objections.size(), objections::toString);
        assertTrue(objections.getFirst().startsWith("task is never 'cod'"), objections::getFirst);
        assertTrue(objections.getLast().startsWith("task is never 'mth'"), objections::getLast);
    }

    @Test
    void leavesWhatIsNoConditionToWhoeverCompilesIt() {
        assertEquals(List.of(), told("analysis.task = 'cod'"));
        assertThrows(IllegalArgumentException.class, () -> Expression.compile("analysis.task = 'cod'"));
    }

    @Test
    void takesTheLabelsThatItIsGiven() {
        KnownLabels own = KnownLabels.of(Map.of("task", List.of("refund", "complaint", "other")));
        assertEquals(List.of(), Expression.objections("analysis.task == 'refund'", own));
        assertEquals(List.of(), Expression.objections("analysis.task == 'whatever'", KnownLabels.ofUnknownHeads()));
    }
}
