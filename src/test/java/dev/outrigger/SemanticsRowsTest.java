package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.outrigger.support.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What becomes of an exchange when something goes wrong: each row of it is shown by a test, or said to be open. */
class SemanticsRowsTest {
    private static final Path ROWS = Path.of("src/test/resources/semantics/rows.tsv");
    private static final List<Showing> SHOWING = showing();

    /** @param open why nothing shows it, in a word; empty where a test does */
    private record Claim(String id, String claim, String open) {
        static Claim of(String line) {
            List<String> fields = Arrays.asList(line.split("\t", -1));
            assertTrue(fields.size() == 2 || fields.size() == 3, line);
            return new Claim(fields.get(0), fields.get(1), fields.size() == 3 ? fields.get(2) : "");
        }
    }

    /** A method that says it shows rows: no more of it, for a method of ArchUnit's has all classes behind it, for good in a constant. */
    private record Showing(String method, List<String> rows, boolean isTest) {
        static Showing of(JavaMethod method) {
            return new Showing(
                    method.getFullName(),
                    List.of(method.getAnnotationOfType(Row.class).value()),
                    Stream.of(Test.class, ParameterizedTest.class, Property.class)
                            .anyMatch(method::isAnnotatedWith));
        }
    }

    private static List<Claim> claims() throws IOException {
        return Files.readAllLines(ROWS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Claim::of)
                .toList();
    }

    private static List<Showing> showing() {
        JavaClasses tests = new ClassFileImporter().importPath(Path.of("target/test-classes/dev/outrigger"));
        return tests.stream()
                .flatMap(test -> test.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Row.class))
                .map(Showing::of)
                .toList();
    }

    private static Set<String> ids(Stream<String> ids) {
        return ids.collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachRowThatIsNotOpenIsShownByATestAndNoOtherIs() throws IOException {
        Set<String> claimed =
                ids(claims().stream().filter(claim -> claim.open().isEmpty()).map(Claim::id));

        assertEquals(claimed, ids(SHOWING.stream().flatMap(method -> method.rows().stream())));
    }

    @Test
    void onlyTestsShowRows() {
        List<String> others = SHOWING.stream()
                .filter(method -> !method.isTest())
                .map(Showing::method)
                .toList();

        assertEquals(List.of(), others);
    }

    @Test
    void eachRowHasAnIdOfItsOwnAndASentence() throws IOException {
        for (Claim claim : claims()) {
            assertTrue(claim.id().matches("[a-z]+\\.[a-z0-9-]+"), claim.id());
            assertTrue(claim.claim().matches("[^|]{10,}"), claim.id());
            assertTrue(claim.open().matches("|open: [A-Za-z]+"), claim.id());
        }
        List<String> ids = claims().stream().map(Claim::id).toList();
        assertEquals(ids.stream().distinct().toList(), ids);
    }
}
