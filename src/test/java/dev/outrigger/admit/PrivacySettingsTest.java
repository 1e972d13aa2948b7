package dev.outrigger.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.sensitive.SensitiveType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivacySettingsTest {
    private static PrivacySettings of(Rule personalData, Optional<Rule> unscannable) {
        return new PrivacySettings(personalData, unscannable, Optional.empty(), 1_000);
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
        return new PrivacySettings(Rule.LOCAL_ONLY, Optional.empty(), Optional.empty(), 1_000, values);
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
    void countsAllKindsUnlessSomeAreNamed() {
        assertEquals(
                EnumSet.allOf(SensitiveType.class),
                of(Rule.ALLOW, Optional.empty()).counted());
        assertEquals(
                Set.of(SensitiveType.IBAN),
                new PrivacySettings(Rule.ALLOW, Optional.empty(), Optional.of(List.of(SensitiveType.IBAN)), 1_000)
                        .counted());
    }

    @Test
    void mayNotNameNoKind() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PrivacySettings(Rule.LOCAL_ONLY, Optional.empty(), Optional.of(List.of()), 1_000));
    }
}
