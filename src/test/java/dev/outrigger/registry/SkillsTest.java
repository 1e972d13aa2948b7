package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.WrongConfigException;
import dev.outrigger.support.Known;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkillsTest {
    private static final Skills MEASURED =
            new Skills(Map.of("code", new Skills.Skill(400, 20), "language", new Skills.Skill(100, 65)));

    @TempDir
    private Path folder;

    @Test
    void readsEveryDomain() throws IOException {
        write("""
                domains:
                  code:     { prompts: 400, right: 20 }
                  language: { prompts: 100, right: 65 }
                """);

        assertEquals(MEASURED, Skills.in(folder));
    }

    @Test
    void knowsNothingWithoutAFile() {
        assertEquals(Skills.NONE, Skills.in(folder));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "domains: { cooking: { prompts: 400, right: 20 } }  | domains must be among code, conversation, creative",
                "domains: { code: { prompts: 99, right: 20 } }      | prompts must be",
                "domains: { code: { prompts: 1000001, right: 2 } }  | prompts must be",
                "domains: { code: { prompts: 400, right: 401 } }    | right must be at most prompts, 400, was 401",
                "domains: { code: { prompts: 400, right: -1 } }     | right must be",
                "domains: { code: { prompts: 400 } }                | right",
                "domains: { code: { prompts: 400, rihgt: 20 } }     | did you mean 'right'",
                "domain: { code: { prompts: 400, right: 20 } }      | did you mean 'domains'",
            })
    void tellsAMistakeWithItsFile(String written, String said) throws IOException {
        write(written);

        var failure = assertThrows(WrongConfigException.class, () -> Skills.in(folder));

        assertTrue(failure.toString().contains(said), failure.toString());
        assertTrue(failure.toString().contains(folder.getFileName() + "/profile.yaml:1"), failure.toString());
    }

    @Test
    void tellsThatAFileCannotBeRead() throws IOException {
        Files.createDirectory(folder.resolve("profile.yaml"));

        assertThrows(UncheckedIOException.class, () -> Skills.in(folder));
    }

    @Test
    void sharesAreOfTheDomainsPrompts() {
        assertEquals(Optional.of(0.05), MEASURED.in("code").map(Skills.Skill::share));
        assertEquals(Optional.empty(), MEASURED.in("math"));
    }

    @Test
    void countsEachDomainTheSame() {
        assertEquals(0.35, MEASURED.mean().orElseThrow(), 1e-9);
        assertEquals(OptionalDouble.empty(), Skills.NONE.mean());
    }

    @Test
    void isAModelsQualityWhereNobodySaidOne() {
        ModelProfile unsaid = Profiles.of("smol", "here", "tiny").measured(MEASURED);
        ModelProfile said =
                new Known("smol", "here", "tiny").quality(0.9).profile().measured(MEASURED);

        assertEquals(0.35, unsaid.quality().orElseThrow(), 1e-9);
        assertEquals(OptionalDouble.of(0.9), said.quality());
        assertEquals(MEASURED, said.skills());
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("profile.yaml"), text);
    }
}
