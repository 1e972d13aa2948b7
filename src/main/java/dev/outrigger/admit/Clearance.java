package dev.outrigger.admit;

import dev.outrigger.sensitive.SensitiveType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may be told a request, and why: kinds, numbers and rules, never what was found.
 *
 * @param causes of the rule, and of what was found under {@code allow}
 * @param found how many of each kind
 * @param opaque what nobody looked into, in words of ours
 */
public record Clearance(
        Rule rule, SortedSet<Cause> causes, SortedMap<SensitiveType, Integer> found, SortedSet<String> opaque) {
    /** Nothing was looked for, or nothing found. */
    public static final Clearance OPEN = new Clearance(
            Rule.ALLOW, Collections.emptySortedSet(), Collections.emptySortedMap(), Collections.emptySortedSet());

    public Clearance {
        causes = Collections.unmodifiableSortedSet(new TreeSet<>(causes));
        found = Collections.unmodifiableSortedMap(new TreeMap<>(found));
        opaque = Collections.unmodifiableSortedSet(new TreeSet<>(opaque));
    }

    /** Why. */
    public enum Cause {
        /** The app asked for it in a header. */
        HINT,
        /** Something was found. */
        FOUND,
        /** Something is in it that nobody looks into. */
        UNSCANNABLE,
        /** It is longer than is looked through. */
        TOO_LONG,
        /** There is more to look at in it than is looked at. */
        TOO_MUCH,
        /** The check broke. */
        FAILED,
        /** Guesses count, and what guesses is not there. */
        MISSING;

        private final String word = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

        /** As spans and metrics say it. */
        public String word() {
            return word;
        }
    }

    /** Whether a model, or a backend, may be told it. */
    public boolean permits(boolean isTrusted) {
        return rule == Rule.ALLOW || (rule == Rule.LOCAL_ONLY && isTrusted);
    }

    /** Why not everybody may be told it, for the app and the operator to read. */
    public String because() {
        return causes.stream().map(this::words).collect(Collectors.joining("; "));
    }

    private String words(Cause cause) {
        return switch (cause) {
            case HINT -> "the app asks for it";
            case FOUND ->
                "it holds " + found.keySet().stream().map(SensitiveType::name).collect(Collectors.joining(", "));
            case UNSCANNABLE -> "it holds what is not looked into: " + String.join(", ", opaque);
            case TOO_LONG -> "it is longer than privacy.scanChars";
            case TOO_MUCH ->
                "it takes more to look through than privacy.scanChars allows, as digits that stand apart or escapes within"
                        + " one another do";
            case FAILED -> "the check for personal data failed";
            case MISSING -> "what guesses names and addresses is missing";
        };
    }

    /** What is gathered while a request is looked through. Not thread-safe. */
    static final class Draft {
        private final Set<Cause> causes = EnumSet.noneOf(Cause.class);
        private final Map<SensitiveType, Integer> found = new TreeMap<>();
        private final Set<String> opaque = new TreeSet<>();
        private Rule rule = Rule.ALLOW;

        /** For this reason it holds at least the rule. */
        void because(Cause cause, Rule atLeast) {
            causes.add(cause);
            rule = rule.stricter(atLeast);
        }

        /** The same text is read in several ways: the most that one of them shows is what there is. */
        void found(Map<SensitiveType, Integer> counts) {
            counts.forEach((type, count) -> found.merge(type, count, Math::max));
        }

        boolean hasFound() {
            return !found.isEmpty();
        }

        void opaque(String what) {
            opaque.add(what);
        }

        boolean hasOpaque() {
            return !opaque.isEmpty();
        }

        Clearance done() {
            return causes.isEmpty()
                    ? OPEN
                    : new Clearance(rule, new TreeSet<>(causes), new TreeMap<>(found), new TreeSet<>(opaque));
        }
    }
}
