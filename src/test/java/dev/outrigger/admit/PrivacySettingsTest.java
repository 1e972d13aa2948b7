package dev.outrigger.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.sensitive.SensitiveType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivacySettingsTest {
    private static PrivacySettings of(Rule personalData, Optional<Rule> unscannable) {
        return of(personalData, unscannable, 1_000);
    }

    static PrivacySettings of(Rule personalData, Optional<Rule> unscannable, int scanChars) {
        return new PrivacySettings(
                personalData,
                unscannable,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                scanChars,
                List.of());
    }

    @Test
    void boundsWhatIsAllowedAndRefusesWhatIsNone() {
        for (String wrong : List.of("", " ", "@com", "@*.com", "@", "@*.", "@a.*.com", "@a.com."))
            assertThrows(IllegalArgumentException.class, () -> allowing(List.of(wrong)), wrong);
        assertThrows(
                IllegalArgumentException.class,
                () -> allowing(java.util.Collections.nCopies(PrivacySettings.MOST_ALLOWED + 1, "a@b.co")));
        assertEquals(
                PrivacySettings.MOST_ALLOWED,
                allowing(java.util.Collections.nCopies(PrivacySettings.MOST_ALLOWED, "@*.b.co"))
                        .allow()
                        .size());
    }

    private static PrivacySettings allowing(List<String> values) {
        return new PrivacySettings(
                Rule.LOCAL_ONLY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1_000,
                values);
    }

    @Test
    void refusesWhatIsNotLookedIntoUnlessFindingsAreAllowed() {
        assertEquals(Rule.REFUSE, of(Rule.LOCAL_ONLY, Optional.empty()).ofUnscannable());
        assertEquals(Rule.REFUSE, of(Rule.REFUSE, Optional.empty()).ofUnscannable());
        assertEquals(Rule.ALLOW, of(Rule.ALLOW, Optional.empty()).ofUnscannable());
        assertEquals(
                Rule.LOCAL_ONLY, of(Rule.ALLOW, Optional.of(Rule.LOCAL_ONLY)).ofUnscannable());
    }

    @Test
    void countsAllThatAreKnownByTheirFormUnlessSomeAreNamed() {
        assertEquals(SensitiveType.byForm(), of(Rule.ALLOW, Optional.empty()).counted());
        assertEquals(
                Set.of(SensitiveType.IBAN),
                new PrivacySettings(
                                Rule.ALLOW,
                                Optional.empty(),
                                Optional.of(List.of(SensitiveType.IBAN)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                1_000,
                                List.of())
                        .counted());
    }

    @Test
    void mayNotNameNoKind() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PrivacySettings(
                        Rule.LOCAL_ONLY,
                        Optional.empty(),
                        Optional.of(List.of()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1_000,
                        List.of()));
    }

    @Test
    void countsGuessesBesidesWhereTheyAreAskedFor() {
        PrivacySettings guessing = guessing(List.of(SensitiveType.NAME), Optional.empty());

        assertTrue(guessing.counted().containsAll(SensitiveType.byForm()));
        assertTrue(guessing.counted().contains(SensitiveType.NAME));
        assertFalse(guessing.counted().contains(SensitiveType.ADDRESS));
    }

    @Test
    void mayNotGuessWhatIsKnownByItsForm() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> guessing(List.of(SensitiveType.NAME, SensitiveType.IBAN), Optional.empty()));

        String told = String.valueOf(refused.getMessage());
        assertTrue(told.contains("guesses must hold name, address and health alone"), told);
    }

    @Test
    void keepsToItsRuleWhereTheGuesserIsMissingUnlessAnotherIsSaid() {
        List<SensitiveType> names = List.of(SensitiveType.NAME);

        assertEquals(Rule.LOCAL_ONLY, guessing(names, Optional.empty()).ofMissing());
        assertEquals(Rule.ALLOW, guessing(names, Optional.of(Rule.ALLOW)).ofMissing());
    }

    @Test
    void needsNoTaggerWhereHealthAloneIsGuessed() {
        List<SensitiveType> health = List.of(SensitiveType.HEALTH);

        assertFalse(guessing(health, Optional.empty()).isTagging());
        assertFalse(guessing(health, Optional.empty()).scanner(Optional.empty()).isBlind());
        assertThrows(IllegalArgumentException.class, () -> guessing(health, Optional.of(Rule.ALLOW)));
    }

    @Test
    void tellsThatHealthNeedsNoFile() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> guessing(List.of(SensitiveType.HEALTH), Optional.of(Rule.REFUSE)));

        String told = String.valueOf(refused.getMessage());
        assertTrue(told.startsWith("onMissing must be left out where health alone is guessed"), told);
    }

    @Test
    void mayNotAskForMoreThanAGuessOfHealthEverIs() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> sure(0.95, SensitiveType.HEALTH));

        String told = String.valueOf(refused.getMessage());
        assertTrue(told.startsWith("confidence must be at most 0.9 where health is guessed"), told);
        assertTrue(told.endsWith("was 0.95"), told);
        assertTrue(sure(0.95, SensitiveType.NAME).counted().contains(SensitiveType.NAME));
    }

    /** As the example in the README has it. */
    @Test
    void countsAnothersHealthAtSixTenths() {
        String told = "the patient has asthma";

        assertEquals(
                1,
                sure(0.6, SensitiveType.HEALTH)
                        .scanner(Optional.empty())
                        .scan(told)
                        .size());
        assertEquals(
                0,
                sure(0.7, SensitiveType.HEALTH)
                        .scanner(Optional.empty())
                        .scan(told)
                        .size());
    }

    private static PrivacySettings sure(double confidence, SensitiveType kind) {
        return new PrivacySettings(
                Rule.LOCAL_ONLY,
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(kind)),
                Optional.of(confidence),
                Optional.empty(),
                1_000,
                List.of());
    }

    private static PrivacySettings guessing(List<SensitiveType> kinds, Optional<Rule> onMissing) {
        return new PrivacySettings(
                Rule.LOCAL_ONLY,
                Optional.empty(),
                Optional.empty(),
                Optional.of(kinds),
                Optional.empty(),
                onMissing,
                1_000,
                List.of());
    }
}
