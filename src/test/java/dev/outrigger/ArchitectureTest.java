package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final ArchitectureRules OURS = new ArchitectureRules("dev.outrigger");

    /** Packages that break each rule at least once. */
    private static final ArchitectureRules WRONG = new ArchitectureRules("dev.outrigger.wrong");

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.outrigger");
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages("dev.outrigger.wrong");

    static Set<String> claims() {
        return OURS.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("claims")
    void holds(String claim) {
        rule(OURS, claim).check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("claims")
    void canFail(String claim) {
        assertTrue(rule(WRONG, claim).evaluate(FIXTURES).hasViolation());
    }

    @Test
    void looksAtTheWholeProductAndNoTest() {
        assertTrue(PRODUCT.contain(dev.outrigger.chat.ChatRequest.class));
        assertTrue(PRODUCT.contain(dev.outrigger.dialect.openai.OpenAi.class));
        assertFalse(PRODUCT.contain(ArchitectureTest.class));
    }

    private static ArchRule rule(ArchitectureRules rules, String claim) {
        ArchRule rule = rules.all().get(claim);
        assertTrue(rule != null, claim);
        return rule;
    }
}
