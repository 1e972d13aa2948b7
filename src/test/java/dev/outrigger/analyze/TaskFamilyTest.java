package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskFamilyTest {
    @ParameterizedTest
    @CsvSource({
        "code,code",
        "math,math",
        "reasoning,reasoning",
        "conversation,conversation",
        "factual,factual",
        "advice,factual",
        "creative,creative",
        "roleplay,creative",
        "brainstorming,creative",
        "summarization,language",
        "translation,language",
        "extraction,language",
        "classification,language",
        "rewriting,language"
    })
    void everyTaskHasOneOfSevenFamilies(String task, String family) {
        assertEquals(family, TaskFamily.of(task));
    }
}
