package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final ArchitectureRules OURS = new ArchitectureRules("dev.outrigger");

    /** Packages that break each rule at least once. */
    private static final ArchitectureRules WRONG = new ArchitectureRules("dev.outrigger.wrong");

    // Of the instance, which goes with its class: as constants they would be on the heap that later tests have
    // collected.
    private final JavaClasses product = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.outrigger");
    private final JavaClasses fixtures = new ClassFileImporter().importPackages("dev.outrigger.wrong");

    static Set<String> claims() {
        return OURS.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("claims")
    void holds(String claim) {
        rule(OURS, claim).check(product);
    }

    @ParameterizedTest
    @MethodSource("claims")
    void canFail(String claim) {
        assertTrue(rule(WRONG, claim).evaluate(fixtures).hasViolation());
    }

    @Test
    void looksAtTheWholeProductAndNoTest() {
        assertTrue(product.contain(dev.outrigger.chat.ChatRequest.class));
        assertTrue(product.contain(dev.outrigger.dialect.openai.OpenAi.class));
        assertFalse(product.contain(ArchitectureTest.class));
    }

    private static ArchRule rule(ArchitectureRules rules, String claim) {
        ArchRule rule = rules.all().get(claim);
        assertTrue(rule != null, claim);
        return rule;
    }
}
