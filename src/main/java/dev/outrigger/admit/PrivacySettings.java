package dev.outrigger.admit;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import dev.outrigger.sensitive.Names;
import dev.outrigger.sensitive.Scanner;
import dev.outrigger.sensitive.SensitiveType;
import java.util.Collection;
import java.util.Collections;
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

        @Doc("Kinds that count; unless said, all that are known by their form: all but name, address and health.")
        Optional<List<SensitiveType>> types,

        @Doc("Kinds that count besides, though they are guessed: name, address, health; unless said, none.")
        Optional<List<SensitiveType>> guesses,

        @Doc("How sure a guess has to be to count; unless said, as sure as is best by its figures.")
        @Range(min = "0", max = "1")
        Optional<Double> confidence,

        @Doc(
                "Who may be told where guesses count and what guesses is missing or damaged. Unless said, as personalData.")
        Optional<Rule> onMissing,

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

    public PrivacySettings {
        allow = List.copyOf(allow);
        if (allow.size() > MOST_ALLOWED)
            throw new IllegalArgumentException(
                    "allow must be at most " + MOST_ALLOWED + " values, was " + allow.size());
        allow.stream().filter(Allowed::isPadded).findFirst().ifPresent(value -> {
            throw new IllegalArgumentException(
                    "allow must hold values without blanks around them, was '" + value + "'");
        });
        allow.stream().filter(value -> !Allowed.isSound(value)).findFirst().ifPresent(value -> {
            throw new IllegalArgumentException("allow must hold values, @domain or @*.domain, not '" + value + "'");
        });
        if (types.filter(List::isEmpty).isPresent())
            throw new IllegalArgumentException(
                    "types must not be empty: leave it out for all, or say personalData: allow");
        if (!guesses.map(SensitiveType.guessed()::containsAll).orElse(true))
            throw new IllegalArgumentException(
                    "guesses must hold name, address and health alone: the others are known by their form, see types");
        Set<SensitiveType> counted = counted(types, guesses);
        if (Collections.disjoint(counted, SensitiveType.guessed()))
            confidence.ifPresent(sure -> refuseWithoutGuesses("confidence", sure));
        if (Collections.disjoint(counted, SensitiveType.tagged()))
            onMissing.ifPresent(rule -> {
                if (!counted.contains(SensitiveType.HEALTH)) refuseWithoutGuesses("onMissing", rule.word());
                throw new IllegalArgumentException(
                        "onMissing must be left out where health alone is guessed, which needs no"
                                + " file that may be missing (guesses: [name, address]), was "
                                + rule.word());
            });
        if (counted.contains(SensitiveType.HEALTH))
            confidence.filter(sure -> sure > Scanner.SUREST_OF_HEALTH).ifPresent(sure -> {
                throw new IllegalArgumentException("confidence must be at most " + Scanner.SUREST_OF_HEALTH
                        + " where health is guessed, as no guess of it is surer, was " + sure);
            });
    }

    private static void refuseWithoutGuesses(String key, Object value) {
        throw new IllegalArgumentException(
                key + " must be left out where nothing is guessed (guesses: [name, address]), was " + value);
    }

    Rule ofUnscannable() {
        return unscannable.orElse(personalData == Rule.ALLOW ? Rule.ALLOW : Rule.REFUSE);
    }

    Rule ofMissing() {
        return onMissing.orElse(personalData);
    }

    Set<SensitiveType> counted() {
        return counted(types, guesses);
    }

    private static Set<SensitiveType> counted(
            Optional<List<SensitiveType>> types, Optional<List<SensitiveType>> guesses) {
        Set<SensitiveType> counted = EnumSet.copyOf(
                types.<Collection<SensitiveType>>map(List::copyOf).orElse(SensitiveType.byForm()));
        guesses.ifPresent(counted::addAll);
        return counted;
    }

    /** Whether something counts that a tagger guesses. */
    boolean isTagging() {
        return !Collections.disjoint(counted(), SensitiveType.tagged());
    }

    /** What looks for those. */
    Scanner scanner(Optional<Names> names) {
        return new Scanner(
                counted(),
                names.map(all -> confidence.map(all::sure).orElse(all)),
                confidence.orElse(0.0),
                new Allowed(allow)::has);
    }
}
