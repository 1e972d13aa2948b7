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
        int scanChars,

        @Doc(
                "Values that do not count, as they are nobody's: noreply@example.com; of addresses also all of a domain (@example.com) or below one (@*.example.com). At most 100.")
        @Default("[]")
        List<String> allow) {
    /** Values in the section allow. */
    static final int MOST_ALLOWED = 100;

    /** With nothing that does not count. */
    public PrivacySettings(
            Rule personalData, Optional<Rule> unscannable, Optional<List<SensitiveType>> types, int scanChars) {
        this(personalData, unscannable, types, scanChars, List.of());
    }

    public PrivacySettings {
        allow = List.copyOf(allow);
        if (allow.size() > MOST_ALLOWED)
            throw new IllegalArgumentException(
                    "allow must be at most " + MOST_ALLOWED + " values, was " + allow.size());
        allow.stream().filter(value -> !Allowed.isSound(value)).findFirst().ifPresent(value -> {
            throw new IllegalArgumentException("allow must hold values, @domain or @*.domain, not '" + value + "'");
        });
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
