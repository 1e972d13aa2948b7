package dev.outrigger.admit;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import dev.outrigger.sensitive.SensitiveType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The section {@code privacy}. */
@Doc("Who may be told personal data and secrets. Without this section nothing is looked for.")
public record PrivacySettings(
        @Doc(
                "Where some is found: only trusted models are asked, or nobody is; or anybody, and it is only shown. Likewise where the check itself fails.")
        @Default("local-only")
        Rule personalData,

        @Doc(
                "Likewise of what nobody looks into: media, files, sealed reasoning, stored state, parts of unknown kinds, endpoints that are passed through. Unless said, refuse; allow where personalData is.")
        Optional<Rule> unscannable,

        @Doc("Kinds that count; unless said, all.") Optional<List<SensitiveType>> types,

        @Doc("Characters of a request that are looked through; a longer one counts as private.")
        @Default("1000000")
        @Range(min = "1000", max = "20000000")
        int scanChars) {
    public PrivacySettings {
        if (types.filter(List::isEmpty).isPresent())
            throw new IllegalArgumentException(
                    "types must not be empty: leave it out for all, or say personalData: allow");
    }

    Rule ofUnscannable() {
        return unscannable.orElse(personalData == Rule.ALLOW ? Rule.ALLOW : Rule.REFUSE);
    }

    Set<SensitiveType> counted() {
        return types.<Set<SensitiveType>>map(EnumSet::copyOf).orElseGet(() -> EnumSet.allOf(SensitiveType.class));
    }
}
